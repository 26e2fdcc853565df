/** Lambda entry of send-email. */
import { sendEmailEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createSendEmail } from './handler.ts';

export const handler = createSendEmail(readEnv(sendEmailEnv), systemRuntime);
