/** Whom a request about a customer's rights means, and whose a number of several people is (rule 10). */
import { describe, expect, it } from 'vitest';
import { profileIdOf } from '../../core/identity/identity.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { Followed } from '../../core/ports/profile-store.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Known, Profile } from '../../core/state/profile.ts';
import { meantAmong, namedBy, namesSharedNumber, ownAmong, withoutOthers } from '../../doors/meant.ts';
import type { Stated } from '../../doors/number.ts';

const KEYS: Keys = { 1: 'first-key-first-key-first-key-first-key' };
const [KEY] = Object.values(KEYS);
const NUMBER = '+491713920011';
const PHONE = profileIdOf(KEY ?? '', 'phone', NUMBER);

const phone = (by?: Known['by']): Known => ({ kind: 'phone', value: NUMBER, ...(by ? { by } : {}) });
const mail: Known = { kind: 'email', value: 'a@example.org' };
const person = (id: string, ...identities: readonly Known[]): Profile => ({
  ...emptyProfile(id, 1, 0),
  identities: identities.length > 0 ? identities : [mail],
});
const [mina, ole] = [person('1mina'), person('1ole')];

/** Who is found under each id. */
const shop = (found: Readonly<Record<string, Profile | Omit<Followed, 'id'>>>) => ({
  keys: async () => KEYS,
  profiles: {
    follow: async (id: string): Promise<Followed> => {
      const one = found[id];
      if (one === undefined) return {};
      return 'kind' in one ? { profile: one } : one;
    },
  },
});
type Found = Parameters<typeof shop>[0];
type Named = Stated & { formerly?: true };

const meant = async (found: Found, ...stated: readonly (string | Named)[]) => {
  const named = await namedBy(
    shop(found),
    stated.map((one) => (typeof one === 'string' ? { profileId: one } : one)),
  );
  return { named, people: meantAmong(named).map(({ id }) => id), shared: namesSharedNumber(named) };
};
const former = (profileId: string): Named => ({ profileId, formerly: true });

describe('a request means', () => {
  it('the person behind the first address or account that leads to anybody', async () => {
    expect((await meant({ '1mina': mina, '2seven': ole }, '1mina', '2seven')).people).toEqual(['1mina']);
    expect((await meant({ '2seven': ole }, '1mina', '2seven')).people).toEqual(['1ole']);
    expect((await meant({}, '1mina', '2seven')).people).toEqual([]);
  });

  it('nobody of whom only an erasure is known', async () => {
    const marker = { ...emptyProfile('1mina', 1, 5), erasedAt: 5 };
    const { named, people } = await meant({ '1mina': marker }, '1mina');
    expect(people).toEqual([]);
    expect(named).toEqual([{ profileId: '1mina' }]);
  });

  it('both people behind the two spellings of one address, and one of them once', async () => {
    expect((await meant({ '1mina': mina, '1old': ole }, '1mina', former('1old'))).people).toEqual([
      '1mina',
      '1ole',
    ]);
    expect((await meant({ '1mina': mina, '1old': mina }, '1mina', former('1old'))).people).toEqual(['1mina']);
    expect((await meant({ '1mina': mina, '2seven': ole }, '1mina', '2seven')).people).toEqual(['1mina']);
  });

  it('who is behind a number, where nothing stronger is named', async () => {
    expect((await meant({ [PHONE]: mina }, PHONE)).people).toEqual(['1mina']);
    expect((await meant({ [PHONE]: mina }, PHONE, '4cart')).people).toEqual(['1mina']);
  });

  it('beside an unknown address only a profile that is no more than its number', async () => {
    expect((await meant({ [PHONE]: mina }, PHONE, '1nobody')).people).toEqual([]);
    expect((await meant({ [PHONE]: mina }, '2nobody', PHONE)).people).toEqual([]);
    expect((await meant({ [PHONE]: person(PHONE) }, PHONE, '1nobody')).people).toEqual([PHONE]);
  });

  it('somebody for whom nothing more is read, where nobody shares anything with them', async () => {
    const read: string[] = [];
    const deps = {
      keys: async () => KEYS,
      profiles: {
        follow: async (id: string) => {
          read.push(id);
          return { profile: mina };
        },
      },
    };
    await namedBy(deps, [{ profileId: '1mina' }]);
    expect(read).toEqual(['1mina']);
  });

  it('an identity that is given twice once', async () => {
    expect((await meant({ '1mina': mina }, '1mina', '1mina')).named).toHaveLength(1);
  });
});

