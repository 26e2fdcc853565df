/** What holds back messages to somebody who was known twice: the address they were obtained with, slots, wishes (rule 10). */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { joined } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

describe('since when the mail address is known', () => {
  const mail = (email: string, asOf: number, change: Partial<Profile> = {}) => ({
    person: { email, asOf },
    ...change,
  });

  it('is, of two addresses, the time of the one that stays', () => {
    const own = mail('a@example.org', 1, { emailSince: START - 5 });
    expect(joined(own, mail('b@example.org', 2, { emailSince: START - 3 })).emailSince).toBe(START - 3);
    expect(joined(own, mail('b@example.org', 0, { emailSince: START - 3 })).emailSince).toBe(START - 5);
  });

  it('is the beginning of its profile where that never had another one', () => {
    expect(joined(mail('a@example.org', 1), mail('b@example.org', 2, { since: START - 7 })).emailSince).toBe(
      START - 7,
    );
  });

  it('is, of one address, the later time, and nothing where it never changed', () => {
    const [early, late] = [START - 5, START - 3];
    const obtained = (emailSince: number) => mail('a@example.org', 1, { emailSince });
    expect(joined(obtained(early), obtained(late)).emailSince).toBe(late);
    expect(joined(obtained(late), obtained(early)).emailSince).toBe(late);
    expect(joined(mail('a@example.org', 1), obtained(early)).emailSince).toBe(early);
    expect(joined(obtained(early), {}).emailSince).toBe(early);
    expect(joined(mail('a@example.org', 1), mail('a@example.org', 2))).not.toHaveProperty('emailSince');
    expect(joined(mail('a@example.org', 1), {})).not.toHaveProperty('emailSince');
    expect(joined({}, mail('a@example.org', 1))).not.toHaveProperty('emailSince');
  });
});

describe('restraint after a merge', () => {
  it('is what the provider said of the address, and not what an operator may take back', () => {
    const stopped = (reason: 'manual' | 'bounce') => ({
      person: { email: 'jette@example.org', asOf: START },
      suppressions: { email: { reason, at: START } },
    });
    for (const [own, other] of [
      ['manual', 'bounce'],
      ['bounce', 'manual'],
    ] as const)
      expect(joined(stopped(own), stopped(other)).suppressions.email?.reason).toBe('bounce');
  });

  const slot = (messageId: string, at: number) => ({ messageId, channel: 'email' as const, at });

  it('counts what left for either, and one message once', () => {
    const { slots } = joined(
      { slots: [slot('m-1', START)] },
      { slots: [slot('m-1', START), slot('m-2', START - 1)] },
    );
    expect(slots.map(({ messageId }) => messageId)).toEqual(['m-1', 'm-2']);
  });

  it('remembers the newest messages where there are too many', () => {
    const many = Array.from({ length: LIMITS.slotsPerProfile }, (_, n) => slot(`m-${n}`, START - n));
    const { slots } = joined({ slots: many }, { slots: [slot('newest', START + 1)] });
    expect(slots).toHaveLength(LIMITS.slotsPerProfile);
    expect(slots).toContainEqual(slot('newest', START + 1));
    expect(slots).not.toContainEqual(many.at(-1));
  });

  it('keeps a complaint, a topic left and a wish for less, whoever of the two made it', () => {
    const stricter = {
      suppressions: { email: { reason: 'complaint', at: START - 5 } },
      preferences: { at: 1, topics: { offers: { on: false, at: 1 } }, frequency: 'monthly' },
    } as const;
    for (const { suppressions, preferences } of [joined(stricter, {}), joined({}, stricter)]) {
      expect(suppressions.email?.reason).toBe('complaint');
      expect(preferences).toMatchObject({ frequency: 'monthly', topics: { offers: { on: false } } });
    }
  });

  it('acts on no moment again that either has acted on', () => {
    const own = { birthday: START - 5, winback: START - 9 };
    const other = { birthday: START - 7, winback: START - 1, silence: 3 };
    expect(joined({ watched: own }, { watched: other }).watched).toEqual({
      birthday: START - 5,
      winback: START - 1,
      silence: 3,
    });
    expect(joined({}, { watched: other }).watched).toEqual(other);
    expect(joined({ watched: own }, {}).watched).toEqual(own);
  });
});
