/** The steps of sending one by one: what is called in which order, and what follows from each answer. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import { ledgerKeptUntil } from '../../core/state/due.ts';
import { handOver } from '../../sending/hand-over.ts';
import { afterTheMerge, lookAgain, tryLater } from '../../sending/look-again.ts';
import { giveBack, pay } from '../../sending/pay.ts';
import { inLanguage, rendered } from '../../sending/render.ts';
import { DAY } from '../support/flows.ts';
import { attempt, benchOf, message, profile, readyFor } from '../support/sender-bench.ts';
import { programWith, START } from '../support/sending.ts';

const cost = { micros: 75_300, currency: 'EUR' };
const payment = { ...cost, month: '2026-11' };
const paid = { channel: { channel: 'whatsapp', costOf: () => cost } };

describe('a message goes back into the outbox', () => {
  const waits = async (work: (deps: ReturnType<typeof benchOf>['deps']) => Promise<void>) => {
    const { deps, did } = benchOf();
    await work(deps);
    expect(did).toMatchObject([['sendMessage', { messageId: expect.any(String) }, expect.any(Number)]]);
    return did[0]?.[2] as number;
  };

  it('until a second after the lease of who works on it, and for a second where nobody says how long', async () => {
    const until = (ms: number) => waits((deps) => lookAgain(deps, message, START + ms));
    expect([await until(90_000), await until(90_001), await until(0), await until(-5_000)]).toEqual([
      91, 92, 1, 1,
    ]);
    expect(await waits((deps) => lookAgain(deps, message))).toBe(1);
    expect(await waits((deps) => afterTheMerge(deps, message))).toBe(5);
  });

  it('for a quarter of its age, between half a minute and a quarter of an hour, spread by its id', async () => {
    const later = (age: number, change: object = {}, slow?: boolean) =>
      waits((deps) => tryLater(deps, { ...message, decidedAt: START - age, ...change }, slow));
    const spread = (await later(0)) - 30;
    expect(spread).toBeGreaterThanOrEqual(0);
    expect(spread).toBeLessThan(60);
    expect([await later(60_000), await later(400_000), await later(DAY)]).toEqual([
      30 + spread,
      100 + spread,
      840 + spread,
    ]);
    expect(await later(0, {}, true)).toBe(840 + spread);
    const spreads = await Promise.all(['a', 'b', 'ab', 'ba'].map((messageId) => later(0, { messageId })));
    expect(spreads).toEqual([
      30 + (97 % 60),
      30 + (98 % 60),
      30 + ((37 * 31 + 98) % 60),
      30 + ((38 * 31 + 97) % 60),
    ]);
  });
});

describe('a price', () => {
  const budget = { perMonth: { amount: 10_000, currency: 'EUR' }, transactionalShare: 20 };
  const ready = (settings: object = {}, change: object = {}) =>
    readyFor({ program: programWith(settings), ...change });

  it('is reserved in the month of the shop, without a bound where it has no budget', async () => {
    const { deps, did } = benchOf({}, paid);
    expect(await pay(deps, 'parcel', ready({ timeZone: 'Pacific/Kiritimati' }))).toEqual(payment);
    const december = benchOf({}, { ...paid, runtime: { now: () => Date.UTC(2026, 10, 30, 12) } });
    expect(await pay(december.deps, 'parcel', ready({ timeZone: 'Pacific/Kiritimati' }))).toMatchObject({
      month: '2026-12',
    });
    expect(did).toEqual([['reserve', payment, undefined]]);
  });

  it('may use the whole budget for news that a customer waits for, and else stops before its share', async () => {
    const limitOf = async (change: object) => {
      const { deps, did } = benchOf({}, paid);
      await pay(deps, 'parcel', ready({ budget }, change));
      return did[0]?.[2];
    };
    const transactional = { ...message, purpose: 'transactional' };
    expect(await limitOf({ message: transactional })).toBe(100_000_000);
    expect(await limitOf({ message: transactional, asked: 'anybody' })).toBe(80_000_000);
    expect(await limitOf({})).toBe(80_000_000);
  });

  it('that does not fit is told, and a channel without prices asks nobody', async () => {
    expect(await pay(benchOf({ reserve: false }, paid).deps, 'parcel', ready())).toBe('budget-spent');
    for (const change of [{}, { ...paid, budget: undefined }]) {
      const { deps, did } = benchOf({}, change);
      expect(await pay(deps, 'parcel', ready())).toBeUndefined();
      await giveBack(deps, undefined);
      expect(did).toEqual([]);
    }
  });
});

describe('the call', () => {
  const keptUntil = ledgerKeptUntil(profile, programWith().settings.retention, START);
  const handed = async (answers: object, change: object = {}, ready = readyFor()) => {
    const bench = benchOf({ send: { kind: 'accepted', providerId: 'p-1' }, ...answers }, change);
    const refused = await handOver(bench.deps, attempt, { parcel: 'parcel', basis: 'contract', ready });
    return { ...bench, refused };
  };
  const calling = ['calling', message.messageId, 'token', { at: START, keptUntil }];
  const settled = (end: object) => [
    'settle',
    message.messageId,
    { basis: 'contract', at: START, token: 'token', ...end },
  ];
  const sent = ['send', 'parcel'];

  it('that is accepted is settled, and then told to the channel', async () => {
    const { did, refused } = await handed({});
    const accepted = settled({ outcome: 'sent', providerId: 'p-1' });
    expect([refused, did]).toEqual([undefined, [calling, sent, accepted]]);
    const told: unknown[] = [];
    const channel = {
      send: async () => ({ kind: 'accepted', providerId: 'p-1' }),
      onAccepted: (...of: unknown[]) => told.push(of),
    };
    await handed({}, { channel });
    expect(told).toEqual([[message, 'p-1']]);
  });

  it('whose answer nobody knows is settled as unknown, and is told', async () => {
    const { did } = await handed({ send: { kind: 'unclear', why: 'reset' } });
    expect(did.slice(2)).toEqual([
      ['log', 'provider: unclear', { message: message.messageId, why: 'reset' }],
      settled({ outcome: 'unknown' }),
    ]);
  });

  it('that comes too early is given back with its price, and made again later', async () => {
    const wait = async (slow?: true) => {
      const { did } = await handed(
        { send: { kind: 'later', why: 'full', slow } },
        { channel: { ...paid.channel, send: async () => ({ kind: 'later', why: 'full', slow }) } },
      );
      expect(did.map(([name]) => name)).toEqual([
        'reserve',
        'calling',
        'log',
        'release',
        'refund',
        'sendMessage',
      ]);
      expect(did[1]?.[3]).toEqual({ at: START, keptUntil, payment });
      expect(did[4]).toEqual(['refund', message.messageId]);
      return did[5]?.[2] as number;
    };
    expect([(await wait()) < 90, (await wait(true)) > 800]).toEqual([true, true]);
  });

  it('that is refused for good says why, and puts a stop into force first', async () => {
    const rejected = { kind: 'rejected', why: 'no' };
    expect((await handed({ send: rejected })).refused).toEqual({ reason: 'rejected', outcome: 'failed' });
    const stopped: unknown[] = [];
    const channel = {
      send: async () => ({ ...rejected, reason: 'suppressed', optOut: true }),
      onOptOut: async (...of: unknown[]) => void stopped.push(of),
    };
    expect((await handed({}, { channel })).refused).toEqual({ reason: 'suppressed', outcome: 'failed' });
    expect(stopped).toEqual([[message, profile]]);
    await handed({}, { channel: { ...channel, send: async () => rejected } });
    expect(stopped).toHaveLength(1);
  });

  it('to the shop itself takes a slot of the day, and is not made where there is none', async () => {
    const notice = { ...attempt, message: { ...message, to: 'shop' as const } };
    const slot = { hash: 'notices', by: message.messageId, limit: LIMITS.noticesPerDay };
    for (const [take, names, refused] of [
      [true, ['take', 'calling', 'send', 'settle'], undefined],
      [false, ['take'], { reason: 'notice-limit', outcome: 'skipped' }],
    ] as const) {
      const bench = benchOf({ take, send: { kind: 'accepted', providerId: 'p-1' } });
      const about = { parcel: 'parcel', basis: 'to-the-shop', ready: readyFor() };
      expect(await handOver(bench.deps, notice, about)).toEqual(refused);
      expect(bench.did[0]).toMatchObject(['take', slot, START]);
      expect(bench.names()).toEqual(names);
    }
  });

  it('is not made without money, without a slot for a question, or where another attempt holds the row', async () => {
    const spent = await handed({ reserve: false }, paid);
    expect([spent.refused, spent.names()]).toEqual([{ reason: 'budget', outcome: 'skipped' }, ['reserve']]);
    const full = await handed(
      { slot: 'full' },
      paid,
      readyFor({
        asked: 'anybody',
        profile: { ...profile, person: { ...profile.person, phone: '+491713920011' } },
        message: { ...message, channel: 'email' },
      }),
    );
    expect(full.refused).toEqual({ reason: 'sign-up-ceiling', outcome: 'skipped' });
    expect(full.names()).toEqual(['reserve', 'slot', 'giveBack']);
    const lost = await handed({ calling: false }, paid);
    expect([lost.refused, lost.names()]).toEqual([
      undefined,
      ['reserve', 'calling', 'giveBack', 'sendMessage'],
    ]);
    expect(lost.did[2]).toEqual(['giveBack', payment]);
  });
});

it('rendering that breaks off is a problem of this message, told by its kind alone', () => {
  expect(rendered(() => ({ ok: true }) as const)).toEqual({ ok: true });
  const broken = (error: unknown) =>
    rendered((): { ok: true } => {
      throw error;
    });
  expect(broken(new RangeError('jette@example.org'))).toEqual({
    ok: false,
    problem: 'rendering broke off: RangeError',
  });
  expect(broken('jette')).toEqual({ ok: false, problem: 'rendering broke off: unknown' });
  expect(inLanguage({ unsubscribe: 'https://x', preferences: 'https://y' }, 'de')).toEqual({
    unsubscribe: 'https://x?l=de',
    preferences: 'https://y?l=de',
  });
});
