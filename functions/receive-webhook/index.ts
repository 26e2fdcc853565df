/** What Lambda loads for receive-webhook. */
import { receiveWebhookEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createReceiveWebhook } from './handler.ts';

export const handler = createReceiveWebhook(readEnv(receiveWebhookEnv), systemRuntime);