describe('a number of several people', () => {
  const beside = (sharers: readonly string[], profile?: Profile) => ({
    sharers,
    ...(profile ? { profile } : {}),
  });
  const [shown, written] = [person('1shown', phone('account')), person('1written', phone('holder'))];

  it('is nobody’s where only accounts name them', async () => {
    const found = { [PHONE]: beside(['1b'], shown), '1b': person('1other', phone('account')) };
    const { named, people, shared } = await meant(found, PHONE);
    expect(named).toEqual([{ profileId: PHONE, person: shown, shared: true }]);
    expect(people).toEqual([]);
    expect(shared).toBe(true);
  });

  it('is that of the only one who wrote from it, wherever its link leads', async () => {
    const other = { [PHONE]: beside(['1b'], shown), '1b': written };
    expect((await meant(other, PHONE)).named).toEqual([{ profileId: PHONE, person: written, beside: true }]);
    const first = { [PHONE]: beside(['1b'], written), '1b': shown };
    expect((await meant(first, PHONE)).named).toEqual([{ profileId: PHONE, person: written }]);
  });

  it('is theirs whatever else is known of them, and in whichever of its two forms they wrote', async () => {
    const [own, former_] = ['+5511987654321', '+551187654321'];
    const ids = [own, former_].map((value) => profileIdOf(KEY ?? '', 'phone', value));
    const holder = person('1written', mail, { kind: 'phone', value: own, by: 'holder' });
    for (const id of ids) {
      const found = { [id]: beside(['1b'], shown), '1b': holder };
      expect((await meant(found, id)).named).toEqual([{ profileId: id, person: holder, beside: true }]);
    }
  });

  it('is nobody’s where two wrote from it', async () => {
    const found = { [PHONE]: beside(['1b'], written), '1b': person('1also', phone('holder')) };
    expect((await meant(found, PHONE)).shared).toBe(true);
  });

  it.each<[string, Known]>([
    ['another number', { kind: 'phone', value: '+491713920012', by: 'holder' }],
    ['an address', { kind: 'email', value: 'a@example.org', by: 'holder' }],
  ])('is not that of somebody who has confirmed %s', async (_what, known) => {
    const found = { [PHONE]: beside(['1b'], shown), '1b': person('1other', phone('account'), known) };
    expect((await meant(found, PHONE)).shared).toBe(true);
  });

  it('leads past its link to nobody where its own profile is named exactly', async () => {
    const exact: Named = { profileId: PHONE, exact: true };
    const found = { [PHONE]: beside(['1b'], shown), '1b': written };
    expect((await meant(found, exact)).shared).toBe(true);
    const own = { [PHONE]: beside(['1b'], written), '1b': shown };
    expect((await meant(own, exact)).people).toEqual(['1written']);
    const alone = { [PHONE]: beside(['1b']), '1b': shown };
    expect((await meant(alone, exact)).people).toEqual([]);
    expect((await meant(alone, PHONE)).people).toEqual(['1shown']);
  });

  it('is one person’s where all of them have become one, or the others are gone', async () => {
    expect((await meant({ [PHONE]: beside(['1b'], shown), '1b': shown }, PHONE)).people).toEqual(['1shown']);
    expect((await meant({ [PHONE]: beside(['1b'], shown) }, PHONE)).people).toEqual(['1shown']);
    expect((await meant({ [PHONE]: beside(['1b']) }, PHONE)).people).toEqual([]);
  });

  it('does not matter beside an address, known or not', async () => {
    const found = { [PHONE]: beside(['1b'], shown), '1b': person('1other', phone('account')) };
    expect((await meant({ ...found, '1mina': mina }, PHONE, '1mina')).people).toEqual(['1mina']);
    expect((await meant({ ...found, '1mina': mina }, PHONE, '1mina')).shared).toBe(false);
    expect((await meant(found, PHONE, '1nobody')).shared).toBe(false);
    expect((await meant({ ...found, '4cart': person('4cart') }, PHONE, '4cart')).shared).toBe(false);
    expect((await meant(found, PHONE, '4cart')).shared).toBe(true);
  });

  it('is shared in both of its forms where either leads to several, or each to another', async () => {
    const several = { [PHONE]: beside(['1b'], shown), '1b': person('1other', phone('account')) };
    const [number, old] = [PHONE, former('3old')];
    const shared = async (found: Found) => (await meant(found, number, old)).named.map((one) => one.shared);
    expect(await shared({ ...several, '3old': mina })).toEqual([true, true]);
    expect(await shared(several)).toEqual([true, true]);
    expect(await shared({ '3old': several[PHONE] ?? {}, '1b': several['1b'], [PHONE]: mina })).toEqual([
      true,
      true,
    ]);
    expect(await shared({ [PHONE]: mina, '3old': ole })).toEqual([true, true]);
  });

  it('is one person’s in both of its forms where both lead to one, or one to nobody else', async () => {
    const people = async (found: Found) => (await meant(found, PHONE, former('3old'))).people;
    expect(await people({ [PHONE]: mina, '3old': mina })).toEqual(['1mina']);
    expect(await people({ [PHONE]: mina, '3old': person('3old') })).toEqual(['1mina', '3old']);
    expect(await people({ [PHONE]: mina })).toEqual(['1mina']);
    expect(await people({ '3old': ole })).toEqual(['1ole']);
  });

  it('says nothing about an address in two spellings', async () => {
    const { named } = await meant({ '1mina': mina, '1old': ole }, '1mina', former('1old'));
    expect(named.map(({ shared }) => shared)).toEqual([undefined, undefined]);
  });
});

