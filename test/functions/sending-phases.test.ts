/** One message through its phases, in memory: what is read and made, and what follows from each verdict. */
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import { everyPlace } from '../../core/consent/gate-places.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import { deliver } from '../../sending/deliver.ts';
import { prepare } from '../../sending/prepare.ts';
import { controlsOf } from '../support/flows.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { EMAIL, KEYS, programWith, START, WITH_A_CODE } from '../support/sending.ts';

type Seen = Readonly<Record<string, unknown>>;

const seen = (change: Seen = {}): Seen => ({ profile, version: 1, controls: controlsOf(), ...change });

/** A bench whose reads of the customer answer one after the other, the last one for ever. */
const met = (looks: readonly Seen[], answers: Seen = {}, change: Seen = {}) => {
  const asked: (readonly unknown[])[] = [];
  const made: Seen[] = [];
  const bench = benchOf(
    { send: { kind: 'accepted', providerId: 'p-1' }, ...answers },
    {
      look: async (...of: readonly unknown[]) => {
        asked.push(of);
        return looks[Math.min(asked.length, looks.length) - 1];
      },
      channel: {
        channel: 'email',
        make: async (ingredients: Seen) => {
          made.push(ingredients);
          return answers['made'] ?? { ok: true, parcel: 'parcel' };
        },
        send: async () => answers['send'] ?? { kind: 'accepted', providerId: 'p-1' },
      },
      ...change,
    },
  );
  return { ...bench, asked, made };
};
const delivered = async (of: ReturnType<typeof met>, change: object = {}) => {
  await deliver(of.deps, { ...message, ...change });
  return of.did.filter(([name]) => name !== 'claim' && name !== 'readRecord');
};
const settled = (end: object) => ['settle', message.messageId, { at: START, token: 'token', ...end }];
const told = (end: object) => ['sendInputs', [{ kind: 'outcome', profileId: profile.id, ...end }]];

describe('a message', () => {
  it('to nobody is settled, and told to nobody', async () => {
    const did = await delivered(met([seen({ profile: undefined })]));
    expect(did).toEqual([settled({ outcome: 'skipped', reason: 'not-current' })]);
  });

  it('to a customer who is being merged comes back soon, unless the merge hangs', async () => {
    const joining = (ms: number) => delivered(met([seen({ joiningSince: START - ms })]));
    expect(await joining(LIMITS.overdueMs - 1)).toEqual([
      ['release', message.messageId, 'token'],
      ['sendMessage', message, 5],
    ]);
    expect((await joining(LIMITS.overdueMs)).map(([name]) => name)).toEqual(['calling', 'settle']);
  });

  it('that the gate stops is settled first and then told, once', async () => {
    const ended = seen({ profile: { ...profile, enrollments: [] } });
    const end = { outcome: 'skipped', reason: 'not-current' };
    const did = await delivered(met([ended]));
    expect(did).toMatchObject([settled(end), told(end)]);
    expect(did[0]?.[2]).toHaveProperty('keptUntil');
    expect(await delivered(met([ended], { settle: false }))).toMatchObject([
      settled(end),
      ['sendMessage', message, 1],
    ]);
  });

  it('that has to wait is told before its claim is given back', async () => {
    const did = await delivered(met([seen({ heldUntil: START + 1 })]));
    expect(did).toMatchObject([
      told({ outcome: 'deferred', reason: 'held', until: START + LIMITS.holdRecheckMs }),
      ['release', message.messageId, 'token'],
    ]);
    const survivor = seen({ heldUntil: START + 1, profile: { ...profile, id: '0survivor' } });
    expect((await delivered(met([survivor])))[0]).toMatchObject(['sendInputs', [{ profileId: '0survivor' }]]);
  });

  it('that cannot be made says why; what nobody can mend has failed', async () => {
    const because = (reason: string) =>
      delivered(met([seen()], { made: { ok: false, reason, problem: 'no title' } }));
    const log = (reason: string) => [
      'log',
      'message not made',
      { message: message.messageId, reason, problem: 'no title' },
    ];
    const missing = { outcome: 'skipped', reason: 'content-missing' };
    expect(await because('content-missing')).toMatchObject([
      log('content-missing'),
      settled(missing),
      told(missing),
    ]);
    const unfilled = { outcome: 'skipped', reason: 'content-invalid' };
    expect(await because('content-invalid')).toMatchObject([
      log('content-invalid'),
      ['count', METRICS.contentInvalid, 1],
      settled(unfilled),
      told(unfilled),
    ]);
    const rejected = { outcome: 'failed', reason: 'rejected' };
    expect(await because('rejected')).toMatchObject([log('rejected'), settled(rejected), told(rejected)]);
  });

  it('that the provider refuses for good is told, and its price is given back', async () => {
    const end = { outcome: 'failed', reason: 'rejected' };
    expect(await delivered(met([seen()], { send: { kind: 'rejected', why: 'no' } }))).toMatchObject([
      ['calling', message.messageId, 'token', { at: START }],
      ['log', 'provider: rejected', { why: 'no' }],
      settled(end),
      told(end),
      ['refund', message.messageId],
    ]);
    expect((await delivered(met([seen()]))).map(([name]) => name)).toEqual(['calling', 'settle']);
  });
});

