/** Which word about a mailbox or a number stops it, which one stands, and what soft bounces leave behind. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { controlsOf, DAY, programOf } from '../../support/flows.ts';
import { heard } from '../../support/heard.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { START, storyOf } from '../../support/story.ts';

const LIMIT = 3;
const rules = {
  program: programOf([], { softBounces: LIMIT }),
  controls: controlsOf(),
  testReachesEveryone: false,
};
const begun = () => storyOf(rules.program).consents();
const mail = (data: JsonObject = {}) => ({ channel: 'email', ...data });
const hard = mail({ kind: 'permanent' });
const soft = mail({ kind: 'transient' });

/** A profile with the address of this tag, before and after one word. */
const stateAfter = (change: Partial<Profile>, name: string, data: JsonObject, id = 'e') => {
  const person = { asOf: START - DAY, email: 'now@example.org', emailTag: 'now' };
  const { state, effects } = decide(
    knownAs(OWN, { person, ...change }),
    heard(OWN, { id, name, data }),
    rules,
    START,
  );
  return { ...(state as Profile), effects };
};

describe('a suppression', () => {
  it('is of the channel that it names, and of mail where it names none', () => {
    const stopped = (name: string, data: JsonObject) => Object.keys(stateAfter({}, name, data).suppressions);
    expect(stopped('suppression.added', { channel: 'whatsapp' })).toEqual(['whatsapp']);
    expect(stopped('message.complained', { channel: 'whatsapp' })).toEqual(['whatsapp']);
    expect(stopped('suppression.added', { channel: 'email' })).toEqual(['email']);
    expect(stopped('suppression.added', {})).toEqual(['email']);
  });

  it('by hand stands against one of a former address, and goes before the provider’s word about this one', () => {
    const manual = { email: { reason: 'manual', at: 1 } } as const;
    const reason = (data: JsonObject) =>
      stateAfter({ suppressions: manual }, 'message.bounced', data).suppressions;
    expect(reason({ ...hard, for: 'former' })).toEqual(manual);
    expect(reason({ ...hard, for: 'now' })).toEqual({ email: { reason: 'bounce', at: START, for: 'now' } });
    expect(stateAfter({ suppressions: manual }, 'suppression.added', mail()).suppressions).toEqual(manual);
  });

  it('by the provider stands against whatever comes after it', () => {
    const bounce = { email: { reason: 'bounce', at: 1 } } as const;
    for (const name of ['suppression.added', 'message.complained', 'message.bounced'])
      expect(stateAfter({ suppressions: bounce }, name, hard).suppressions).toEqual(bounce);
  });
});

describe('soft bounces', () => {
  const known = (...ats: readonly number[]) => ats.map((at, index) => ({ id: `b-${index}`, at }));

  it('are of mail alone, and an arrival elsewhere forgives none', () => {
    expect(stateAfter({}, 'message.bounced', { ...soft, channel: 'whatsapp' })).not.toHaveProperty(
      'softBounces',
    );
    const before = { softBounces: known(1) };
    expect(stateAfter(before, 'message.delivered', { channel: 'whatsapp' }).softBounces).toHaveLength(1);
  });

  it('are forgiven up to the moment of an arrival', () => {
    const { softBounces } = stateAfter(
      { softBounces: known(1, START, START + 1) },
      'message.delivered',
      mail(),
    );
    expect(softBounces).toEqual([{ id: 'b-2', at: START + 1 }]);
  });

  it('leave nothing where there were none', () => {
    expect(stateAfter({}, 'message.delivered', mail())).not.toHaveProperty('softBounces');
    const data = { customer: { email: 'next@example.org' } };
    expect(stateAfter({}, 'customer.updated', data)).not.toHaveProperty('softBounces');
    const first = begun().hears('customer.updated', { customer: { first_name: 'Jette' } });
    expect(first.profile()).not.toHaveProperty('softBounces');
  });

  it('are known by the beginning of their ids, each once, and no more of them than the limit', () => {
    const [one] = stateAfter({}, 'message.bounced', soft, 'a-long-id-of-a-bounce').softBounces ?? [];
    expect(one?.id).toBe('a-long-i');
    const again = stateAfter(
      { softBounces: [{ id: 'a-long-i', at: 1 }] },
      'message.bounced',
      soft,
      'a-long-id',
    );
    expect(again.softBounces).toHaveLength(1);
    const many = stateAfter({ softBounces: known(1, 2, 3) }, 'message.bounced', soft);
    expect(many.softBounces?.map(({ at }) => at)).toEqual([2, 3, START]);
  });

  it('at the limit mark the mailbox, unless it is stopped already', () => {
    const marks = (change: Partial<Profile>) =>
      stateAfter({ softBounces: known(1, 2), ...change }, 'message.bounced', soft).effects.map(
        ({ kind }) => kind,
      );
    expect(marks({})).toEqual(['suppress-address']);
    expect(marks({ suppressions: { email: { reason: 'complaint', at: 1 } } })).toEqual([]);
    expect(marks({ person: { asOf: 1 } })).toEqual([]);
  });
});
