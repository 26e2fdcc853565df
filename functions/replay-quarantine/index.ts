/** What Lambda loads for replay-quarantine. */
import { replayQuarantineEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createReplayQuarantine } from './handler.ts';

export const handler = createReplayQuarantine(readEnv(replayQuarantineEnv), systemRuntime);
