/** What follows when an identity that is linked leads to another profile already (rules 6 and 10, I9). */
import { describe, expect, it } from 'vitest';
import { afterLink, closeElsewhere, type Met } from '../../../core/decide/person/after-link.ts';
import { absorbInput, mergeInput } from '../../../core/decide/person/merge-inputs.ts';
import type { Effect } from '../../../core/state/effect.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Profile, Tombstone } from '../../../core/state/profile.ts';
import { HOUR } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

type Link = Extract<Effect, { kind: 'link-identity' }>;

const live = (id: string, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile(id, 1, START),
  ...change,
});
const pointing = (id: string, mergedInto: string, change: Partial<Tombstone> = {}): Tombstone => ({
  kind: 'tombstone',
  id,
  mergedInto,
  at: START,
  pending: [],
  ...change,
});
const link = (from: string, into: string, change: Partial<Link> = {}): Link => ({
  kind: 'link-identity',
  id: `link-${from}`,
  from,
  into,
  at: START - HOUR,
  ...change,
});
const byAccount = (from: string, into: string): Link => link(from, into, { by: 'account' });
const follows = (effect: Link, met: Partial<Met>) =>
  afterLink(effect, { own: live(effect.into), standing: undefined, elsewhere: {}, ...met }, START).inputs.map(
    ({ kind, profileId }) => `${kind} for ${profileId}`,
  );

