/** Lambda entry of send-email. */
import { sendEmailEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createSendEmail } from './handler.ts';

export const handler = createSendEmail(readEnv(sendEmailEnv), systemRuntime);
