/** Lambda entry of send-email. */
import { sendEmailEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createSendEmail } from './handler.ts';

export const handler = entry(sendEmailEnv, createSendEmail);
