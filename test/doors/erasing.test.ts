/** An erasure at a door: whom it means, which places it closes first, and which orders it becomes (I4, I9). */
import { describe, expect, it } from 'vitest';
import { newestPlace } from '../../core/consent/gate-places.ts';
import type { DomainEvent } from '../../core/events/event.ts';
import { type Identity, idOf, profileIdOf } from '../../core/identity/identity.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { Followed } from '../../core/ports/profile-store.ts';
import { ERASED } from '../../core/privacy/rights.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { Known, Profile } from '../../core/state/profile.ts';
import { eraseFirst } from '../../doors/erasing.ts';
import { refusal } from '../../doors/json-answer.ts';

const KEYS: Keys = { 1: 'first-key-first-key-first-key-first-key' };
const NUMBER = '+491713920011';
const PHONE = profileIdOf(KEYS[1] ?? '', 'phone', NUMBER);
const MAIL = 'mina@example.org';
const AT = 1_000;

const mail: Known = { kind: 'email', value: MAIL };
const phone = (by: Known['by'] & string): Known => ({ kind: 'phone', value: NUMBER, by });
const person = (id: string, change: Partial<Profile>): Profile => ({ ...emptyProfile(id, 1, 0), ...change });
const mina = person('1mina', { identities: [mail], person: { email: MAIL, asOf: 1 } });

const erased = async (
  found: Readonly<Record<string, Followed>>,
  { profileId, identities }: Readonly<{ profileId: string; identities: DomainEvent['identities'] }>,
) => {
  const marked: unknown[] = [];
  const deps = {
    keys: async () => KEYS,
    profiles: { follow: async (id: string): Promise<Followed> => found[id] ?? {} },
    gateItems: { markErased: async (...place: readonly unknown[]) => void marked.push(place) },
  };
  const event = { id: 'e', name: ERASED, at: 5, source: 'privacy', identities, data: { reason: 'Art. 17' } };
  const order = eventInput(event, { profileId, receivedAt: AT, inputId: 'i-1' });
  return { orders: await eraseFirst(deps, [order]), marked, event };
};
const place = (channel: 'email' | 'whatsapp', address: string) => [
  newestPlace(KEYS, { channel, address }),
  AT,
];

describe('an erasure', () => {
  const own: Identity = { kind: 'email', value: MAIL, profileId: '1mina' };

  it('closes every address of the person, and becomes an order without any of them', async () => {
    const { orders, marked, event } = await erased(
      { '1mina': { profile: mina } },
      { profileId: '1mina', identities: [own] },
    );
    expect(marked).toEqual([place('email', MAIL)]);
    expect(orders).toEqual([
      {
        kind: 'event',
        inputId: idOf('erase', 'i-1', '1mina'),
        profileId: '1mina',
        receivedAt: AT,
        event: { ...event, identities: [], data: {} },
      },
    ]);
  });

  it('by the id of a profile means exactly that one, whatever else is named', async () => {
    const ole = person('1ole', { identities: [{ kind: 'email', value: 'ole@example.org' }] });
    const found = { '1mina': { profile: mina }, '1ole': { profile: ole } };
    const { orders } = await erased(found, { profileId: '1ole', identities: [own] });
    expect(orders.map(({ profileId }) => profileId)).toEqual(['1ole']);
  });

  it('by an address of two spellings means the people behind both of them', async () => {
    const spelled = person('1former', { identities: [{ kind: 'email', value: 'MINA@example.org' }] });
    const found = { '1mina': { profile: mina }, '1former': { profile: spelled } };
    const former: Identity = { ...own, value: 'MINA@example.org', profileId: '1former', formerly: true };
    const merged = { ...found, '2link': { profile: spelled } };
    const { orders } = await erased(found, { profileId: '1mina', identities: [own, former] });
    expect(orders.map(({ profileId }) => profileId)).toEqual(['1mina', '1former']);
    const linked = await erased(merged, {
      ...{ profileId: '1mina', identities: [own, { ...former, profileId: '2link' }] },
    });
    expect(linked.orders.map(({ profileId }) => profileId)).toEqual(['1mina', '2link', '1former']);
  });

  it('by a number means the only one who wrote from it, wherever the link of the number leads', async () => {
    const shown = person('1shown', { identities: [phone('account')] });
    const written = person('1written', { identities: [mail, phone('holder')] });
    const found = { [PHONE]: { profile: shown, sharers: ['1written'] }, '1written': { profile: written } };
    const number: Identity = { kind: 'phone', value: NUMBER, profileId: PHONE };
    const { orders, marked } = await erased(found, { profileId: PHONE, identities: [number] });
    expect(orders.map(({ profileId }) => profileId)).toEqual(['1written']);
    expect(marked).toContainEqual(place('whatsapp', NUMBER));
  });
});

it('a refusal says what is wrong and what to do', () => {
  expect(refusal(400, 'bad-request', 'Send JSON.')).toEqual({
    statusCode: 400,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"bad-request","message":"Send JSON."}',
  });
});