describe('an identity that was to be linked', () => {
  it('asks for nothing where it leads here already', () => {
    expect(follows(link('2c', '1a'), { standing: pointing('2c', '1a') })).toEqual([]);
  });

  it('brings its profile along where one lives under it: the merge goes to the one that does not survive', () => {
    expect(follows(byAccount('2c', '1a'), { standing: live('2c') })).toEqual(['merge for 2c']);
    expect(follows(byAccount('1a', '2c'), { standing: live('1a') })).toEqual(['merge for 2c']);
    expect(follows(link('4k', '1a'), { standing: live('4k') })).toEqual(['merge for 4k']);
  });

  it('brings nobody along by what was only typed', () => {
    expect(follows(link('2c', '1a'), { standing: live('2c') })).toEqual([]);
    expect(follows(link('3p', '1a'), { standing: live('3p') })).toEqual([]);
  });

  it('makes two addresses one person by the account, and by nothing that was typed', () => {
    const elsewhere = { profile: live('1b') };
    const told = pointing('2c', '1b', { by: 'account' });
    expect(follows(byAccount('2c', '1a'), { standing: told, elsewhere })).toEqual(['merge for 1b']);
    expect(follows(link('2c', '1a'), { standing: told, elsewhere })).toEqual([]);
    expect(follows(byAccount('3p', '1a'), { standing: pointing('3p', '1b'), elsewhere })).toEqual([]);
  });

  it('takes a link that was only typed from whom it led to, who hears that the account is not theirs', () => {
    const effect = link('2c', '1a', { by: 'account', account: 'standard:7' });
    const met = { own: live('1a'), standing: pointing('2c', '1b'), elsewhere: { profile: live('1b') } };
    const { inputs, changed } = afterLink(effect, met, START);
    expect(changed).toMatchObject({ id: '2c', mergedInto: '1a', by: 'account' });
    expect(inputs).toMatchObject([{ kind: 'event', profileId: '1b', event: { name: '@account.elsewhere' } }]);
  });

  it('remembers under a shared number who else the shop names with it', () => {
    const effect = byAccount('3p', '1a');
    const met = { own: live('1a'), standing: pointing('3p', '1b'), elsewhere: { profile: live('1b') } };
    const { inputs, changed } = afterLink(effect, met, START);
    expect(inputs).toEqual([]);
    expect(changed).toMatchObject({ id: '3p', mergedInto: '1b', sharers: ['1a'] });
  });

  it.each([
    ['4k', '4b', {}, true],
    ['4k', '1b', {}, false],
    ['4k', '4b', { formerly: true }, true],
    ['3p', '3b', { by: 'account' }, true],
    ['3p', '4b', { by: 'holder' }, true],
    ['3p', '3b', { formerly: true }, true],
    ['3p', '3b', {}, false],
    ['3p', '1b', { formerly: true }, false],
    ['1f', '1b', { formerly: true }, true],
    ['1f', '1b', {}, false],
    ['2c', '1b', { by: 'holder' }, false],
  ] as const)(
    '%s, which leads to %s, joins the two where it proves enough: %o',
    (from, third, change, joins) => {
      const standing = pointing(from, third, { by: 'account' });
      const met = { standing, elsewhere: { profile: live(third) } };
      const merges = follows(link(from, '1a', change), met).filter((what) => what.startsWith('merge'));
      expect(merges).toEqual(joins ? [`merge for ${third}`] : []);
    },
  );

  it('joins what leads here already no second time, however well it is proven', () => {
    expect(follows(byAccount('2c', '1a'), { standing: pointing('2c', '1a', { by: 'account' }) })).toEqual([]);
    expect(follows(link('4k', '4a'), { standing: pointing('4k', '4a') })).toEqual([]);
  });

  it('keeps a link that a profile of its own has become, although nobody vouched for it', () => {
    const standing = pointing('2c', '1b', { last: live('2c') });
    const met = { standing, elsewhere: { profile: live('1b') } };
    expect(follows(byAccount('2c', '1a'), met)).toEqual(['merge for 1b']);
  });

  it('tells nobody whose account it is where it is no account', () => {
    const met = { own: live('1a'), standing: pointing('2c', '1b'), elsewhere: { profile: live('1b') } };
    const { inputs, changed } = afterLink(byAccount('2c', '1a'), met, START);
    expect(inputs).toEqual([]);
    expect(changed).toMatchObject({ mergedInto: '1a' });
  });

  it('closes one cart of a checkout under two addresses, and merges nobody', () => {
    const effect = link('4k', '1a', { checkout: 'c-1' });
    const elsewhere = { profile: live('1b') };
    expect(follows(effect, { standing: pointing('4k', '1b'), elsewhere })).toEqual(['event for 1b']);
  });

  it('closes no cart of the one it leads to already', () => {
    const effect = link('4k', '1a', { checkout: 'c-1' });
    expect(closeElsewhere(effect, { own: live('1a'), theirs: live('1a') }, START)).toBeUndefined();
    expect(closeElsewhere(link('4k', '1a'), { own: live('1a'), theirs: live('1b') }, START)).toBeUndefined();
  });

  it.each([
    [[], [], '1b', false],
    [['c-1'], [], '1b', true],
    [[], ['c-1'], '1a', true],
    [['c-1'], ['c-1'], '1b', true],
    [['c-2'], ['c-3'], '1b', false],
  ])(
    'closes, where %j was ordered here and %j there, the cart of %s: bought is %s',
    (here, there, closed, bought) => {
      const ordered = (ids: readonly string[]): Partial<Profile> => ({
        orders: ids.map((checkoutId) => ({
          id: `o-${checkoutId}`,
          checkoutId,
          at: START,
          status: 'placed',
          products: [],
          ref: 't#1',
        })),
      });
      const effect = link('4k', '1a', { checkout: 'c-1' });
      const own = live('1a', ordered(here));
      const theirs = live('1b', ordered(there));
      const expected = { profileId: closed, event: { data: { checkout_id: 'c-1', completed: bought } } };
      expect(closeElsewhere(effect, { own, theirs }, START)).toMatchObject(expected);
      const merged = pointing('1a', '1c', { last: own });
      expect(closeElsewhere(effect, { own: merged, theirs }, START)).toMatchObject(expected);
    },
  );

  it('closes the cart of the earlier word, as of the later one', () => {
    const effect = link('4k', '1a', { checkout: 'c-1' });
    const cart = (at: number): Partial<Profile> => ({
      carts: [{ id: 'c-1', at, products: ['8101'], pieces: 1, ref: 't#1' }],
    });
    const closing = (own: number, theirs: number) =>
      closeElsewhere(effect, { own: live('1a', cart(own)), theirs: live('1b', cart(theirs)) }, START);
    expect(closing(START - HOUR, START)).toMatchObject({ profileId: '1a', event: { at: START } });
    expect(closing(START, START - 2 * HOUR)).toMatchObject({ profileId: '1b', event: { at: START - HOUR } });
  });

  it('closes a cart where the one who bought has left no state', () => {
    const effect = link('4k', '1a', { checkout: 'c-1' });
    const closing = closeElsewhere(effect, { own: pointing('1a', '1c'), theirs: live('1b') }, START);
    expect(closing).toMatchObject({ profileId: '1b', event: { data: { completed: false } } });
  });

  it('closes nothing where nobody lives there any more', () => {
    const effect = link('4k', '1a', { checkout: 'c-1' });
    expect(follows(effect, { standing: pointing('4k', '1b') })).toEqual([]);
  });

  it('tells of an erasure that stands anywhere on the way, before anything else, and by its latest date', () => {
    const standing = pointing('2c', '1b', { erasedAt: START - 2, by: 'account' });
    const met = { standing, elsewhere: { profile: live('1b'), erasedAt: START - 1 } };
    const { inputs } = afterLink(byAccount('2c', '1a'), { own: live('1a'), ...met }, START);
    expect(inputs).toMatchObject([
      { kind: 'event', profileId: '1a', receivedAt: START - 1, event: { name: 'customer.erased' } },
      { kind: 'merge', profileId: '1b' },
    ]);
  });

  it('tells of no erasure that is older than what was seen', () => {
    const standing = pointing('2c', '1b', { by: 'account' });
    const met = { standing, elsewhere: { erasedAt: START - 2 * HOUR } };
    expect(follows(byAccount('2c', '1a'), met)).toEqual(['merge for 1b']);
  });
});

