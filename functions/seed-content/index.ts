/** Lambda entry of seed-content. */
import { seedContentEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createSeedContent } from './handler.ts';

/** The construct puts the content folder beside the bundle. */
export const handler = createSeedContent(readEnv(seedContentEnv), {
  folder: `${import.meta.dirname}/content`,
});
