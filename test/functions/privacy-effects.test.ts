/** The effects that serve customers' rights, in memory: stops of an address, the shop's own erasure, exports. */
import { describe, expect, it } from 'vitest';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { newestPlace } from '../../core/consent/gate-places.ts';
import { idOf, profileIdOf } from '../../core/identity/identity.ts';
import type { Followed } from '../../core/ports/profile-store.ts';
import { ERASED } from '../../core/privacy/rights.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import {
  exportCustomer,
  forgetCustomer,
  stopMarketing,
  suppressAddress,
} from '../../functions/advance/privacy-effects.ts';

const KEYS = { 1: 'first-key-first-key-first-key-first-key' };
const MAIL = 'mina@example.org';
const OWN = profileIdOf(KEYS[1], 'email', MAIL);
const NUMBER = '+491713920011';
const AT = 1_000;

const person = (id: string, identities: Profile['identities']): Profile => ({
  ...emptyProfile(id, 1, 0),
  identities,
});
const mina = person(OWN, [{ kind: 'email', value: MAIL }]);

const bench = (found: Readonly<Record<string, Followed>> = {}) => {
  const did: (readonly unknown[])[] = [];
  const note =
    (name: string) =>
    async (...of: readonly unknown[]) =>
      void did.push([name, ...of]);
  const deps = {
    keys: async () => KEYS,
    profiles: { follow: async (id: string): Promise<Followed> => found[id] ?? {}, timeline: async () => [] },
    ledger: { read: async () => [] },
    gateItems: {
      read: async () => undefined,
      stopAll: note('stopAll'),
      stopMarketing: note('stopMarketing'),
      markErased: note('markErased'),
    },
    queues: { sendInputs: note('sendInputs') },
    rawBucket: { put: note('put') },
  };
  return { deps: deps as never, did };
};
const place = newestPlace(KEYS, { channel: 'email', address: MAIL });
const about = { id: 'e-1', channel: 'email', address: MAIL, at: AT } as const;

describe('a stop by the shop’s own rule', () => {
  it('closes the address for everything, or for marketing', async () => {
    const { deps, did } = bench();
    await suppressAddress(deps, { kind: 'suppress-address', ...about });
    await stopMarketing(deps, { kind: 'stop-marketing', ...about });
    expect(did).toEqual([
      ['stopAll', place, AT, 'bounce'],
      ['stopMarketing', place, AT, 'withdrawn'],
    ]);
  });
});

describe('an erasure by the shop’s own rule', () => {
  const forget = { kind: 'forget', id: 'f-1', profileId: OWN, at: AT } as const;

  it('closes the gate before the profile is ordered to forget', async () => {
    const { deps, did } = bench({ [OWN]: { profile: mina } });
    await forgetCustomer(deps, forget, mina);
    expect(did).toEqual([
      ['markErased', place, AT],
      ['sendInputs', [expect.objectContaining({ profileId: OWN, receivedAt: AT })]],
    ]);
    expect(did[1]?.[1]).toMatchObject([{ event: { name: ERASED, source: 'privacy', identities: [] } }]);
  });

  it('orders the profile that is named to forget also where it is a link by now', async () => {
    const { deps, did } = bench();
    await forgetCustomer(deps, forget, {
      kind: 'tombstone',
      id: OWN,
      mergedInto: '0first',
      at: AT,
      pending: [],
    });
    expect(did).toMatchObject([['sendInputs', [{ profileId: OWN }]]]);
  });
});

describe('an export', () => {
  const exported = async (found: Readonly<Record<string, Followed>>, named: string) => {
    const { deps, did } = bench(found);
    const effect = {
      kind: 'export',
      id: 'x-1',
      profileId: '1asked',
      named: [{ profileId: named }],
      at: AT,
    } as const;
    await exportCustomer(deps, { ...effect, request: '4411' });
    const [[what, key, text] = []] = did;
    expect(what).toBe('put');
    return { key, document: JSON.parse(text as string) };
  };
  const key = `${RAW_PREFIX.exports}1asked/${idOf('export', 'x-1')}.json`;

  it('is stored where an erasure of the customer finds it, under whichever name it was asked for', async () => {
    const { key: stored } = await exported({ '2former': { profile: mina } }, '2former');
    expect(stored).toBe(`${RAW_PREFIX.exports}${OWN}/${idOf('export', 'x-1')}.json`);
  });

  it('of nobody is stored too, where the request asked for it', async () => {
    const { key: stored, document } = await exported({}, OWN);
    expect(stored).toBe(key);
    expect(document).toMatchObject({ request: '4411' });
    expect(document).not.toHaveProperty('sharedNumber');
  });

  it('by a number of several people says so, and tells nothing of any', async () => {
    const phone = profileIdOf(KEYS[1], 'phone', NUMBER);
    const named = (id: string) => person(id, [{ kind: 'phone', value: NUMBER, by: 'account' }]);
    const found = {
      [phone]: { profile: named('1mina'), sharers: ['1ole'] },
      '1ole': { profile: named('1ole') },
    };
    const { key: stored, document } = await exported(found, phone);
    expect([stored, document.sharedNumber]).toEqual([key, true]);
    expect(JSON.stringify(document)).not.toContain('1mina');
  });
});
