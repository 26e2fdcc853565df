/**
 * The gate, asked about one mail to which nothing is in the way: what the enrollment, the person, a request
 * and the content may have against it (rule 5).
 */
import { describe, expect, test } from 'vitest';
import { gate } from '../../../core/gate/gate.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { DAY } from '../../support/flows.ts';
import {
  FACTS,
  flow,
  MESSAGE,
  NOW,
  news,
  PROFILE,
  says,
  withFlow,
  withMessage,
  withProfile,
  withSettings,
} from '../../support/gate-facts.ts';

const mail = { subject: 's', preheader: '', html: '<p>h</p>', text: 't' };

test('a message to which nothing is in the way leaves, with its basis', () => {
  expect(gate(FACTS)).toMatchObject({ verdict: 'send', basis: 'double-opt-in' });
});

test('what the gate of the address says counts against the basis, and a consent only from its own moment', () => {
  const left = gate({ ...FACTS, gate: { marketingStoppedAt: NOW } });
  expect(left).toEqual({ verdict: 'skip', reason: 'no-legal-basis' });
  const consent = { state: 'given', basis: 'double-opt-in', at: NOW + 1 } as const;
  expect(says(withProfile({ consents: { 'email/marketing': consent } }))).toBe('no-legal-basis');
});

test('a mail to the shop about somebody who was erased since stays', () => {
  const notice = (erasedAt: number) =>
    gate({ ...FACTS, message: { ...MESSAGE, to: 'shop' }, gate: { erasedAt } });
  expect(notice(MESSAGE.since)).toEqual({ verdict: 'skip', reason: 'suppressed' });
  expect(notice(MESSAGE.since - 1)).not.toMatchObject({ reason: 'suppressed' });
});

describe('an enrollment', () => {
  const [running] = PROFILE.enrollments;
  const endedAs = (end: 'completed' | 'exit' | 'goal' | 'erased') =>
    withProfile({
      enrollments: [],
      lastEntries: {
        [flow.id]: {
          entryId: MESSAGE.entryId,
          since: MESSAGE.since,
          enteredAt: MESSAGE.since,
          endedAt: NOW,
          end,
          ...(running?.subject === undefined ? {} : { subject: running.subject }),
        } as Profile['lastEntries'][string],
      },
    });

  test('that ended with its last step lets its last message leave; one that ended otherwise does not', () => {
    expect(says(endedAs('completed'))).toBe('send');
    expect(says(endedAs('exit'))).toBe('exit');
    expect(says(endedAs('goal'))).toBe('exit');
    expect(says(endedAs('erased'))).toBe('not-current');
  });

  test('that is not known, or whose flow is gone, is not current', () => {
    expect(says(withProfile({ enrollments: [] }))).toBe('not-current');
    expect(says(withMessage({ entryId: 'another' }))).toBe('not-current');
    expect(says(withMessage({ flow: 'gone' }))).toBe('not-current');
  });

  test('whose flow got an audience that the customer is not in is skipped', () => {
    const audience = { kind: 'event' as const, event: 'order.placed', since: 'ever' as const };
    expect(says(withFlow({ audience }))).toBe('audience');
    expect(says(withFlow({ audience: { kind: 'not', of: audience } }))).toBe('send');
  });
});

describe('a person', () => {
  test('whose address is stopped gets nothing, whether the profile knows it yet or not', () => {
    expect(says({ gate: { allStoppedAt: NOW } })).toBe('suppressed');
    expect(says({ gate: { allStoppedAt: NOW }, ...withMessage(news) })).toBe('suppressed');
  });

  test('who was erased gets nothing that was dated before, to the same moment', () => {
    expect(says({ gate: { erasedAt: MESSAGE.since + 1 } })).toBe('suppressed');
    expect(says({ gate: { erasedAt: MESSAGE.since } })).toBe('suppressed');
    expect(says({ gate: { erasedAt: MESSAGE.since - 1 } })).toBe('send');
  });

  test('without an address gets nothing', () => {
    const { email: _, ...person } = PROFILE.person;
    expect(says({ ...withProfile({ person }), ...withMessage(news) })).toBe('no-address');
  });

  test('who paused gets no marketing until the pause ends, and all that is not marketing', () => {
    const preferences = { at: 0, topics: {}, pausedUntil: NOW + 1 };
    expect(says(withProfile({ preferences }))).toBe('paused');
    expect(says({ ...withProfile({ preferences }), ...withMessage(news) })).toBe('send');
    expect(says(withProfile({ preferences: { ...preferences, pausedUntil: NOW } }))).toBe('send');
    expect(says({ gate: { pausedUntil: NOW + 1 } })).toBe('paused');
  });

  test('who left one topic of two is written to about the other alone', () => {
    const left = { gate: { topicsStopped: { reviews: NOW } } };
    expect(says({ ...left, ...withMessage({ topic: 'reviews' }) })).toBe('no-legal-basis');
    expect(says({ ...left, ...withMessage({ topic: 'offers' }) })).toBe('send');
    expect(says({ ...left, ...withFlow({ topic: 'reviews' }) })).toBe('no-legal-basis');
    const ofBoth = { ...withFlow({ topic: 'reviews' }), ...withMessage({ topic: 'offers' }) };
    expect(says({ ...left, ...ofBoth })).toBe('no-legal-basis');
    expect(says({ gate: { topicsStopped: { offers: NOW } }, ...ofBoth })).toBe('no-legal-basis');
    expect(says(left)).toBe('send');
    expect(says({ ...left, ...withMessage({ ...news, topic: 'reviews' }) })).toBe('send');
  });
});

