/** What a number remembers of the people who share it (rule 10). */
import { describe, expect, it } from 'vitest';
import { unlinked } from '../../../core/decide/person/erase.ts';
import { fromSharedNumber, sharedWith } from '../../../core/decide/person/shared-number.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Effect } from '../../../core/state/effect.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { EventInput } from '../../../core/state/input.ts';
import type { Tombstone } from '../../../core/state/profile.ts';
import { START } from '../../support/story.ts';

const link = (into: string, change: Partial<Extract<Effect, { kind: 'link-identity' }>> = {}) =>
  ({ kind: 'link-identity', id: 'l', from: '3number', into, at: START, by: 'account', ...change }) as const;
const number = (change: Partial<Tombstone> = {}): Tombstone => ({
  kind: 'tombstone',
  id: '3number',
  mergedInto: '1hanne',
  at: START,
  pending: [],
  ...change,
});

describe('a number', () => {
  it('remembers each further person whom the shop or the holder names with it, once', () => {
    const shared = sharedWith(link('1ole'), number(), undefined);
    expect(shared?.sharers).toEqual(['1ole']);
    expect(sharedWith(link('1ole'), number({ sharers: ['1ole'] }), undefined)).toBeUndefined();
    expect(
      sharedWith(link('1ada', { by: 'holder' }), number({ sharers: ['1ole'] }), undefined)?.sharers,
    ).toEqual(['1ole', '1ada']);
  });

  it('remembers nobody who is the person it leads to, under whichever profile', () => {
    expect(sharedWith(link('1hanne'), number(), undefined)).toBeUndefined();
    expect(sharedWith(link('1new'), number(), emptyProfile('1new', 1, START))).toBeUndefined();
  });

  it('remembers nobody by what was only typed, and carts and addresses remember nobody', () => {
    const typed = { ...link('1ole'), by: undefined } as never;
    expect(sharedWith(typed, number(), undefined)).toBeUndefined();
    expect(sharedWith(link('1ole', { from: '4cart' }), number({ id: '4cart' }), undefined)).toBeUndefined();
  });

  it('stops at its bound, so that accounts made for it grow nothing', () => {
    const sharers = Array.from({ length: LIMITS.sharersPerNumber }, (_, index) => `1p${index}`);
    expect(sharedWith(link('1ole'), number({ sharers }), undefined)).toBeUndefined();
  });

  it('keeps those who are left when one of them is erased, and no more than those', () => {
    const sharers = ['1ole', '1ada'];
    const at = START + 1;
    const withoutHanne = unlinked(number({ sharers }), at, new Set(['1hanne']));
    expect(withoutHanne).toMatchObject({ kind: 'live', erasedAt: at, sharers });
    const withoutOle = unlinked(number({ sharers }), at, new Set(['1ole']));
    expect(withoutOle).toEqual(number({ sharers: ['1ada'] }));
    expect(withoutOle && unlinked(withoutOle, at, new Set(['1ada']))).toEqual(number());
    expect(withoutHanne && unlinked(withoutHanne, at, new Set(sharers))).not.toHaveProperty('sharers');
  });
});

describe('a message from a shared number', () => {
  const identities = [
    { kind: 'phone', value: '+491713920011', profileId: '3number', by: 'holder' },
    { kind: 'whatsapp', value: 'DE.1', profileId: '3wa', by: 'holder' },
  ] as const;
  const input: EventInput = {
    kind: 'event',
    inputId: 'i',
    profileId: '3number',
    receivedAt: START,
    event: { id: 'e', name: 'message.replied', at: START, source: 'whatsapp', identities, data: {} },
  };

  it('proves the number for nobody', () => {
    const { event } = fromSharedNumber(number({ sharers: ['1ole'] }), input);
    expect(event).toEqual({
      ...input.event,
      identities: identities.map((identity) => ({ ...identity, by: 'account' })),
    });
    expect(fromSharedNumber(number(), input)).toBe(input);
  });
});
