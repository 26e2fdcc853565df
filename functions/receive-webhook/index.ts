/** Lambda entry of receive-webhook. */
import { receiveWebhookEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createReceiveWebhook } from './handler.ts';

export const handler = entry(receiveWebhookEnv, createReceiveWebhook);
