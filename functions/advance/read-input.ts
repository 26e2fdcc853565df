/**
 * Reads one input. A large body that is gone from the bucket is no fault where its customer was erased: it
 * went with everything else.
 */
import { InputGone } from '../../adapters/queues/queues.ts';
import type { Input } from '../../core/state/input.ts';
import type { AdvanceDeps } from './deps.ts';
import { erasedAtOf } from './was-erased.ts';

export const readInput = async (deps: AdvanceDeps, body: string): Promise<Input | 'erased'> => {
  try {
    return await deps.readInput(body);
  } catch (error) {
    if (error instanceof InputGone && (await erasedAtOf(deps.profiles, error.profileId)) !== undefined)
      return 'erased';
    throw error;
  }
};
