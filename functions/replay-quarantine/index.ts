/** What Lambda loads for replay-quarantine. */
import { replayQuarantineEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createReplayQuarantine } from './handler.ts';

export const handler = createReplayQuarantine(readEnv(replayQuarantineEnv), systemRuntime);
