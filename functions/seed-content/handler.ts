/**
 * Fills an empty config bucket with the first content, once, and reports the result to CloudFormation.
 * CloudFormation → [this] → config bucket
 */
import type { SeedContentEnv } from '../../contract/environment.ts';
import { stack } from '../../runtime/stack.ts';
import { bodyFor, requestSchema } from './answer.ts';
import { createDeps, type SeedContentOptions } from './deps.ts';
import { seedIfEmpty } from './seed.ts';

export const createSeedContent = (env: SeedContentEnv, options: SeedContentOptions) => {
  const deps = createDeps(env, options);
  return stack(deps, async (event: unknown): Promise<Readonly<{ seeded: number }>> => {
    const request = requestSchema.parse(event);
    const answer = (result: Parameters<typeof bodyFor>[1]): Promise<void> =>
      deps.answer(request.ResponseURL, bodyFor(request, result));
    try {
      // An update or removal of the stack does not touch the content: it belongs to the marketers from the
      // first day on.
      const seeded = request.RequestType === 'Create' ? await seedIfEmpty(deps) : 0;
      await answer({ Status: 'SUCCESS' });
      return { seeded };
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      await answer({ Status: 'FAILED', Reason: `First content: ${why}` });
      throw error;
    }
  });
};
