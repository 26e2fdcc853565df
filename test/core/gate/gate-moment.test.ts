/**
 * The gate, asked about one mail to which nothing is in the way: pauses, holds, the master switch, quiet
 * hours, caps and the budget (rule 5).
 */
import { describe, expect, test } from 'vitest';
import { gate } from '../../../core/gate/gate.ts';
import type { Settings } from '../../../core/program/settings.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { controlsOf, DAY, HOUR } from '../../support/flows.ts';
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

describe('a moment', () => {
  test('in which the flow is paused defers by an hour', () => {
    const paused = { verdict: 'defer', reason: 'paused', until: NOW + HOUR };
    expect(gate({ ...FACTS, controls: controlsOf({ paused: [flow.id] }) })).toEqual(paused);
    expect(gate({ ...FACTS, ...withFlow({ status: 'paused' }) })).toEqual(paused);
    expect(says({ controls: controlsOf({ paused: ['another'] }) })).toBe('send');
  });

  test('in which the customer is held defers marketing alone, until the hold ends', () => {
    const circumstances = { heldUntil: NOW + DAY };
    expect(gate({ ...FACTS, circumstances })).toEqual({
      verdict: 'defer',
      reason: 'held',
      until: NOW + DAY,
    });
    expect(says({ ...withMessage(news), circumstances })).toBe('send');
  });

  test('in which the budget is spent skips, whatever the purpose', () => {
    const circumstances = { budgetSpent: true };
    expect(says({ circumstances })).toBe('budget');
    expect(says({ ...withMessage(news), circumstances })).toBe('budget');
  });

  test('of quiet hours or a full cap is none for what is not marketing', () => {
    const program = withSettings({
      quietHours: { from: '00:00', to: '23:59', sundays: true, holidays: [] },
      frequencyCap: { perDay: 1, perWeek: 1 },
    });
    const slots = [{ messageId: 'other', channel: 'email' as const, at: NOW }];
    expect(says({ program, ...withProfile({ slots }) })).toBe('quiet-hours');
    expect(says({ program, ...withProfile({ slots }), ...withMessage(news) })).toBe('send');
  });
});

describe('the master switch', () => {
  const allowed = (...testAddresses: string[]) => ({
    controls: controlsOf({ sending: 'test' }),
    program: withSettings({ testAddresses }),
  });

  test('at test lets messages to test addresses leave, however they are written, and no others', () => {
    expect(says(allowed('  Jette@Example.ORG '))).toBe('send');
    expect(says(allowed('other@example.org', 'jette@example.org'))).toBe('send');
    expect(says(allowed('other@example.org'))).toBe('master-switch');
    expect(says(allowed())).toBe('master-switch');
  });

  test('at test lets everything leave where all mail ends in the mailbox', () => {
    expect(says({ ...allowed(), testReachesEveryone: true })).toBe('send');
  });

  test('at off lets nothing leave, not even there', () => {
    const controls = controlsOf({ sending: 'off' });
    expect(says({ ...allowed('jette@example.org'), controls })).toBe('master-switch');
    expect(says({ ...allowed(), controls, testReachesEveryone: true })).toBe('master-switch');
    expect(says({ controls, ...withMessage(news) })).toBe('master-switch');
  });
});

describe('a frequency cap', () => {
  const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
  const capped = (settings: Partial<Settings>, slots: Profile['slots']) =>
    gate({ ...FACTS, program: withSettings(settings), ...withProfile({ slots }) });
  const frequencyCap = { perDay: 1, perWeek: null };
  const slotAt = (messageId: string, at: number) => [{ messageId, channel: 'email' as const, at }];

  test('does not count the slot that the message itself holds for today', () => {
    expect(capped({ frequencyCap }, slotAt(MESSAGE.messageId, NOW))).toMatchObject({ verdict: 'send' });
    expect(capped({ frequencyCap }, slotAt('other', NOW))).toMatchObject({ reason: 'frequency-cap' });
  });

  test('decides a message anew whose slot is of another day, at once', () => {
    expect(capped({ frequencyCap }, slotAt(MESSAGE.messageId, NOW - DAY))).toEqual({
      verdict: 'defer',
      reason: 'frequency-cap',
      until: NOW,
    });
  });

  test('that ends in quiet hours ends in the morning after them', () => {
    expect(capped({ frequencyCap, quietHours }, slotAt('other', NOW))).toMatchObject({
      reason: 'frequency-cap',
      until: Date.parse('2026-11-21T07:00:00Z'),
    });
    expect(capped({ frequencyCap }, slotAt('other', NOW))).toMatchObject({
      until: Date.parse('2026-11-20T23:00:00Z'),
    });
  });

  test('where neither shop nor customer has one, slots of any day hold nothing back', () => {
    const slots = [...slotAt('other', NOW), ...slotAt(MESSAGE.messageId, NOW - DAY)];
    expect(capped({ quietHours }, slots)).toMatchObject({ verdict: 'send' });
    expect(capped({}, slots)).toMatchObject({ verdict: 'send' });
  });

  test('of the customer alone holds as well', () => {
    const preferences = { at: 0, topics: {}, frequency: 'weekly' as const };
    const profile = { ...PROFILE, preferences, slots: slotAt('other', NOW - DAY) };
    expect(gate({ ...FACTS, profile })).toMatchObject({ reason: 'frequency-cap', until: NOW + 6 * DAY });
  });
});
