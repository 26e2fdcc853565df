/** What the survivor of a merge knows: everything that either profile knew, each by a rule of its own (rule 10). */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CartFacts } from '../../../core/state/profile.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { joined, merged, OTHER } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const cart = (id: string, at: number, change: Partial<CartFacts> = {}): CartFacts => ({
  id,
  at,
  total: euros(1_000),
  pieces: 1,
  products: ['8101'],
  ref: `t#${id}`,
  ...change,
});

describe('carts after a merge', () => {
  const one = (own: CartFacts, other: CartFacts) => joined({ carts: [own] }, { carts: [other] }).carts;

  it('are those of both, and the record of one that came along is found under the profile it lies in', () => {
    expect(one(cart('c-1', START), cart('c-2', START)).map(({ id, ref }) => `${id} ${ref}`)).toEqual([
      'c-1 t#c-1',
      'c-2 2other/t#c-2',
    ]);
  });

  it('that both know show the newer word, and at the same time that of the survivor', () => {
    const [older, newer] = [cart('c-1', START - 1, { pieces: 1 }), cart('c-1', START, { pieces: 2 })];
    expect(one(older, newer)).toMatchObject([{ pieces: 2, ref: '2other/t#c-1' }]);
    expect(one(newer, older)).toMatchObject([{ pieces: 2, ref: 't#c-1' }]);
    expect(one(newer, { ...newer, pieces: 3 })).toMatchObject([{ pieces: 2, ref: 't#c-1' }]);
  });

  it.each(['own', 'other'])('that one of the two knows to be bought stay bought and empty: %s', (who) => {
    const [bought, open] = [cart('c-1', START - 1, { completed: true, pieces: 0 }), cart('c-1', START)];
    const [united] = who === 'own' ? one(bought, open) : one(open, bought);
    expect(united).toMatchObject({ completed: true, pieces: 0, at: START });
  });

  it('are matched one by one, each with its own', () => {
    const own = [cart('c-1', START), cart('c-2', START - 1)];
    const { carts } = joined({ carts: own }, { carts: [cart('c-2', START + 1, { pieces: 3 })] });
    expect(carts.map(({ id, pieces }) => `${id} ${pieces}`).toSorted()).toEqual(['c-1 1', 'c-2 3']);
  });

  it('beyond the bound are the newest of both', () => {
    const own = Array.from({ length: LIMITS.checkoutsPerProfile }, (_, n) => cart(`c-${n}`, START + n));
    const ids = joined({ carts: own }, { carts: [cart('older', START - 1)] }).carts.map(({ id }) => id);
    expect(ids).toEqual(own.map(({ id }) => id));
  });
});

describe('what happened', () => {
  const history = (first: number, last: number, count: number) => ({ first, last, count });

  it('is counted together, from the first time of either to the last time of either', () => {
    const own = { 'order.placed': history(5, 20, 2) };
    const other = { 'order.placed': history(3, 10, 4), 'product.viewed': history(1, 1, 1) };
    const both = { 'order.placed': history(3, 20, 6), 'product.viewed': history(1, 1, 1) };
    expect(joined({ history: own }, { history: other }).history).toEqual(both);
    expect(joined({ history: other }, { history: own }).history).toEqual(both);
  });

  it('that only the survivor knows stays as it is', () => {
    const own = { 'order.placed': history(5, 20, 2) };
    expect(joined({ history: own }, {}).history).toEqual(own);
  });

  it('by a clock that ran ahead is compared as its sender dated it', () => {
    const ahead = { source: 'standard', statedAt: START + HOUR };
    const own = { a: { first: START, last: START, lastAhead: ahead, count: 1 } };
    const later = { ...ahead, statedAt: START + 2 * HOUR };
    const other = { a: { first: START, last: START, lastAhead: later, count: 1 } };
    expect(joined({ history: own }, { history: other }).history['a']?.lastAhead).toEqual(later);
    expect(joined({ history: other }, { history: own }).history['a']?.lastAhead).toEqual(later);
    const same = { a: { first: START, last: START + HOUR, count: 1 } };
    expect(joined({ history: same }, { history: own }).history['a']?.last).toBe(START + HOUR);
    expect(joined({ history: own }, { history: same }).history['a']?.last).toBe(START);
  });
});

describe('what either acted on that time alone brought', () => {
  it('is not acted on again, whoever acted on it later', () => {
    const [one, two] = [
      { silence: 5, birthday: 9 },
      { silence: 7, birthday: 8, anniversary: 3 },
    ];
    const both = { silence: 7, birthday: 9, anniversary: 3 };
    expect(joined({ watched: one }, { watched: two }).watched).toEqual(both);
    expect(joined({ watched: two }, { watched: one }).watched).toEqual(both);
    expect(joined({ watched: one }, {}).watched).toEqual(one);
    expect(joined({}, { watched: one }).watched).toEqual(one);
    expect(joined({}, {})).not.toHaveProperty('watched');
  });
});

