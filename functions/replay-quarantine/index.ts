/** Lambda entry of replay-quarantine. */
import { replayQuarantineEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createReplayQuarantine } from './handler.ts';

export const handler = entry(replayQuarantineEnv, createReplayQuarantine);
