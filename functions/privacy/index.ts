/** Lambda entry of privacy. */
import { privacyEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createPrivacy } from './handler.ts';

export const handler = createPrivacy(readEnv(privacyEnv), systemRuntime);
