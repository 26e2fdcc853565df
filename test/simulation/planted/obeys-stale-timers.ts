/**
 * The stale-timer check is forgotten: whichever timer comes for an enrollment, it counts as the
 * current one.
 */
import type { SQSEvent } from 'aws-lambda';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import type { Functions } from '../../../local/functions.ts';
import type { Kit } from './planted.ts';

type Input = Readonly<{ kind?: string; profileId?: string; entryId?: string }>;

export const obeysStaleTimers = (functions: Functions, { table }: Kit): Functions => {
  const profiles = createProfileStore(table);
  const asCurrent = async (body: string): Promise<string> => {
    const input = JSON.parse(body) as Input;
    if (input.kind !== 'timer') return body;
    const { state } = await profiles.load(input.profileId ?? '');
    const enrollment =
      state?.kind === 'live' ? state.enrollments.find(({ entryId }) => entryId === input.entryId) : undefined;
    return enrollment ? JSON.stringify({ ...input, timerId: enrollment.timerId }) : body;
  };
  const obeyed = async ({ Records }: SQSEvent): Promise<SQSEvent> => ({
    Records: await Promise.all(
      Records.map(async (record) => ({ ...record, body: await asCurrent(record.body) })),
    ),
  });
  return { ...functions, advance: async (event) => functions.advance(await obeyed(event)) };
};
