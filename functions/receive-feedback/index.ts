/** Lambda entry of receive-feedback. */
import { receiveFeedbackEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { systemRuntime } from '../../runtime/runtime.ts';
import { createReceiveFeedback } from './handler.ts';

export const handler = createReceiveFeedback(readEnv(receiveFeedbackEnv), systemRuntime);
