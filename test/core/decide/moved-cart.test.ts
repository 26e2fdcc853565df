/** One checkout under two addresses: one cart is closed, in whatever order events arrive (rule 6). */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { closeElsewhere, holderElsewhere } from '../../../core/decide/person/after-link.ts';
import { shownData } from '../../../core/decide/person/moved-cart.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Effect } from '../../../core/state/effect.ts';
import type { EventInput } from '../../../core/state/input.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { cart, heard, known, rules } from '../../support/heard.ts';
import { START } from '../../support/story.ts';

describe('a checkout that goes on under another address', () => {
  const effect = {
    kind: 'link-identity' as const,
    id: 'l',
    from: '4cart',
    into: '1new',
    checkout: 'c-1',
    at: START + 1,
  };
  const begun = (profileId: string) =>
    decide(
      { ...known, id: profileId },
      heard(profileId, { id: 'mine', name: 'checkout.updated', data: cart }),
      rules,
      START,
    ).state as Profile;
  const bought = (profileId: string) =>
    decide(
      { ...known, id: profileId },
      heard(profileId, { id: 'o', name: 'order.placed', data: { order_id: 'o-1', checkout_id: 'c-1' } }),
      rules,
      START,
    ).state as Profile;
  const then = (profile: Profile, input: EventInput | undefined) =>
    decide(profile, input as EventInput, rules, START + 2).state as Profile;

  test('is closed for the one who began it, and stops the reminders there', () => {
    const owner = begun('1mail');
    const closing = closeElsewhere(effect, { own: begun('1new'), theirs: owner }, START);
    expect(owner.enrollments).toHaveLength(1);
    expect(then(owner, closing).enrollments).toHaveLength(0);
  });

  test('and was ordered there stays closed, whatever is said about it later', () => {
    const closed = then(
      begun('1mail'),
      closeElsewhere(effect, { own: bought('1new'), theirs: begun('1mail') }, START),
    );
    const late = heard('1mail', { id: 'late', name: 'checkout.updated', at: START + 5, data: cart });
    const { carts, enrollments } = decide(closed, late, rules, START + 5).state as Profile;
    expect(carts).toEqual([expect.objectContaining({ id: 'c-1', pieces: 0 })]);
    expect(enrollments).toHaveLength(0);
  });

  test('and was ordered there before it was heard of here is closed here', () => {
    const here = begun('1new');
    const closing = closeElsewhere(effect, { own: here, theirs: bought('1mail') }, START);
    expect(here.enrollments).toHaveLength(1);
    expect(closing?.profileId).toBe('1new');
    expect(then(here, closing).enrollments).toHaveLength(0);
  });

  test('and comes back, or is bought where it was begun, is closed there', () => {
    const left = then(
      begun('1mail'),
      closeElsewhere(effect, { own: begun('1new'), theirs: begun('1mail') }, START),
    );
    const there = begun('1new');
    for (const [name, data] of [
      ['checkout.updated', { ...cart, total: '12.00' }],
      ['order.placed', { order_id: 'o-1', checkout_id: 'c-1' }],
    ] as const) {
      const { effects } = decide(
        left,
        heard('1mail', { id: `back-${name}`, name, at: START + 3, data }),
        rules,
        START + 3,
      );
      const forwarded = effects.find(({ kind }) => kind === 'forward') as Extract<
        Effect,
        { kind: 'forward' }
      >;
      expect(forwarded.input.profileId).toBe('1new');
      expect(there.enrollments).toHaveLength(1);
      expect(decide(there, forwarded.input as EventInput, rules, START + 4).state).toMatchObject({
        enrollments: [],
      });
    }
  });

  test("does not tell on one customer's timeline who the other one is", () => {
    const closing = closeElsewhere(
      effect,
      { own: begun('1new'), theirs: begun('1mail') },
      START,
    ) as EventInput;
    expect(JSON.stringify(decide(begun('1mail'), closing, rules, START + 2).record)).not.toContain('1new');
  });

  test("is nobody else's where it points here already", () => {
    const pointing = { kind: 'tombstone' as const, id: '4cart', mergedInto: '1new', at: 0, pending: [] };
    expect(holderElsewhere(effect, pointing)).toBeUndefined();
    expect(holderElsewhere(effect, { ...pointing, mergedInto: '1mail' })).toBe('1mail');
  });
});

