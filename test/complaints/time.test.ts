/** Numbers 19 to 27 of the complaint catalogue: delays not honoured, time zones, summer time. */
import { describe, expect, test } from 'vitest';
import { toIso } from '../../core/time/instant.ts';
import { zoneNamed } from '../../core/time/zone-names.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../support/flows.ts';
import { startSystem } from '../support/local-system.ts';
import { storyOf } from '../support/story.ts';
import { abandons, MAILS, program, START, stepsOf } from './shop.ts';

const MINUTE = 60_000;
/** Europe leaves summer time on 25 October 2026 at 01:00 UTC. */
const BEFORE_AUTUMN = Date.parse('2026-10-24T10:00:00Z');
const days = (id: string, count: number, next: string | null) =>
  ({ kind: 'wait', id, wait: { kind: 'calendar', days: count }, next }) as const;
const quiet = { quietHours: { from: '21:00', to: '08:00', sundays: false, holidays: [] } };
const flow = (...list: Parameters<typeof flowOf>[0]['list']) => flowOf({ id: 'abandoned-cart', list });

test('19 mautic#11602: a wait over the end of summer time ends once, at the same time on the clock, without rescheduling every hour', () => {
  const story = storyOf(program([flow(days('two-days', 2, 'help'), send('help', null))]), {
    start: BEFORE_AUTUMN,
  });
  story.consents().cart();
  const armed = new Set<string>();
  for (let hour = 0; hour < 60; hour += 1) {
    for (const { id } of story.timers()) armed.add(id);
    story.passes(HOUR);
  }
  expect(armed.size).toBe(1);
  // Noon in Berlin both times: 10:00 UTC in summer, 11:00 UTC in winter.
  expect(story.sent()).toEqual(['help 10-26T11:00']);
});

test('20 mautic#10612: quiet hours end at eight on the clock, after the end of October too', () => {
  const late = Date.parse('2026-11-01T20:30:00Z');
  const story = storyOf(program([flow(wait('hour', HOUR, 'help'), send('help', null))], quiet), {
    start: late,
  });
  expect(story.consents().cart().passes(DAY).sent()).toEqual(['help 11-02T07:00']);
});

test('21 mautic#7665: an hour is an hour, wherever server, shop and customer are', () => {
  for (const [country, timeZone] of [
    ['NL', 'Europe/Amsterdam'],
    ['JP', 'Asia/Tokyo'],
    ['US', 'America/Los_Angeles'],
  ]) {
    const story = storyOf(program()).consents();
    story
      .hears('customer.updated', { customer: { country: country ?? '', time_zone: timeZone ?? '' } })
      .cart();
    expect(story.passes(2 * HOUR).sent(), timeZone).toEqual(['help 11-20T18:00']);
  }
});

test('24 parcelvoy#607: a wait of one minute is one minute, in a flow that another flow runs beside', () => {
  const short = flowOf({ id: 'short', list: [wait('minute', MINUTE, 'help'), send('help', null)] });
  const long = flowOf({ id: 'long', list: [wait('day', DAY, 'reviews'), send('reviews', null)] });
  const story = storyOf(programOf([long, short]))
    .consents()
    .cart()
    .passes(10 * MINUTE);
  const [message] = story.left();
  expect(story.steps()).toEqual(['help']);
  expect((message?.at ?? 0) - (message?.dueAt ?? 0)).toBeLessThanOrEqual(3 * MINUTE);
  expect(message?.at).toBeGreaterThanOrEqual(message?.dueAt ?? 0);
});

test('26 Notifuse v30, v31: old names of zones are understood, and an instant never loses its zone', () => {
  expect(zoneNamed('Europe/Kiev')).toBe('Europe/Kiev');
  expect(zoneNamed('Europe/Kyiv')).toBe('Europe/Kyiv');
  expect(toIso(BEFORE_AUTUMN)).toBe('2026-10-24T10:00:00.000Z');
});

describe('on the running system', () => {
  test('23 mautic#5719: what is shown as due is the minute at which the mail leaves', async () => {
    const system = await startSystem(START);
    await abandons(system, 'shown');
    const due = (await system.view('shown@example.org')).enrollments[0]?.['dueAt'];
    await system.advance('2h');
    expect((await system.mails('shown@example.org'))[0]?.sentAt).toBe(due);
    await system.close();
  });

  test('25 parcelvoy#610: one customer with an impossible time zone costs nobody a mail, not even that one', async () => {
    const system = await startSystem(START);
    const zones = ['Europe/Berlin', 'Mars/Olympus', '', 'GMT+25', 'America/New_York'];
    for (const [index, timeZone] of zones.entries())
      await abandons(system, `zone-${index}`, { time_zone: timeZone });
    await system.advance('200h');
    for (const [index, timeZone] of zones.entries())
      expect(await stepsOf(system, `zone-${index}`), timeZone).toEqual(MAILS);
    await system.close();
  });
});

test('27 activepieces#3800, n8n#23101: the second and the third wait are waited for too', () => {
  const story = storyOf(
    programOf([cartFlow()], { offer: { kind: 'free-shipping', code: 'FREI', validFor: '3d' } }),
  )
    .consents()
    .cart();
  expect(story.passes(10 * DAY).sent()).toEqual([
    'help 11-20T18:00',
    'reviews 11-21T18:00',
    'offer 11-23T18:00',
  ]);
});
