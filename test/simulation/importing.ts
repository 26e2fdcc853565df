/**
 * A shop that brings its past along: a file of our own events, and the word about it, which is repeated until
 * the report says that the file is done, as EventBridge and Lambda repeat it.
 */
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import { keyedIdOf } from '../../core/identity/identity.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { isBroughtAlong } from './happening.ts';
import type { Surroundings } from './knock.ts';
import { chanceOf } from './random.ts';
import { eventOf } from './tell.ts';

const KEY = `${CONFIG_PREFIX.imports}past.jsonl`;
/** EventBridge tells of a file at least once. */
const TOLD_TWICE = 0.3;

export const createImporting = ({ plan, cloud: { standIns, witness }, knock }: Surroundings) => {
  const rows = plan.happenings.filter(isBroughtAlong);
  const lines = rows.map((row) => JSON.stringify({ id: row.id, ...eventOf(row, plan.customers) }));
  // Ids of what a file tells are keyed, so that they say nothing about anybody.
  const marks = rows.map(({ id }) => [keyedIdOf(IDENTITY_KEY, 'told', id), id] as const);

  /** All that the file says is durable by then. */
  const done = (taken: number, rejected: number): void => {
    const here = witness.moment();
    if (taken !== rows.length || rejected > 0)
      witness.problems.push({ invariant: 'I2', text: `of ${rows.length} rows ${taken} were brought in` });
    for (const { id, customer } of rows) {
      const door = witness.doors.get(id);
      if (door) witness.doors.set(id, { ...door, answered: door.answered ?? here, last: here });
      if (witness.queued.has(id)) continue;
      const text = `${id} was reported as brought in before the queue had it`;
      witness.problems.push({ invariant: 'I12', text, customer });
    }
  };
  const read = (about: string): void =>
    knock({
      door: 'import-history',
      about,
      call: (functions) => functions.importHistory({ detail: { object: { key: KEY } } }),
      settled: (result) => 'value' in result && result.value?.state === 'done',
      tried: (result) => {
        if (!('value' in result) || result.value?.state !== 'done') return;
        done(result.value.taken + result.value.skipped, result.value.rejectedRows);
      },
    });
  return (id: string): void => {
    if (rows.length === 0) return;
    witness.told.add(marks);
    for (const row of rows)
      if (!witness.doors.has(row.id)) witness.doors.set(row.id, { firstTry: witness.moment() });
    standIns.s3.put({ bucket: LOCAL.configBucket, key: KEY, body: Buffer.from(lines.join('\n')) });
    read(id);
    if (plan.faults.includes('senders') && chanceOf(plan.seed, 'told of a file', id).maybe(TOLD_TWICE))
      read(`${id} again`);
  };
};
