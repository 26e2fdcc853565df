/**
 * I5 at the sender: a mail whose day or hour has changed since its decision goes back, in whatever zone its
 * reader lives (rule 12).
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendSlot } from '../../core/state/send-slot.ts';
import { localDay, quietUntil } from '../../core/time/zone.ts';
import { DAY, HOUR } from '../support/flows.ts';
import { runs } from '../support/runs.ts';
import { createDesk, customerOf, type Desk, knows, programWith, START } from '../support/sending.ts';

const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
const frequencyCap = { perDay: 1, perWeek: 3 };

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith({ quietHours, frequencyCap }));
});
afterEach(() => desk.close());

const slot = (messageId: string, at: number): SendSlot => ({ messageId, channel: 'email', at });
const someone = (
  name: string,
  { zone, slots }: Readonly<{ zone: string; slots: (messageId: string) => readonly SendSlot[] }>,
) => {
  const made = customerOf(name);
  const person = { ...made.profile.person, timeZone: zone };
  const message = { ...made.message, usefulUntil: START + 400 * DAY };
  return { profile: { ...made.profile, person, slots: slots(message.messageId) }, message };
};

describe('a mail that the sender reaches', () => {
  it('in the night goes back until the morning', async () => {
    const { profile, message } = someone('night', {
      zone: 'Europe/Berlin',
      slots: (id) => [slot(id, START)],
    });
    await knows(desk, { profile, message });
    desk.advance(3 * HOUR);
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
    expect(desk.told()).toMatchObject([
      { outcome: 'deferred', reason: 'quiet-hours', until: Date.parse('2026-11-21T07:00:00Z') },
    ]);
    expect(await desk.row(message)).toMatchObject({ phase: 'released' });
  });

  it('on another day than the one its slot was reserved for goes back to be decided anew', async () => {
    const { profile, message } = someone('day', { zone: 'Europe/Berlin', slots: (id) => [slot(id, START)] });
    await knows(desk, { profile, message });
    desk.advance(15 * HOUR);
    await desk.deliver(message);
    expect(desk.told()).toMatchObject([
      { outcome: 'deferred', reason: 'frequency-cap', until: START + 15 * HOUR },
    ]);
  });

  it('under contract leaves at night too, and takes no slot', async () => {
    const { profile, message } = someone('contract', {
      zone: 'Europe/Berlin',
      slots: () => [slot('other', START)],
    });
    await knows(desk, { profile, message });
    desk.advance(3 * HOUR);
    await desk.deliver({ ...message, purpose: 'transactional' });
    expect(desk.mails()).toHaveLength(1);
  });
});

it('I5: whenever and wherever, what leaves leaves by day, on the day of its slot, and within the cap', async () => {
  const moment = fc.record({
    zone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
    ),
    after: fc.integer({ min: 0, max: 6 * 60 }).map((minutes) => minutes * 60_000),
    decidedAgo: fc.constantFrom(0, 0, HOUR, 12 * HOUR, 24 * HOUR),
    others: fc.array(fc.integer({ min: 0, max: 9 * 24 }), { maxLength: 3 }),
  });
  let count = 0;
  let left = 0;
  // The clock continues from one run to the next, and so across the change to summer time in most of these
  // zones.
  desk.advance(Date.parse('2027-03-26T00:00:00Z') - START);
  await fc.assert(
    fc.asyncProperty(moment, async ({ zone, after, decidedAgo, others }) => {
      desk.advance(after);
      const now = desk.clock.now();
      const sent = others.map((hours, index) => slot(`other-${index}`, now - hours * HOUR));
      count += 1;
      const customer = someone(`c${count}`, { zone, slots: (id) => [...sent, slot(id, now - decidedAgo)] });
      await knows(desk, customer);
      const before = desk.mails().length;
      await desk.deliver(customer.message);
      if (desk.mails().length === before) return;
      left += 1;
      expect(quietUntil(now, quietHours, zone)).toBeUndefined();
      expect(localDay(now - decidedAgo, zone)).toBe(localDay(now, zone));
      expect(sent.filter(({ at }) => localDay(at, zone) === localDay(now, zone))).toEqual([]);
      expect(sent.filter(({ at }) => now - at < 7 * DAY - HOUR).length).toBeLessThan(3);
    }),
    { numRuns: runs(80) },
  );
  expect(left, 'some did leave').toBeGreaterThan(5);
});
