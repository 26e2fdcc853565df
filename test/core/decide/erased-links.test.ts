/** What an erasure leaves under the other identities of a person, and when it counts (I9). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { erasureOf, isMarker, isOver, unlinked } from '../../../core/decide/person/erase.ts';
import type { AccountHints, Profile, Tombstone } from '../../../core/state/profile.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const GONE: ReadonlySet<string> = new Set(['1gone']);
const link = (change: Partial<Tombstone> = {}): Tombstone => ({
  kind: 'tombstone',
  id: '4link',
  mergedInto: '1gone',
  at: START,
  pending: [],
  ...change,
});

it('a number’s own profile that is erased leaves the number with those who share it', () => {
  const number = knownAs('3number', { sharers: ['1ole'], applied: ['before'] });
  const { state } = decide(number, erasureOf('3number', START), rules, START);
  expect(state).toMatchObject({ erasedAt: START, sharers: ['1ole'] });
  expect((state as Profile).applied).toContain('before');
});

describe('a link to somebody who is erased', () => {
  it('becomes a marker where it is as old as the erasure', () => {
    const last = knownAs('4link', { seq: 7 });
    for (const at of [START - 1, START])
      expect(unlinked(link({ at, last }), START, GONE)).toMatchObject({
        kind: 'live',
        id: '4link',
        seq: 7,
        since: START,
        erasedAt: START,
        identities: [],
      });
  });

  it('that was made later stays, without its state from before', () => {
    const later = link({ at: START + 1, last: knownAs('4link') });
    const { last: _last, ...bare } = later;
    expect(unlinked(later, START, GONE)).toEqual({ ...bare, erasedAt: START });
    expect(unlinked(bare, START, GONE)).toBeUndefined();
  });

  it('that leads to somebody else stays', () => {
    expect(unlinked(link({ mergedInto: '1other' }), START, GONE)).toBeUndefined();
  });

  it('that was made later, of a number that they shared, forgets only that', () => {
    const shared = link({ at: START + 1, sharers: ['1gone', '1ole'] });
    expect(unlinked(shared, START, GONE)).toEqual({ ...shared, sharers: ['1ole'] });
    const alone = unlinked(link({ at: START + 1, sharers: ['1ole'] }), START, GONE);
    expect(alone).toBeUndefined();
  });
});

describe('an account that was typed beside the address of somebody who is erased', () => {
  const hinting = (beside: readonly string[], change: Partial<Profile> = {}): Profile => ({
    ...knownAs('2seven', change),
    hints: { account: 'standard:7', beside } satisfies AccountHints,
  });

  it('forgets them and keeps the others', () => {
    const profile = hinting(['1ole', '1gone']);
    expect(unlinked(profile, START, GONE)).toEqual({
      ...profile,
      hints: { account: 'standard:7', beside: ['1ole'] },
    });
  });

  it('is a marker where they were the only ones, unless it is somebody by itself', () => {
    const marker = unlinked(hinting(['1gone']), START, GONE);
    expect(marker).toMatchObject({ id: '2seven', since: START, erasedAt: START });
    expect(marker).not.toHaveProperty('hints');
    const somebody = hinting(['1gone'], { identities: [{ kind: 'customer', value: 'standard:7' }] });
    const { hints: _hints, ...rest } = somebody;
    expect(unlinked(somebody, START, GONE)).toEqual(rest);
  });

  it('stays where it knows nothing of them', () => {
    expect(unlinked(hinting(['1ole']), START, GONE)).toBeUndefined();
    expect(unlinked(knownAs('2seven'), START, GONE)).toBeUndefined();
  });
});

describe('an erasure', () => {
  const erase = (state: Profile | undefined, at: number) =>
    decide(state, { ...erasureOf('1gone', at), inputId: `${at % 1000}-erase` }, rules, at);

  it('counts once, and again where it is newer', () => {
    const marker = erase(knownAs('1gone'), START).state as Profile;
    expect(isMarker(marker)).toBe(true);
    expect(erase(marker, START).changed).toBe(false);
    expect(erase(marker, START - 1).changed).toBe(false);
    expect(erase(marker, START + 1).changed).toBe(true);
  });

  it('of the first moment of time counts too', () => {
    expect(erase(knownAs('1gone', { since: 0 }), 0).changed).toBe(true);
  });

  it('of somebody unknown leaves a marker', () => {
    expect(erase(undefined, START).state).toMatchObject({ erasedAt: START, since: START, identities: [] });
  });
});

describe('after an erasure', () => {
  const marker = knownAs('1gone', { since: START, erasedAt: START });
  const event = (
    name: string,
    source: string,
    identities = [{ kind: 'email' as const, value: 'a', profileId: 'p' }],
  ) => heard('1gone', { id: 'e', name, source, identities, at: START + 1 }).event;

  it('a stop by WhatsApp brings nobody to life, because it holds at the gate', () => {
    expect(isOver(marker, event('consent.withdrawn', 'whatsapp'))).toBe(true);
  });

  it('any other word that names somebody begins anew', () => {
    expect(isOver(marker, event('consent.withdrawn', 'standard'))).toBe(false);
    expect(isOver(marker, event('message.replied', 'whatsapp'))).toBe(false);
  });

  it('whoever has begun anew hears of everything again, also what names nobody', () => {
    const anew = { ...marker, since: START + 1 };
    expect(isOver(anew, event('consent.withdrawn', 'whatsapp'))).toBe(false);
    expect(isOver(anew, event('message.opened', 'ses', []))).toBe(false);
    expect(isOver(marker, event('message.opened', 'ses', []))).toBe(true);
  });

  it('nobody is a marker who was never erased', () => {
    expect(isMarker(knownAs('1p', { since: 0 }))).toBe(false);
  });
});
