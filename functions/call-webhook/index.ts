/** Lambda entry of call-webhook. */
import { callWebhookEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createCallWebhook } from './handler.ts';

export const handler = entry(callWebhookEnv, createCallWebhook);