describe('of the identities of a request', () => {
  it('those lead to nobody else that lead to whom is meant, or to nobody', async () => {
    const { named } = await meant({ '1mina': mina, [PHONE]: ole }, '1mina', PHONE, '4cart');
    expect(ownAmong(named, [mina]).map(({ profileId }) => profileId)).toEqual(['1mina', '4cart']);
    expect(ownAmong(named, [mina, ole])).toHaveLength(3);
  });
});

describe('the number of whom is meant', () => {
  const known = [
    mail,
    phone('account'),
    { kind: 'whatsapp' as const, value: NUMBER },
    { kind: 'phone' as const, value: '+491' },
  ];
  const numbered: Profile = {
    ...person('1mina', ...known),
    person: { phone: NUMBER, firstName: 'Mina', asOf: 1 },
  };
  const kept = async (found: Found, people: readonly Profile[] = [numbered]) =>
    withoutOthers(shop(found), people);

  it('is left out where it leads to somebody else, and nothing else is', async () => {
    const [one] = await kept({ [PHONE]: ole });
    expect(one?.person).toEqual({ firstName: 'Mina', asOf: 1 });
    expect(one?.identities).toEqual([known[0], known[2], known[3]]);
  });

  it('stays where it leads to them, to nobody, or to somebody else who is meant', async () => {
    expect(await kept({ [PHONE]: numbered })).toEqual([numbered]);
    expect(await kept({})).toEqual([numbered]);
    expect(await kept({ [PHONE]: ole }, [numbered, ole])).toEqual([numbered, ole]);
  });

  it('is looked for only where there is one', async () => {
    expect(await kept({ [PHONE]: ole }, [mina])).toEqual([mina]);
  });
});
