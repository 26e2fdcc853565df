/** Lambda entry of seed-content. The construct puts the content folder beside the bundle. */
import { seedContentEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createSeedContent } from './handler.ts';

export const handler = entry(seedContentEnv, (env) =>
  createSeedContent(env, { folder: `${import.meta.dirname}/content` }),
);