describe('what is read before a message leaves', () => {
  const key = identityKey(KEYS);
  const places = (...addresses: readonly string[]) =>
    addresses.flatMap((address) => everyPlace(KEYS, { channel: 'email', address }));

  it('is the cart once in each of the two looks, where it is as it was when the message was decided', async () => {
    const read = async (ref: string | undefined) => {
      const bench = met([seen()]);
      await prepare(bench.deps, { ...message, ref });
      return bench.did.filter(([name]) => name === 'readRecord').map(([, , of]) => of);
    };
    const now = message.ref as string;
    const once = await read(now);
    expect(new Set(once)).toEqual(new Set([now]));
    expect((await read('t#1#before')).length).toBe(2 * once.length);
  });

  it('is the customer, and then the gate of their address and every group that may hold something', async () => {
    const known = { ...profile, identities: [{ kind: 'email', value: EMAIL }] as const };
    const { deps, asked } = met([seen({ profile: { ...known, id: '0survivor' } })]);
    await prepare(deps, message);
    expect(asked).toEqual([
      [message.profileId, []],
      ['0survivor', places(EMAIL), [message.profileId, '0survivor', profileIdOf(key, 'email', EMAIL)]],
    ]);
    const nowhere = met([seen({ profile: { ...profile, person: { asOf: START } } })]);
    await prepare(nowhere.deps, message);
    expect(nowhere.asked[1]?.[1]).toEqual([]);
  });

  it('is made anew where it changed meanwhile, and put off where it never comes to rest', async () => {
    const other = { ...profile, person: { ...profile.person, firstName: 'Insa' } };
    const { deps, made } = met([seen(), seen({ version: 2, profile: other })]);
    expect(await prepare(deps, message)).toMatchObject({ profile: other, version: 2 });
    expect(made.map(({ profile: of }) => of)).toEqual([profile, other]);
    const switched = met([seen(), seen({ controls: controlsOf({ seq: 9 }) })]);
    await prepare(switched.deps, message);
    expect(switched.made).toHaveLength(2);
    const restless = met(Array.from({ length: 9 }, (_, version) => seen({ version })));
    await expect(prepare(restless.deps, message)).rejects.toThrow(message.messageId);
    expect(restless.made).toHaveLength(5);
  });

  it('is, for a question to a tagged address, also what its mailbox has left', async () => {
    const tagged = { ...profile, person: { ...profile.person, email: 'jette+shop@example.org' } };
    const asks = { needs: ['confirm' as const], locales: {} };
    const programs = { load: async () => programWith({}, { templates: { help: asks as never } }) };
    const left = { 'email/marketing': { state: 'withdrawn', at: 1, withdrawnAt: START - 9 } };
    const bare = seen({ profile: { ...profile, id: '1bare', consents: left } });
    const question = { ...message, purpose: 'transactional' as const };
    const { deps, asked } = met(
      [seen({ profile: tagged }), bare, seen({ profile: tagged })],
      {},
      { programs },
    );
    const ready = await prepare(deps, question);
    expect(ready).toMatchObject({ asked: 'anybody', gate: { marketingStoppedAt: START - 9 } });
    expect(asked[1]).toEqual([profileIdOf(key, 'email', EMAIL), []]);
    expect(asked[2]?.[1]).toEqual(places('jette+shop@example.org', EMAIL));
    const plain = met([seen({ profile: tagged })]);
    expect(await prepare(plain.deps, question)).not.toHaveProperty('gate');
    expect(plain.asked[1]?.[1]).toEqual(places('jette+shop@example.org'));
  });
});

describe('a message with a code', () => {
  const carrying = { ...message, coupon: { id: 'c-1', step: 'code', pool: 'tea' } };
  const pool = { coupons: { tea: { kind: 'one', code: 'TEE' } }, templates: { help: WITH_A_CODE } };
  const programs = { load: async () => programWith({}, pool as never) };
  const issued = { code: 'TEE', told: false };
  const codes = (made: readonly Seen[]) => made.map(({ coupon }) => (coupon as { code: string }).code);

  it('is made on trial, and with its own code where nothing else stops it', async () => {
    const { deps, made, names } = met([seen()], { draw: issued }, { programs });
    expect(await prepare(deps, carrying)).toMatchObject({ made: { ok: true }, drawn: issued });
    expect(codes(made)).toEqual(['TRIAL', 'TEE']);
    expect(names().filter((name) => name === 'draw')).toHaveLength(1);
  });

  it.each<[string, Seen, Seen]>([
    ['cannot be made', seen(), { made: { ok: false, reason: 'content-missing', problem: 'x' } }],
    ['is stopped by the gate', seen({ profile: { ...profile, enrollments: [] } }), {}],
  ])('uses up none where it %s, and never leaves with the trial', async (_what, of, answers) => {
    const { deps, names } = met([of], { draw: issued, ...answers }, { programs });
    expect(await prepare(deps, carrying)).toMatchObject({ made: { ok: false } });
    expect(names()).not.toContain('draw');
  });

  it('asks an empty pool again where the program changed, and else says that it is empty', async () => {
    const changed = seen({ controls: controlsOf({ seq: 2 }) });
    const again = met([seen(), seen(), changed, changed], { draw: 'empty' }, { programs });
    expect(await prepare(again.deps, carrying)).toMatchObject({ drawn: 'empty', made: { ok: false } });
    expect(again.names().filter((name) => name === 'draw')).toHaveLength(2);
    const did = await delivered(met([seen()], { draw: 'empty' }, { programs }), {
      coupon: carrying.coupon,
    });
    expect(did).toMatchObject([
      ['draw', { id: 'c-1' }, START],
      ['log', 'no coupon code left', { pool: 'tea' }],
      ['count', 'CouponPoolEmpty', 1],
      settled({ outcome: 'skipped', reason: 'coupon-pool-empty' }),
      told({ reason: 'coupon-pool-empty' }),
    ]);
  });
});
