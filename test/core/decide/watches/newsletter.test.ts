/** A newsletter in the pure engine: to whom it goes, when, and how often. */
import { describe, expect, test } from 'vitest';
import type { Watch } from '../../../../core/program/watch.ts';
import { DAY, HOUR } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';
import { programWith, storyWith, watching, where } from '../../../support/watches.ts';

type Schedule = Extract<Watch, { kind: 'schedule' }>;

// The story begins on Friday, 2026-11-20, at 18:00 in Berlin.
const onDay = (day: string, hour = 10): Schedule => ({ kind: 'schedule', on: { day }, hour, minute: 0 });
const onWeekday = (weekday: number): Schedule => ({ kind: 'schedule', on: { weekday }, hour: 10, minute: 0 });
const letter = (watch: Schedule, more: Parameters<typeof watching>[2] = {}) =>
  watching('letter', watch, { reentry: { kind: 'always' }, ...more });
const lives = (time_zone: string) => ({ customer: { email: 'jette@example.org', time_zone } });

describe('a newsletter', () => {
  test('comes once, at its hour where the customer lives', () => {
    const berlin = storyWith(letter(onDay('2026-12-04'))).passes(30 * DAY);
    expect(berlin.sent()).toEqual(['letter-mail 12-04T09:00']);
    const tokyo = storyWith(letter(onDay('2026-12-04'))).hears('customer.updated', lives('Asia/Tokyo'));
    expect(tokyo.passes(30 * DAY).sent()).toEqual(['letter-mail 12-04T01:00']);
  });

  test('of every week comes on its day, across the change of the clocks and for as long as it is there', () => {
    const sent = storyWith(letter(onWeekday(1)))
      .passes(22 * DAY)
      .sent();
    expect(sent).toEqual(['letter-mail 11-23T09:00', 'letter-mail 11-30T09:00', 'letter-mail 12-07T09:00']);
  });

  test('goes to nobody who is heard of for the first time after it', () => {
    const late = storyWith(letter(onDay('2026-11-20', 17)));
    expect(
      late
        .orders()
        .passes(30 * DAY)
        .sent(),
    ).toEqual([]);
    const weekly = storyWith(letter(onWeekday(5)));
    expect(
      weekly
        .orders()
        .passes(8 * DAY)
        .sent(),
    ).toEqual(['letter-mail 11-27T09:00']);
  });

  test('comes once to whoever moves to a later zone after it, and not twice', () => {
    const story = storyWith(letter(onDay('2026-12-04')))
      .passes(14 * DAY)
      .hears('customer.updated', lives('America/New_York'));
    expect(story.passes(30 * DAY).sent()).toEqual(['letter-mail 12-04T09:00']);
  });

  test('goes to who is in its audience at that moment, and to nobody who comes into it afterwards', () => {
    const program = () =>
      programWith([letter(onDay('2026-11-23'), { audience: where({ segment: 'buyers' }) })], {
        segments: { buyers: where({ event: 'order.placed' }) },
      });
    const before = storyOf(program()).consents().passes(DAY).orders();
    expect(before.passes(30 * DAY).sent()).toEqual(['letter-mail 11-23T09:00']);
    const after = storyOf(program())
      .consents()
      .passes(2 * DAY + 17 * HOUR)
      .orders();
    expect(after.passes(30 * DAY).sent()).toEqual([]);
  });

  test('goes to nobody who has not agreed to it', () => {
    const story = storyOf(programWith([letter(onDay('2026-12-04'))], {})).hears(
      'customer.updated',
      lives('UTC'),
    );
    expect(story.passes(30 * DAY).sent()).toEqual([]);
  });
});
