/**
 * Reads one input. A large body that is gone from the bucket is no fault where its customer was erased: it
 * went with everything else.
 */
import { InputGone } from '../../adapters/queues/queues.ts';
import type { Input } from '../../core/state/input.ts';
import type { AdvanceDeps } from './deps.ts';

export const readInput = async (deps: AdvanceDeps, body: string): Promise<Input | 'erased'> => {
  try {
    return await deps.readInput(body);
  } catch (error) {
    if (!(error instanceof InputGone)) throw error;
    const { erasedAt } = await deps.profiles.follow(error.profileId);
    if (erasedAt === undefined) throw error;
    return 'erased';
  }
};
