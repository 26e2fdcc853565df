/** Lambda entry of privacy. */
import { privacyEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createPrivacy } from './handler.ts';

export const handler = createPrivacy(readEnv(privacyEnv), systemRuntime);
