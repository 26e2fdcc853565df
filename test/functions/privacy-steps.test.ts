/** Commands of privacy in memory: an address of two spellings, a channel, an account of two platforms. */
import { describe, expect, it } from 'vitest';
import { everyPlace, newestPlace } from '../../core/consent/gate-places.ts';
import { identitiesFor } from '../../core/identity/identities-for.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { Order } from '../../functions/privacy/request.ts';
import { serve } from '../../functions/privacy/serve.ts';
import { customerIdsOf } from '../../platforms/lookup.ts';
import { knownAs } from '../support/joined.ts';

const KEYS = { 1: 'first-key-first-key-first-key-first-key', 2: 'other-key-other-key-other-key-other-key' };
const NOW = 1_000;
const MAIL = 'mina@xn--bcher-kva.example';
const NUMBER = '+491713920011';
const [own, former] = identitiesFor(KEYS[1], 'email', MAIL).map(({ profileId }) => profileId) as [
  string,
  string,
];
const mina = knownAs(own, {
  identities: [{ kind: 'email', value: MAIL }],
  person: { email: MAIL, phone: NUMBER, asOf: 1 },
  tags: ['known-today'],
});
const spelled = knownAs(former, {
  identities: [{ kind: 'email', value: MAIL }],
  person: { email: MAIL, asOf: 1 },
  tags: ['known-before'],
});

const told = async (order: object, found: Readonly<Record<string, Profile>>) => {
  const did: (readonly unknown[])[] = [];
  const sent: EventInput[] = [];
  const note =
    (name: string) =>
    async (...about: readonly unknown[]) =>
      void did.push([name, ...about]);
  const deps = {
    once: { take: async () => ({ kind: 'new' }), done: async () => {} },
    profiles: {
      follow: async (id: string) => (found[id] ? { profile: found[id] } : {}),
      timeline: async () => [],
    },
    gateItems: {
      read: async () => undefined,
      stopAll: note('stop'),
      liftManual: note('lift'),
      markErased: note('erase'),
    },
    ledger: { read: async () => [] },
    shopNumbers: { read: async () => ({ others: [] }) },
    queues: { sendInputs: async (inputs: readonly EventInput[]) => void sent.push(...inputs) },
    keys: async () => KEYS,
    now: () => NOW,
    newToken: () => 'token',
    log: { info: () => {} },
  };
  const request = { order: order as Order, id: 'w-1', format: 'json', event: { headers: {} } };
  const answer = await serve(deps as never, request as never);
  return { did, sent, status: answer.statusCode, text: String(answer.body) };
};
const both = { [own]: mina, [former]: spelled };
const byMail = { identity: { email: MAIL } };
const mail = { channel: 'email', address: MAIL } as const;

describe('a command about an address of two spellings', () => {
  it('exports what is kept under both of them', async () => {
    const { text } = await told({ command: 'export', ...byMail }, both);
    expect(['known-today', 'known-before'].filter((tag) => text.includes(tag))).toHaveLength(2);
  });

  it('stops both people, on the channel that is named and on no other', async () => {
    const stop = { command: 'suppress', action: 'add', ...byMail };
    const { did, sent } = await told({ ...stop, channel: 'email' }, both);
    expect(did).toEqual([['stop', newestPlace(KEYS, mail), NOW, 'manual']]);
    expect(sent.map(({ profileId, event }) => [profileId, event.name, event.data['channel']])).toEqual([
      [own, 'suppression.added', 'email'],
      [former, 'suppression.added', 'email'],
    ]);
    const all = (await told(stop, both)).sent.map(({ event }) => event.data['channel']);
    expect(all).toEqual(['email', 'whatsapp', 'email', 'whatsapp']);
  });

  it('lifts a stop under every key under which it may have been entered', async () => {
    const lift = { command: 'suppress', action: 'remove', channel: 'email', ...byMail };
    const { did } = await told(lift, both);
    expect(everyPlace(KEYS, mail).length).toBeGreaterThan(1);
    expect(did).toEqual(everyPlace(KEYS, mail).map((place) => ['lift', place]));
  });
});

it('an account number of two platforms means nobody by itself, and somebody beside their address', async () => {
  const [one, other] = customerIdsOf('7', { shops: new Map() }).flatMap((id) =>
    identitiesFor(KEYS[1], 'customer', id),
  );
  const found = {
    ...both,
    [one?.profileId ?? '']: mina,
    [other?.profileId ?? '']: knownAs('1other', {
      identities: [{ kind: 'email', value: 'other@example.org' }],
    }),
  };
  const erase = (identity: object) => told({ command: 'erase', identity }, found);
  expect((await erase({ customerId: '7' })).status).toBe(409);
  expect((await erase({ customerId: '7', email: MAIL })).status).toBe(202);
});
