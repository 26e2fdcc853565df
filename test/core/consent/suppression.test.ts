/** Which suppression holds for a person, also after their address changes or two profiles become one. */
import { describe, expect, it } from 'vitest';
import {
  bindSuppressions,
  isTag,
  mergeSuppressions,
  suppressionOf,
} from '../../../core/consent/suppression.ts';
import type { Person } from '../../../core/state/profile.ts';
import type { Suppression } from '../../../core/state/suppression.ts';
import { FORMER_TAG } from '../../../core/state/todays-forms.ts';

const a: Person = { email: 'a@example.org', emailTag: 'tag-a', asOf: 1 };
const b: Person = { email: 'b@example.org', emailTag: 'tag-b', asOf: 2 };
const untagged: Person = { email: 'a@example.org', asOf: 1 };
const bounce = (of?: string): Suppression => ({
  reason: 'bounce',
  at: 1,
  ...(of === undefined ? {} : { for: of }),
});
const manual: Suppression = { reason: 'manual', at: 2 };
const complaint: Suppression = { reason: 'complaint', at: 3 };

describe('a suppression', () => {
  it('of an address holds as long as the person has that address', () => {
    expect(suppressionOf({ person: a, suppressions: { email: bounce('tag-a') } }, 'email')).toEqual(
      bounce('tag-a'),
    );
    expect(suppressionOf({ person: b, suppressions: { email: bounce('tag-a') } }, 'email')).toBeUndefined();
  });

  it('of nobody’s address in particular holds for the person, on its channel', () => {
    expect(suppressionOf({ person: b, suppressions: { email: complaint } }, 'email')).toEqual(complaint);
    expect(suppressionOf({ person: b, suppressions: { email: complaint } }, 'whatsapp')).toBeUndefined();
  });

  it('of whoever has had one address since before tags existed holds, except of a former address', () => {
    expect(isTag(untagged, 'email', 'tag-a')).toBe(true);
    expect(isTag(untagged, 'email', FORMER_TAG)).toBe(false);
    expect(isTag(a, 'email', FORMER_TAG)).toBe(false);
    expect(isTag(a, 'whatsapp', 'tag-a')).toBe(true);
  });
});

describe('an older bounce, which names no address', () => {
  const bound = (person: Person, next: Person, one: Suppression) =>
    bindSuppressions({ person, suppressions: { email: one } }, next).email;

  it('is bound to the address that the customer had, when that changes', () => {
    expect(bound(a, b, bounce())).toEqual(bounce('tag-a'));
    expect(bound(untagged, b, bounce())).toEqual(bounce(FORMER_TAG));
  });

  it('stays as it is where the address stays, or none was known', () => {
    expect(bound(a, { ...a, firstName: 'A' }, bounce())).toEqual(bounce());
    expect(bound({ asOf: 0 }, b, bounce())).toEqual(bounce());
  });

  it.each([complaint, manual, bounce('tag-x')])('is the only thing that is bound: %o', (one) => {
    expect(bound(a, b, one)).toEqual(one);
  });
});

describe('of two profiles that become one', () => {
  const merged = (mine: Suppression | undefined, theirs: Suppression | undefined, person = a) =>
    mergeSuppressions(
      person,
      { person: a, suppressions: mine ? { email: mine } : {} },
      { person: b, suppressions: theirs ? { email: theirs } : {} },
    ).email;

  it('the suppression that holds for the address that stays is kept', () => {
    expect(merged(bounce('tag-a'), bounce('tag-b'))).toEqual(bounce('tag-a'));
    expect(merged(bounce('tag-a'), bounce('tag-b'), b)).toEqual(bounce('tag-b'));
    expect(merged(bounce(), undefined, b)).toEqual(bounce('tag-a'));
  });

  it('one that nobody can take back goes before one that an operator entered', () => {
    expect(merged(manual, bounce('tag-a'))).toEqual(bounce('tag-a'));
    expect(merged(complaint, manual)).toEqual(complaint);
    expect(merged(manual, bounce('tag-b'))).toEqual(manual);
    expect(merged(undefined, manual)).toEqual(manual);
  });

  it('a complaint about a former address is kept before a bounce of one, because it objects to everything', () => {
    const objected: Suppression = { ...complaint, for: 'tag-b' };
    expect(merged(bounce('tag-b'), objected)).toEqual(objected);
    expect(merged(undefined, bounce('tag-b'))).toEqual(bounce('tag-b'));
  });

  it('each channel is looked at by itself', () => {
    const whatsapp = { person: a, suppressions: { whatsapp: manual } };
    expect(mergeSuppressions(a, whatsapp, { person: b, suppressions: { email: complaint } })).toEqual({
      whatsapp: manual,
      email: complaint,
    });
  });
});
