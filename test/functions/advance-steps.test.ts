/** One input from the queue to the stored state, in memory: what is called in which order, and with what. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../core/decide/decide.ts';
import { erasureOf } from '../../core/decide/person/erase.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import type { Effect } from '../../core/state/effect.ts';
import type { Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { processInput } from '../../functions/advance/process-input.ts';
import { cartFlow, controlsOf, DAY, HOUR, programOf } from '../support/flows.ts';
import { cart, heard } from '../support/heard.ts';
import { knownAs } from '../support/joined.ts';
import { START } from '../support/story.ts';

const retention = { timeline: 40, archive: 60, profile: 90 };
const programWith = (seq: number) => ({
  ...programOf([cartFlow()], { retention }, seq),
  wishes: { kinds: ['wanted'] as const, seq: 1 },
  recommends: true as const,
});
const rules = { program: programWith(1), controls: controlsOf(), testReachesEveryone: false };
const JETTE = '1jette';
const mail = { kind: 'email', value: 'jette@example.org', profileId: JETTE } as const;
const browser = { kind: 'anonymous', value: 'checkout:c-1', profileId: '4cart' } as const;
const word = (more: object = {}) =>
  heard(JETTE, { id: 'cart', name: 'checkout.updated', data: cart, identities: [mail, browser], ...more });
const wanted = heard(JETTE, {
  ...{ id: 'wish', name: 'product.wanted', identities: [mail] },
  data: { customer: { email: mail.value }, product: { product_id: '8101' } },
});

type Call = readonly [string, ...(readonly unknown[])];
/** Each save loses to the next of `races`, as long as there is one. */
type Around = Readonly<{ races?: Versioned[]; seq?: number; linked?: Versioned }>;
const benchOf = (stored: Versioned, { races = [], seq = 1, linked }: Around = {}) => {
  const did: Call[] = [];
  const note =
    (name: string, answer?: unknown) =>
    async (...about: readonly unknown[]) => {
      did.push([name, ...about]);
      return answer;
    };
  let loaded = 0;
  const deps = {
    readInput: async (body: string) => JSON.parse(body),
    programs: {
      controls: async () => controlsOf({ seq: ++loaded === 1 ? 1 : seq }),
      load: async (of: number) => programWith(of),
    },
    profiles: {
      load: async () => stored,
      follow: async () => ({}),
      link: note('link', linked ?? 'linked'),
      putRecord: note('record'),
      save: async (...about: readonly [unknown, number, unknown]) => {
        did.push(['save', ...about]);
        const lostTo = races.shift();
        return lostTo ? { lostTo } : { saved: about[1] + 1 };
      },
    },
    queues: { sendInputs: note('inputs'), sendMessage: note('message') },
    timers: { arm: note('arm'), cancel: note('cancel') },
    products: { many: async () => [] },
    recommendations: { count: note('count'), takeBack: note('take back') },
    waiting: { change: note('lists') },
    erase: note('erase'),
    log: { info: () => {} },
    now: () => START,
  } as never as AdvanceDeps;
  return { did, gets: (input: Input) => processInput(deps, JSON.stringify(input)) };
};
const nobody: Versioned = { version: 0 };
const livingAt = (version: number, change: Partial<Profile> = {}): Versioned => ({
  state: knownAs(JETTE, change),
  version,
});
const calls = (did: readonly Call[], name: string) => did.filter(([of]) => of === name);

describe('an input that changes its profile', () => {
  it('is recorded, stored, acted on and then stored as done, each with its own end and due time', async () => {
    const { did, gets } = benchOf(nobody);
    await gets(word());
    expect(did.map(([name]) => name)).toEqual(['record', 'save', 'link', 'arm', 'save']);
    expect(did[0]).toMatchObject(['record', { profileId: JETTE }, 0, START + retention.timeline * DAY]);
    const due = { waiting: ['abandoned-cart/wait-1h'] };
    const expiresAt = START + HOUR + retention.profile * DAY;
    expect(did[1]).toMatchObject([
      ...['save', { pending: [{ kind: 'link-identity' }, { kind: 'arm-timer' }] }, 0],
      { due: { ...due, at: START }, expiresAt },
    ]);
    expect(did[4]).toMatchObject([
      'save',
      { pending: [] },
      1,
      { due: { ...due, at: START + HOUR }, expiresAt },
    ]);
  });

  it('keeps the place in the index where it is due already', async () => {
    const before = { at: START - 1, waiting: ['x/y'] };
    const { did, gets } = benchOf({ ...livingAt(3), due: before });
    await gets(word());
    expect(did[1]?.[3]).toMatchObject({ due: before });
    const link: Effect = {
      ...{ kind: 'link-identity', id: 'l', from: '4x', into: JETTE, at: START, by: 'account' },
    };
    const late = benchOf({ ...livingAt(3, { applied: [word().inputId], pending: [link] }), due: before });
    await late.gets(word());
    expect(calls(late.did, 'save')).toMatchObject([['save', { pending: [] }, 3, {}]]);
    expect(calls(late.did, 'save')[0]?.[3]).not.toHaveProperty('due');
  });

  it('first does what is left to do of the one before, with the evidence of that', async () => {
    const link: Effect = {
      ...{ kind: 'link-identity', id: 'l', from: '2account', into: JETTE, at: START, by: 'account' },
    };
    const { did, gets } = benchOf(livingAt(3, { pending: [link] }));
    await gets(word());
    expect(did[0]).toEqual(['link', '2account', JETTE, { at: START, by: 'account' }]);
    expect(calls(did, 'link')[1]).toMatchObject(['link', '4cart', JETTE, { at: START }]);
  });
});

