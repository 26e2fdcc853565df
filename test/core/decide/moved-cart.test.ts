/** One checkout under two addresses: one cart is closed, in whatever order events arrive (rule 6). */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { closeElsewhere, holderElsewhere } from '../../../core/decide/person/after-link.ts';
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
