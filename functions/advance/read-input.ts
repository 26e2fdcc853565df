/**
 * Reads one input. A large body that is missing in the bucket is no fault where its customer was erased: the
 * erasure deleted it.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Input } from '../../core/state/input.ts';
import type { AdvanceDeps } from './deps.ts';

export const readInput = async (deps: AdvanceDeps, body: string): Promise<Input | 'erased'> => {
  const input = await deps.readInput(body);
  if (input.kind !== 'gone') return input;
  const { erasedAt } = await deps.profiles.follow(input.profileId);
  if (erasedAt !== undefined) return 'erased';
  throw new Error(
    `The input under ${input.key} is gone: raw bodies are kept for ${LIMITS.rawBodyRetentionDays} days only.`,
  );
};