describe('a cart that was begun under several addresses', () => {
  const ids = ['1first', '1second', '1third'] as const;
  type Address = (typeof ids)[number];
  /** Profiles of three addresses, and the queue between them: what each decision and each link hands on. */
  const world = (tokens: (address: Address) => JsonObject) => {
    const states = new Map<string, Profile>(ids.map((id) => [id, { ...known, id }]));
    const links = new Map<string, string>();
    const hear = (input: EventInput, now: number): void => {
      const before = states.get(input.profileId);
      const { state, effects } = decide(before, input, rules, now);
      states.set(input.profileId, state as Profile);
      for (const effect of effects) {
        if (effect.kind === 'forward') hear(effect.input as EventInput, now);
        if (effect.kind === 'link-identity') meet(effect, now);
      }
    };
    const meet = (link: Extract<Effect, { kind: 'link-identity' }>, now: number): void => {
      const holder = links.get(link.from);
      if (holder === undefined) links.set(link.from, link.into);
      const [own, theirs] = [states.get(link.into) as Profile, states.get(holder ?? link.into)];
      const closing = closeElsewhere(link, { own, theirs }, now);
      if (closing) hear(closing, now);
    };
    let said = 0;
    const says = (address: Address, name: string, at: number, more: JsonObject = {}): void => {
      said += 1;
      const { checkout_id: _other, ...content } = cart;
      const data = { ...content, ...tokens(address), ...more };
      const input = heard(address, { id: `said-${said}`, name, at, data });
      const named = Object.entries(tokens(address)).map(([key, value]) => ({
        kind: 'anonymous' as const,
        value: `${key.replace('_id', '')}:${value}`,
        profileId: `5${key}${value}`,
      }));
      hear({ ...input, event: { ...input.event, identities: named } }, START + 100);
    };
    const reminded = () => ids.filter((id) => states.get(id)?.enrollments.length !== 0);
    const open = () => ids.filter((id) => states.get(id)?.carts.some(({ pieces }) => pieces > 0));
    return { says, reminded, open };
  };
  const one = () => ({ checkout_id: 'c-1' });
  const anew = (address: Address) => ({ checkout_id: `c-${address}`, cart_id: 'k-1' });
  const shapes = [
    ['one checkout', one],
    ['a new checkout of one cart for each', anew],
  ] as const;

  describe.each(shapes)('(%s)', (_, tokens) => {
    test.each([
      ['in order', [0, 1, 2]],
      ['the last one heard first', [2, 0, 1]],
      ['the middle one heard last', [0, 2, 1]],
      ['backwards', [2, 1, 0]],
    ])('is that of the last one alone, heard %s', (_order, order) => {
      const { says, reminded } = world(tokens);
      for (const index of order) says(ids[index] as Address, 'checkout.updated', START + index);
      expect(reminded()).toEqual(['1third']);
    });

    test('is that of the one to whom it comes back', () => {
      const { says, open } = world(tokens);
      for (const [at, index] of [0, 1, 2, 0, 1].entries())
        says(ids[index] as Address, 'checkout.updated', START + at, { total: `${at + 1}.00` });
      expect(open()).toEqual(['1second']);
    });

    test.each(ids)('and was bought by %s is nobody’s, whoever types something later', (buyer) => {
      const { says, reminded } = world(tokens);
      for (const [at, id] of ids.entries()) says(id, 'checkout.updated', START + at);
      says(buyer, 'order.placed', START + 3, { order_id: 'o-1' });
      expect(reminded()).toEqual([]);
      for (const [at, id] of ids.entries()) says(id, 'checkout.updated', START + 4 + at);
      expect(reminded()).toEqual([]);
    });

    test.each(['1first', '1second'] as const)(
      'and was bought by %s is nobody’s, whoever is new to it',
      (buyer) => {
        const { says, reminded, open } = world(tokens);
        says('1first', 'checkout.updated', START);
        says('1second', 'checkout.updated', START + 1);
        says(buyer, 'order.placed', START + 2, { order_id: 'o-1' });
        says('1third', 'checkout.updated', START + 3);
        expect(reminded()).toEqual([]);
        expect(open()).not.toContain('1third');
      },
    );

    test('and was bought by one who was not reminded is nobody’s', () => {
      const { says, reminded } = world(tokens);
      says('1first', 'checkout.updated', START);
      says('1second', 'checkout.updated', START + 1);
      says('1third', 'order.placed', START + 2, { order_id: 'o-1' });
      expect(reminded()).toEqual([]);
    });
  });
});

test('whose a cart has become is shown to nobody, but a field of a shop that is called so is the shop’s word', () => {
  const data = { checkout_id: 'c-1', moved_to: '1new' };
  const told = { id: 'e', name: 'checkout.updated', at: START, identities: [], data };
  expect(shownData({ ...told, source: 'stammkunde' })).toEqual({ checkout_id: 'c-1' });
  expect(shownData({ ...told, source: 'standard' })).toEqual(data);
});
