/** Lambda entry of privacy. */
import { privacyEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { systemRuntime } from '../../runtime/runtime.ts';
import { createPrivacy } from './handler.ts';

export const handler = createPrivacy(readEnv(privacyEnv), systemRuntime);
