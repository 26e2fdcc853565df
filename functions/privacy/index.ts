/** Lambda entry of privacy. */
import { privacyEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createPrivacy } from './handler.ts';

export const handler = entry(privacyEnv, createPrivacy);