describe('the inputs of a merge', () => {
  it('are one and the same whoever of the two names the other', () => {
    expect(mergeInput('1a', '2c', START)).toEqual(mergeInput('2c', '1a', START));
  });

  it('hand over the last state as long as the tombstone holds it', () => {
    const effect = { kind: 'absorb', id: 'i', from: '2c', into: '1a' } as const;
    const last = live('2c');
    expect(absorbInput(effect, pointing('2c', '1a', { last }))).toMatchObject({
      profileId: '1a',
      state: last,
    });
    expect(absorbInput(effect, pointing('2c', '1a'))).toBeUndefined();
    expect(absorbInput(effect, last)).toBeUndefined();
  });

  it('say who was named later, and whether the past alone brought the two together', () => {
    const said = { later: '2c', history: true } as const;
    const effect = { kind: 'absorb', id: 'i', from: '2c', into: '1a', ...said } as const;
    expect(absorbInput(effect, pointing('2c', '1a', { last: live('2c') }))).toMatchObject(said);
  });
});

describe('an order that two people have', () => {
  const ofOrder = link('4o', '1a', { order: true });
  const changes = (effect: Link, met: Partial<Met>) =>
    afterLink(effect, { own: live(effect.into), standing: undefined, elsewhere: {}, ...met }, START);
  const theirs = { standing: pointing('4o', '1b'), elsewhere: { profile: live('1b') } };

  it('leads to neither of them from then on', () => {
    expect(changes(ofOrder, theirs)).toEqual({
      inputs: [],
      changed: { ...pointing('4o', '1b'), disputed: true },
    });
  });

  it('is no other’s where it leads here already, also over whoever this customer was before', () => {
    const here = { standing: pointing('4o', '1a'), elsewhere: { profile: live('1b') } };
    expect(changes(ofOrder, here).changed).toBeUndefined();
    const before = { standing: pointing('4o', '1former'), elsewhere: { profile: live('1a') } };
    expect(changes(ofOrder, before).changed).toBeUndefined();
  });

  it('is nobody’s to dispute where its holder is gone, or it is disputed already, or it is no order', () => {
    expect(changes(ofOrder, { ...theirs, elsewhere: {} }).changed).toBeUndefined();
    const standing = pointing('4o', '1b', { disputed: true });
    expect(changes(ofOrder, { ...theirs, standing }).changed).toBeUndefined();
    expect(changes(link('4o', '1a'), theirs).changed).toBeUndefined();
  });
});