describe('a request to confirm a sign-up', () => {
  const request = withMessage({ purpose: 'transactional' });

  test('does not go to who has just left, unless they asked by a link after they left', () => {
    const leftAt = (at: number) => ({ gate: { marketingStoppedAt: at }, ...request });
    const by = (asked: 'anybody' | 'link') => ({ circumstances: { asked } });
    expect(says({ ...leftAt(MESSAGE.since - DAY), ...by('anybody') })).toBe('withdrew-lately');
    expect(says({ ...leftAt(MESSAGE.since - DAY), ...by('link') })).toBe('send');
    expect(says({ ...leftAt(MESSAGE.since), ...by('link') })).toBe('withdrew-lately');
    expect(says(leftAt(MESSAGE.since - DAY))).toBe('send');
  });

  test('does not go to a number of a country in which the shop asks nobody; other messages do', () => {
    expect(says({ ...request, circumstances: { asked: 'anybody', foreignNumber: true } })).toBe(
      'foreign-number',
    );
    expect(says({ ...request, circumstances: { asked: 'anybody', foreignNumber: false } })).toBe('send');
    expect(says({ ...request, circumstances: { asked: 'anybody' } })).toBe('send');
    expect(says({ ...request, circumstances: { foreignNumber: true } })).toBe('send');
  });
});

describe('a content', () => {
  test('is useful to the very moment that was planned', () => {
    expect(says({ now: MESSAGE.usefulUntil })).toBe('send');
    expect(says({ now: MESSAGE.usefulUntil + 1 })).toBe('expired');
  });

  test('of WhatsApp leaves where the shop has WhatsApp, and free text only while its window is open', () => {
    const form = { kind: 'freeform', text: 'Hallo' } as const;
    const template = { needs: [], locales: { de: mail }, whatsapp: { de: form } };
    const program = withSettings({ whatsapp: { transport: 'aws', from: 'number' } });
    const { person, history } = PROFILE;
    const profile = { ...PROFILE, person: { ...person, locale: 'de', phone: '+491713920011' } };
    const replied = { ...history, 'message.replied': { first: NOW, last: NOW, count: 1 } };
    const asked = { ...withMessage({ channel: 'whatsapp', ...news }), template, program, profile };
    expect(says({ ...asked, program: FACTS.program })).toBe('channel-off');
    expect(says({ ...asked, profile: PROFILE })).toBe('no-address');
    expect(says(asked)).toBe('whatsapp-window');
    expect(says({ ...asked, profile: { ...profile, history: replied } })).toBe('send');
    expect(says({ template })).toBe('send');
  });

  test('that is not there, or not made for the channel, is skipped', () => {
    expect(says(withMessage({ template: 'gone' }))).toBe('template-missing');
    expect(says({ template: { needs: [], locales: {} } })).toBe('template-missing');
  });

  test('that promises what is not there is skipped', () => {
    expect(says({ circumstances: { outOfStock: true } })).toBe('content-out-of-stock');
    expect(says({ circumstances: { couponMissing: true } })).toBe('coupon-pool-empty');
    expect(says({ circumstances: { nothingToShow: true } })).toBe('nothing-to-show');
    expect(says({ circumstances: { couponExpired: true } })).toBe('coupon-expired');
    expect(says({ circumstances: { outOfStock: false, couponMissing: false } })).toBe('send');
    expect(says({ circumstances: { contentChanged: true, nothingToShow: true } })).toBe('content-changed');
    expect(says({ circumstances: { outOfStock: true, contentChanged: true } })).toBe('content-out-of-stock');
  });
});
