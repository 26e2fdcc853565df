/** What a door does with what it understood: stops and erasures hold first, and a right counts once (I4, I12). */
import { describe, expect, it } from 'vitest';
import { allAddresses, newestPlace } from '../../core/consent/gate-places.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import type { Keys } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Standing } from '../../core/ports/once.ts';
import type { Followed } from '../../core/ports/profile-store.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EraseShopInput, Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { IntakeDeps } from '../../doors/intake-deps.ts';
import { takeIn } from '../../doors/take-in.ts';
import type { Understood } from '../../platforms/understand.ts';

const KEYS: Keys = { 1: 'first-key-first-key-first-key-first-key' };
const KEY = KEYS['1'] ?? '';
const NOW = 1_000_000_000;
const [MAIL, NUMBER] = ['mina@example.org', '+491713920011'];
const [BY_MAIL, BY_PHONE] = [profileIdOf(KEY, 'email', MAIL), profileIdOf(KEY, 'phone', NUMBER)];
const email = { kind: 'email', value: MAIL, profileId: BY_MAIL } as const;
const phone = { kind: 'phone', value: NUMBER, profileId: BY_PHONE } as const;

const person = (id: string, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile(id, 1, 0),
  ...change,
});
const mina = person('1mina', {
  identities: [{ kind: 'email', value: MAIL }],
  person: { email: MAIL, phone: NUMBER, asOf: 1 },
});
const ole = person('1ole', { identities: [{ kind: 'phone', value: NUMBER, by: 'account' }] });

/** What is done, in its order. */
const intake = (found: Readonly<Record<string, Followed>> = {}, standing: Standing = { kind: 'new' }) => {
  const done: string[] = [];
  const marked: unknown[] = [];
  let sent: readonly Input[] = [];
  const deps: IntakeDeps = {
    keys: async () => KEYS,
    now: () => NOW,
    profiles: { follow: async (id: string) => found[id] ?? {} },
    gateItems: {
      markErased: async (place: unknown, at: number) => {
        done.push('marked');
        marked.push([place, at]);
      },
      stopMarketing: async () => void done.push('stopped'),
    },
    queues: {
      sendInputs: async (inputs: readonly Input[]) => {
        done.push('queued');
        sent = inputs;
      },
    },
    once: {
      take: async () => standing,
      done: async () => void done.push('done'),
      giveBack: async () => void done.push('given back'),
    },
  } as never;
  return { deps, done, marked, sent: () => sent };
};

const erasure = (...identities: readonly (typeof email | typeof phone)[]) => {
  const event = { id: 'e', name: 'customer.erased', at: 5, source: 'standard', identities, data: { a: 1 } };
  return eventInput(event, { profileId: identities[0]?.profileId ?? '1mina', receivedAt: 7 });
};
const understood = (inputs: readonly Input[], more: Partial<Understood> = {}): Understood => ({
  kind: 'inputs',
  inputs,
  ...more,
});
const ONCE = { once: { hash: 'h', meaning: 'm' } };
const placesOf = (...addresses: Parameters<typeof allAddresses>[1]) =>
  allAddresses([], addresses).map((address) => [newestPlace(KEYS, address), 7]);

describe('what counts once', () => {
  it('is open again where it could not be carried out, and done where it was, also beside another', async () => {
    const broken = intake();
    const failing = {
      ...broken.deps,
      queues: { sendInputs: () => Promise.reject(new Error('no queue')) },
    } as never as IntakeDeps;
    await expect(takeIn(failing, understood([erasure(email)], ONCE))).rejects.toThrow('no queue');
    expect(broken.done.at(-1)).toBe('given back');
    expect(broken.done).not.toContain('done');
    for (const standing of [{ kind: 'new' }, { kind: 'busy' }] as const) {
      const { deps, done } = intake({}, standing);
      await takeIn(deps, understood([erasure(email)], ONCE));
      expect(done.slice(-2)).toEqual(['queued', 'done']);
    }
  });
});