describe('facts after a merge', () => {
  it('of the survivor go before those of the other, and nobody’s are lost', () => {
    const { attributes, tags, tier } = joined(
      { attributes: { size: 'M' }, tags: ['vip', 'both'], tier: 'gold' },
      { attributes: { size: 'L', colour: 'red' }, tags: ['both', 'new'], tier: 'silver' },
    );
    expect(attributes).toEqual({ size: 'M', colour: 'red' });
    expect(tags).toEqual(['vip', 'both', 'new']);
    expect(tier).toBe('gold');
    expect(joined({}, { tier: 'silver' }).tier).toBe('silver');
  });

  it('beyond the bound are those of the survivor', () => {
    const many = (prefix: string, length: number) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`${prefix}${index}`, index]));
    const own = many('own', LIMITS.attributesPerProfile);
    const { attributes, tags } = joined(
      { attributes: own, tags: Object.keys(many('own', LIMITS.tagsPerProfile)) },
      { attributes: many('other', 3), tags: ['other'] },
    );
    expect(attributes).toEqual(own);
    expect(tags).toHaveLength(LIMITS.tagsPerProfile);
    expect(tags).not.toContain('other');
  });

  it('of whom the shop vouches for go before newer ones that were only typed', () => {
    const vouched = {
      identities: [{ kind: 'customer', value: 'standard:1', by: 'account' }] as const,
      person: { firstName: 'Mina', asOf: 1 },
    };
    const typed = { person: { firstName: 'Mallory', lastName: 'M', asOf: 2 } };
    expect(joined(vouched, typed).person).toMatchObject({ firstName: 'Mina', lastName: 'M' });
    expect(joined(typed, vouched).person).toMatchObject({ firstName: 'Mina', lastName: 'M' });
  });

  it('for whom nobody vouches are the newer ones, and at the same time those of the survivor', () => {
    const person = (firstName: string, asOf: number) => ({ person: { firstName, asOf } });
    expect(joined(person('Old', 1), person('New', 2)).person.firstName).toBe('New');
    expect(joined(person('New', 2), person('Old', 1)).person.firstName).toBe('New');
    expect(joined(person('Own', 1), person('Other', 1)).person.firstName).toBe('Own');
  });
});

describe('what either waits for', () => {
  const wish = (product: string) => ({ product, by: { wanted: START }, ref: 't#1', listed: 'wanted  1' });

  it('both wait for, each wish on no list before it is put there under the name that stays', () => {
    const { listed: _listed, ...theirs } = { ...wish('2'), ref: '2other/t#1' };
    expect(joined({ wishes: [wish('1')] }, { wishes: [wish('2')] }).wishes).toEqual([wish('1'), theirs]);
    expect(joined({ wishes: [wish('1')] }, {}).wishes).toEqual([wish('1')]);
    expect(joined({}, { wishes: [wish('2')] }).wishes).toEqual([theirs]);
    expect(joined({}, {})).not.toHaveProperty('wishes');
  });
});

describe('the flows that either has been through', () => {
  const ended = (entryId: string, endedAt: number) => ({
    entryId,
    since: endedAt - HOUR,
    enteredAt: endedAt - HOUR,
    endedAt,
    end: 'completed' as const,
    seq: 1,
    ref: `t#${entryId}`,
  });

  it('count by the one that ended last, with its record where it lies, and the earlier one is remembered', () => {
    const own = { lastEntries: { f: ended('own', START - 2 * HOUR) } };
    const other = { lastEntries: { f: ended('other', START - HOUR), g: ended('alone', START) } };
    const { f, g } = joined(own, other).lastEntries;
    expect(f).toMatchObject({ entryId: 'other', ref: '2other/t#other', earlier: [{ ref: 't#own' }] });
    expect(g).toMatchObject({ entryId: 'alone', ref: '2other/t#alone' });
    const turned = joined(other, own).lastEntries['f'];
    expect(turned).toMatchObject({ entryId: 'other', ref: 't#other', earlier: [{ ref: '2other/t#own' }] });
  });

  it('bring along what they remember of earlier ones, with its record where it lies', () => {
    const last = { ...ended('last', START), earlier: [ended('before', START - HOUR)] };
    expect(joined({}, { lastEntries: { f: last } }).lastEntries['f']).toMatchObject({
      entryId: 'last',
      earlier: [{ entryId: 'before', ref: '2other/t#before' }],
    });
  });

  it('need no record', () => {
    const { ref: _ref, ...bare } = ended('bare', START);
    expect(joined({}, { lastEntries: { f: bare } }).lastEntries).toEqual({ f: bare });
  });
});

describe('the survivor', () => {
  it('has been known for as long as the elder of the two', () => {
    expect(joined({ since: START - 5 }, { since: START - 9 }).since).toBe(START - 9);
    expect(joined({ since: START - 9 }, { since: START - 5 }).since).toBe(START - 9);
  });

  it('begins with the other where it was erased and has known nothing since', () => {
    const marker = { since: START - DAY, erasedAt: START - DAY };
    expect(joined(marker, { since: START - HOUR }).since).toBe(START - HOUR);
  });

  it('has every identity of both once, with the stronger evidence', () => {
    const known = { kind: 'customer', value: 'standard:1' } as const;
    const { identities } = joined(
      { identities: [known, { kind: 'email', value: 'a@example.org' }] },
      {
        identities: [
          { ...known, by: 'account' },
          { kind: 'anonymous', value: 'b-1' },
        ],
      },
    );
    expect(identities.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: 'anonymous', value: 'b-1' },
      { ...known, by: 'account' },
      { kind: 'email', value: 'a@example.org' },
    ]);
  });

  it('remembers whom it absorbed, and whom those had absorbed, the newest where there are too many', () => {
    expect(joined({ absorbed: ['3a'] }, { absorbed: ['3b'] }).absorbed).toEqual(['3a', OTHER, '3b']);
    const many = Array.from({ length: LIMITS.absorbedProfiles }, (_, index) => `4p${index}`);
    expect(joined({ absorbed: many }, {}).absorbed).toEqual([...many.slice(1), OTHER]);
  });

  it('is told so on its timeline, with the name of the one that joined', () => {
    expect(merged({}, {}).record?.entries).toEqual([
      {
        type: 'decision',
        at: START,
        what: 'merged',
        detail: 'another profile of the same person joined',
        joined: OTHER,
      },
    ]);
  });
});
