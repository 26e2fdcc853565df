/**
 * A process that dies at one of its calls: before the call got through, or after it and before the answer.
 */
import type { RequestHandler } from '../../runtime/clients.ts';

export type DyingAt = Readonly<{ call: number; when: 'before' | 'after' }>;

/** The error of a dead process: it gets no answer, and none of its later calls gets through. */
export class ProcessDied extends Error {
  override name = 'ProcessDied';
}

export const dyingAt = (
  alive: RequestHandler,
  { call, when }: DyingAt,
): RequestHandler & { calls: () => number } => {
  let calls = 0;
  return {
    calls: () => calls,
    handle: async (request, options) => {
      calls += 1;
      if (calls > call || (calls === call && when === 'before'))
        throw new ProcessDied(`died at call ${calls}`);
      const answer = await alive.handle(request, options);
      if (calls === call) throw new ProcessDied(`died after call ${calls}`);
      return answer;
    },
  };
};
