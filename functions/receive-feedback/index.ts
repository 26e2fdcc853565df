/** Lambda entry of receive-feedback. */
import { receiveFeedbackEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createReceiveFeedback } from './handler.ts';

export const handler = entry(receiveFeedbackEnv, createReceiveFeedback);
