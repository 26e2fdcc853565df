/** Lambda entry of receive-feedback. */
import { receiveFeedbackEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createReceiveFeedback } from './handler.ts';

export const handler = createReceiveFeedback(readEnv(receiveFeedbackEnv), systemRuntime);