describe('an erasure', () => {
  it('marks every address of the person before the queue has it, under the time it was received', async () => {
    const shop = intake({ [BY_MAIL]: { profile: mina } });
    await takeIn(shop.deps, understood([erasure(email)]));
    expect(shop.done).toEqual(['marked', 'marked', 'queued']);
    expect(shop.marked).toEqual(placesOf(mina));
  });

  it('goes to each profile of the person, and holds no address', async () => {
    const shop = intake({ [BY_MAIL]: { profile: mina } });
    await takeIn(shop.deps, understood([erasure(email)]));
    const [first, second, ...others] = shop.sent();
    expect(others).toEqual([]);
    expect([first, second]).toMatchObject([{ profileId: BY_MAIL }, { profileId: '1mina' }]);
    for (const input of [first, second]) {
      expect(input).toMatchObject({ receivedAt: 7, event: { name: 'customer.erased', at: 5 } });
      expect(input?.kind === 'event' && [input.event.identities, input.event.data]).toEqual([[], {}]);
    }
    expect(new Set(shop.sent().map((input) => input.inputId)).size).toBe(2);
  });

  it('has ids of its own that last, so that a repeat counts once', async () => {
    const shop = intake({ [BY_MAIL]: { profile: mina } });
    await takeIn(shop.deps, understood([{ ...erasure(email), inputId: 'i' }]));
    expect(shop.sent().at(-1)?.inputId).toBe('fq7udkv38s9t0ek5koibn0uad');
  });

  it('of somebody unknown marks the address that it names, and waits under it', async () => {
    const shop = intake();
    await takeIn(shop.deps, understood([erasure(email)]));
    expect(shop.marked).toEqual([[newestPlace(KEYS, { channel: 'email', address: MAIL }), 7]]);
    expect(shop.sent()).toMatchObject([{ profileId: BY_MAIL }]);
  });

  it('by a profile alone reaches exactly that', async () => {
    const shop = intake({ '1mina': { profile: mina } });
    await takeIn(shop.deps, understood([erasure()]));
    expect(shop.marked).toEqual(placesOf(mina));
    expect(shop.sent()).toMatchObject([{ profileId: '1mina' }]);
  });

  it('of a profile that a command names beside an address reaches that profile first', async () => {
    const shop = intake({ '1mina': { profile: mina }, [BY_PHONE]: { profile: ole } });
    await takeIn(shop.deps, understood([{ ...erasure(phone), profileId: '1mina' }]));
    expect(shop.sent()).toMatchObject([{ profileId: '1mina' }]);
  });

  it('does not mark, nor follow, a number that leads to somebody else', async () => {
    const shop = intake({ [BY_MAIL]: { profile: mina }, [BY_PHONE]: { profile: ole } });
    await takeIn(shop.deps, understood([erasure(email, phone)]));
    expect(shop.marked).toEqual([[newestPlace(KEYS, { channel: 'email', address: MAIL }), 7]]);
    expect(shop.sent().map((input) => 'profileId' in input && input.profileId)).toEqual([BY_MAIL, '1mina']);
  });

  it('leaves other inputs as they are', async () => {
    const view = eventInput(
      { id: 'v', name: 'product.viewed', at: 5, source: 'standard', identities: [email], data: {} },
      { profileId: BY_MAIL, receivedAt: 7 },
    );
    const shop = intake();
    expect(await takeIn(shop.deps, understood([view]))).toEqual({ inputs: [view] });
    expect(shop.done).toEqual(['queued']);
  });
});

describe('what exercises a right', () => {
  const shared = { [BY_PHONE]: { profile: ole, sharers: ['1b'] }, '1b': { profile: { ...ole, id: '1b' } } };

  it('is carried out and marked as done', async () => {
    const shop = intake();
    await takeIn(shop.deps, understood([erasure(email)], ONCE));
    expect(shop.done).toEqual(['marked', 'queued', 'done']);
  });

  it('by nothing but a number that several use is for a person to decide, and nothing is done', async () => {
    const shop = intake(shared);
    expect(await takeIn(shop.deps, understood([erasure(phone)], ONCE))).toMatchObject({
      refused: expect.stringContaining('a number that several people use'),
    });
    expect(shop.done).toEqual([]);
    const asked = { ...erasure(phone), event: { ...erasure(phone).event, name: 'customer.data_requested' } };
    expect(await takeIn(shop.deps, understood([asked], ONCE))).toHaveProperty('refused');
    const viewed = { ...asked, event: { ...asked.event, name: 'product.viewed' } };
    expect(await takeIn(shop.deps, understood([viewed], ONCE))).toHaveProperty('inputs');
  });

  it('that is on its way at the same time is carried out by both', async () => {
    const shop = intake({}, { kind: 'busy' });
    expect(await takeIn(shop.deps, understood([erasure(email)], ONCE))).toHaveProperty('inputs');
    expect(shop.done).toEqual(['marked', 'queued', 'done']);
  });

  it('that came in under another meaning is refused', async () => {
    const shop = intake({}, { kind: 'other' });
    expect(await takeIn(shop.deps, understood([erasure(email)], ONCE))).toEqual({
      refused: 'it was taken in before with another meaning',
    });
    expect(shop.done).toEqual([]);
  });

  it('that comes again within days is done already, and later somebody has to look', async () => {
    const again = (at: number) => intake({}, { kind: 'again', at });
    const young = again(NOW - LIMITS.redeliveryMs);
    expect(await takeIn(young.deps, understood([erasure(email)], ONCE))).toEqual({ inputs: [] });
    const old = again(NOW - LIMITS.redeliveryMs - 1);
    expect(await takeIn(old.deps, understood([erasure(email)], ONCE))).toEqual({
      refused: 'the very same was carried out days ago',
    });
    expect([...young.done, ...old.done]).toEqual([]);
  });

  it('of a whole shop may come again, because it waits for an operator anyway', async () => {
    const walk = { kind: 'erase-shop', inputId: 'i', shop: 'shop.example', receivedAt: 7 } as EraseShopInput;
    const old = () => intake({}, { kind: 'again', at: NOW - LIMITS.redeliveryMs - 1 });
    const shop = old();
    expect(await takeIn(shop.deps, understood([walk], ONCE))).toEqual({ inputs: [walk] });
    expect(shop.done).toEqual(['queued']);
    expect(await takeIn(old().deps, understood([walk, erasure(email)], ONCE))).toHaveProperty('refused');
  });
});