it('a link that leads elsewhere from now on keeps its place in the index, and its former holder hears of it', async () => {
  const standing = { kind: 'tombstone', id: '2account', mergedInto: '9typed', at: 1, pending: [] } as const;
  const due = { at: START - 1, waiting: [] };
  const { did, gets } = benchOf(nobody, { linked: { state: standing, version: 4, due } });
  const account = { kind: 'customer', value: 'standard:7', profileId: '2account', by: 'account' } as const;
  await gets(heard(JETTE, { id: 'e', name: 'customer.updated', identities: [mail, account] }));
  expect(calls(did, 'save')[1]).toEqual([
    'save',
    { ...standing, mergedInto: JETTE, by: 'account' },
    4,
    { due },
  ]);
  expect(calls(did, 'inputs')).toMatchObject([['inputs', [{ profileId: '9typed' }]]]);
});

describe('an input that was applied before', () => {
  it('does again what may be left of it, on lists too, and stores that it is done', async () => {
    const { state } = decide(knownAs(JETTE), word(), rules, START);
    const { did, gets } = benchOf({ state, version: 7 });
    await gets(word());
    expect(did.map(([name]) => name)).toEqual(['link', 'arm', 'save']);
    const expiresAt = START + HOUR + retention.profile * DAY;
    expect(did[2]).toMatchObject(['save', { pending: [] }, 7, { due: { at: START + HOUR }, expiresAt }]);
  });

  it('and meets a link takes off the lists whoever the survivor will not know', async () => {
    const tombstone = { kind: 'tombstone', id: JETTE, mergedInto: '0a', at: START, pending: [] } as const;
    const { did, gets } = benchOf({ state: { ...tombstone, erasedAt: START + DAY }, version: 2 });
    const wishes = [{ product: '8101', by: { wanted: START }, ref: 't#1', listed: { wanted: START } }];
    const state = knownAs('4x', { since: START, wishes } as never);
    await gets({
      ...{ kind: 'absorb', inputId: 'a', profileId: JETTE, receivedAt: START, from: '4x', state },
    });
    expect(did.map(([name]) => name)).toEqual(['erase', 'lists']);
    expect(did[1]).toEqual(['lists', [{ product: '8101', profileId: '4x' }], START]);
  });
});

describe('a race that is lost', () => {
  it('is decided anew from what stands there, by the program that it was made with', async () => {
    const orders = [{ id: 'o-1', at: START, status: 'placed', products: ['1'], ref: 't#o' }] as const;
    const winner = livingAt(5, { seq: 2, orders } as never);
    const { did, gets } = benchOf(livingAt(3), { races: [winner], seq: 2 });
    const lines = {
      items: [
        { product_id: '1', quantity: 1 },
        { product_id: '2', quantity: 1 },
      ],
    };
    const placed = { order_id: 'o-1', currency: 'EUR', total: '9.00', ...lines };
    await gets(heard(JETTE, { id: 'o', name: 'order.placed', data: placed, identities: [mail] }));
    expect(calls(did, 'save').map(([, state, version]) => [(state as Profile).seq, version])).toEqual([
      [1, 3],
      [2, 5],
    ]);
    expect(calls(did, 'count')).toHaveLength(1);
  });

  it('first does what the winner has left to do, because the next state no longer lists it', async () => {
    const link: Effect = {
      ...{ kind: 'link-identity', id: 'l', from: '2account', into: JETTE, at: START, by: 'account' },
    };
    const { did, gets } = benchOf(livingAt(3), { races: [livingAt(5, { pending: [link] })] });
    await gets(wanted);
    expect(calls(did, 'link')).toEqual([['link', '2account', JETTE, { at: START, by: 'account' }]]);
  });

  it('takes its places on lists back, and erases its record where the winner is the mark of an erasure', async () => {
    const { state } = decide(knownAs(JETTE), erasureOf(JETTE, START + HOUR), rules, START + HOUR);
    const { did, gets } = benchOf(livingAt(3), { races: [{ state, version: 4 }] });
    await gets(wanted);
    const [put, back] = calls(did, 'lists');
    expect(put).toMatchObject(['lists', [{ product: '8101', entry: { profileId: JETTE } }], START]);
    expect(back).toEqual(['lists', [{ product: '8101', profileId: JETTE }], START]);
    expect(calls(did, 'erase')).toContainEqual([
      'erase',
      expect.objectContaining({
        partitions: [JETTE],
        at: START + HOUR,
        upTo: START + LIMITS.clocksDifferMs,
        identities: [],
      }),
    ]);
    expect(calls(did, 'save')[1]).toMatchObject(['save', { erasedAt: START + HOUR, pending: [] }, 4, {}]);
    expect(calls(did, 'save')[1]?.[1]).not.toHaveProperty('wishes');
  });

  it('to a merge takes its places on lists back, and hands the input on', async () => {
    const gone = { kind: 'tombstone', id: JETTE, mergedInto: '0survivor', at: START, pending: [] } as const;
    const { did, gets } = benchOf(livingAt(3), { races: [{ state: gone, version: 4 }] });
    await gets(wanted);
    expect(calls(did, 'lists').at(-1)).toEqual(['lists', [{ product: '8101', profileId: JETTE }], START]);
    expect(calls(did, 'inputs')).toMatchObject([['inputs', [{ profileId: '0survivor' }]]]);
  });
});
