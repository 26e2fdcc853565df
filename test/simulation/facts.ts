/**
 * What stands there in the end: every table item as its reader sees it, every customer's timeline, every
 * queue; and the digest over it all.
 */

import { createHash } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { unpack } from '../../adapters/dynamodb/packed.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { everyPlace } from '../../core/consent/gate-places.ts';
import { present } from '../../core/present.ts';
import { findProfile } from '../../local/profile-lookup.ts';
import { viewProfile } from '../../local/profile-view.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import type { Customer } from './customers.ts';
import type { Plan } from './plan.ts';
import { type Item, readable, type Stored, storedIn } from './stored.ts';
import type { Witness } from './witness.ts';
import type { World } from './world.ts';

export type Entry = Readonly<{ at: string; type: string } & Record<string, unknown>>;
export type Enrollment = Readonly<{ flow: string; step: string; dueAt: number; timerId: string }>;
export type State = Readonly<{
  id: string;
  kind: string;
  pending?: readonly object[];
  enrollments?: readonly Enrollment[];
  person?: Readonly<{ email?: string; firstName?: string }>;
  orders?: readonly Readonly<{ id: string }>[];
  spent?: Readonly<Record<string, number>>;
}>;

export type Facts = Readonly<{
  plan: Plan;
  witness: Witness;
  /** What a person sees of a customer, under each of the customer's addresses. */
  timelines: readonly Readonly<{ customer: Customer; address: string; entries: readonly Entry[] }>[];
  states: readonly State[];
  /** Whose profile it is, by its id, for those that an address leads to. */
  owners: ReadonlyMap<string, number>;
  /** When an address or a number was last marked as erased, for those that are. */
  marks: ReadonlyMap<string, number>;
  queues: Readonly<Record<string, number>>;
  pastTimers: number;
  /** All that is kept. */
  stored: readonly Stored[];
  digest: string;
}>;

export const gatherFacts = async ({ plan, cloud, witness, pastTimers }: World): Promise<Facts> => {
  const items = await scan(cloud.table);
  const owners = new Map<string, number>();
  const timelines = await timelinesOf(plan, cloud.table, owners);
  const marks = await marksOf(plan, cloud.table);
  const queues = Object.fromEntries(
    cloud.standIns.sqs.names.map((name) => [name, cloud.standIns.sqs.queue(name).peek().length]),
  );
  const states = items.flatMap((item) => unpack<State>(item['state']?.B) ?? []);
  const told = timelines.map(({ address, entries }) => [address, entries]);
  const digest = createHash('sha256')
    .update(JSON.stringify([witness.mails, told, items.map(readable), queues]))
    .digest('hex');
  const stored = storedIn(cloud.standIns, items);
  return { plan, witness, timelines, states, owners, marks, queues, pastTimers, stored, digest };
};

const scan = async (table: World['cloud']['table']): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand(present({ TableName: table.tableName, ExclusiveStartKey: from })),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  const keyOf = (item: Item): string => `${item['pk']?.S} ${item['sk']?.S}`;
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

const timelinesOf = async (
  plan: Plan,
  table: World['cloud']['table'],
  owners: Map<string, number>,
): Promise<Facts['timelines']> => {
  const profiles = createProfileStore(table);
  const sources = { profiles, ledger: createLedger(table) };
  const found: Facts['timelines'][number][] = [];
  for (const customer of plan.customers) {
    for (const address of customer.addresses) {
      const profile = await findProfile(
        { profiles, identityKey: IDENTITY_KEY, country: 'DE', shops: new Map() },
        address,
      );
      for (const id of profile ? [profile.id, ...profile.absorbed] : []) owners.set(id, customer.index);
      const entries = profile ? ((await viewProfile(sources, profile)).timeline as readonly Entry[]) : [];
      found.push({ customer, address, entries });
    }
  }
  return found;
};

const marksOf = async (plan: Plan, table: World['cloud']['table']): Promise<Facts['marks']> => {
  const gate = createGateItems(table);
  const found = new Map<string, number>();
  for (const { addresses, phone } of plan.customers) {
    const numbers = phone === undefined ? [] : [{ channel: 'whatsapp', address: phone } as const];
    const mails = addresses.map((address) => ({ channel: 'email', address }) as const);
    for (const place of [...mails, ...numbers]) {
      const { erasedAt } = (await gate.read(everyPlace({ '1': IDENTITY_KEY }, place))) ?? {};
      if (erasedAt !== undefined) found.set(place.address, erasedAt);
    }
  }
  return found;
};
