/** Waiting until a date in the data: days and moments, zones, dates that have passed, are missing or change. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const until = (path: string, change: object = {}): CompiledStep => ({
  kind: 'untilDate',
  id: 'date',
  path,
  next: 'mail',
  ...change,
});

type Change = Partial<CompiledFlow> & { list?: readonly CompiledStep[] };
const story = (step: CompiledStep, change: Change = {}) =>
  storyOf(
    programOf([
      flowOf({
        id: 'dated',
        trigger: { on: 'shipment.sent', restart: false },
        purpose: 'transactional',
        list: [step, send('mail', null)],
        ...change,
      }),
    ]),
  ).consents();
const sent = (expected_at?: string) => ({ order_id: 'o-1', ...(expected_at && { expected_at }) });
const at = { hour: 9, minute: 30 };

describe('waiting until a date', () => {
  it.each([
    ['a day, from its beginning where the customer lives', '2026-11-25', {}, 'mail 11-24T23:00'],
    ['a day at a time of day there', '2026-11-25', { at }, 'mail 11-25T08:30'],
    ['a moment', '2026-11-25T12:00:00+02:00', {}, 'mail 11-25T10:00'],
    ['a moment, on its day there at a time of day', '2026-11-25T23:30:00Z', { at }, 'mail 11-26T08:30'],
  ])('is %s', (_, date, change, left) => {
    const told = story(until('shipment.expected_at', change)).hears('shipment.sent', sent(date));
    expect(told.profile().enrollments).toMatchObject([{ step: 'date' }]);
    expect(told.passes(9 * DAY).sent()).toEqual([left]);
  });

  it('goes by the zone of the customer', () => {
    const told = story(until('event.expected_at'));
    told.hears('customer.updated', { customer: { time_zone: 'America/New_York' } });
    expect(
      told
        .hears('shipment.sent', sent('2026-11-25'))
        .passes(9 * DAY)
        .sent(),
    ).toEqual(['mail 11-25T05:00']);
  });

  it('is over at once where the date has passed, and what follows counts from here', () => {
    const list = [
      until('event.expected_at', { next: 'pause' }),
      wait('pause', HOUR, 'mail'),
      send('mail', null),
    ];
    const told = story(until('event.expected_at'), { list }).hears('shipment.sent', sent('2026-11-01'));
    expect(told.passes(DAY).sent()).toEqual(['mail 11-20T18:00']);
    expect(told.decisions()).not.toContain('ignored no-date');
  });

  it.each([
    ['missing', undefined],
    ['no date', 'soon'],
    ['a day that the calendar lacks', '2027-02-29'],
    ['further ahead than anybody waits', '9999-12-31'],
  ])('holds nobody up where the date is %s, and says so', (_, date) => {
    const told = story(until('shipment.expected_at')).hears('shipment.sent', sent(date));
    expect(told.steps()).toEqual(['mail']);
    expect(told.told.find((entry) => entry.type === 'decision' && entry.reason === 'no-date')).toMatchObject({
      what: 'ignored',
      step: 'date',
      detail: 'shipment.expected_at',
    });
  });

  it('is over at the very moment, and is read with blanks around it', () => {
    const now = story(until('event.expected_at')).hears('shipment.sent', sent('2026-11-20T17:00:00Z'));
    expect(now.sent()).toEqual(['mail 11-20T17:00']);
    const blanks = story(until('event.expected_at')).hears('shipment.sent', sent(' 2026-11-25 '));
    expect(blanks.passes(9 * DAY).sent()).toEqual(['mail 11-24T23:00']);
  });

  it('is waited for up to the bound, to the millisecond', () => {
    const far = (ms: number) =>
      story(until('event.expected_at'))
        .hears('shipment.sent', sent(new Date(START + ms).toISOString()))
        .profile().enrollments;
    expect(far(LIMITS.waitUntilMs)).toHaveLength(1);
    expect(far(LIMITS.waitUntilMs + 1)).toEqual([]);
  });

  it('keeps of an event what may be a date, and nothing for a flow that asks for none', () => {
    const list = [wait('first', DAY, 'date'), until('event.expected_at'), send('mail', null)];
    const kept = (data: JsonObject, steps = list) =>
      story(until(''), { list: steps })
        .hears('shipment.sent', { order_id: 'o-1', ...data })
        .profile().enrollments[0];
    const text = 'x'.repeat(LIMITS.fieldChars);
    expect(kept({ expected_at: text })?.dates).toEqual({ 'event.expected_at': text });
    expect(kept({ expected_at: `${text}x` })).not.toHaveProperty('dates');
    expect(kept({ expected_at: 7 })).not.toHaveProperty('dates');
    const deep = [wait('first', DAY, 'date'), until('event.carrier.expected_at'), send('mail', null)];
    expect(kept({ carrier: null }, deep)).not.toHaveProperty('dates');
    expect(kept({ carrier: { expected_at: '2026-12-01' } }, deep)?.dates).toEqual({
      'event.carrier.expected_at': '2026-12-01',
    });
    expect(kept({}, [wait('first', DAY, null)])).not.toHaveProperty('dates');
  });

  it('waits for 29 February of a leap year', () => {
    const told = story(until('event.expected_at', { at })).hears('shipment.sent', sent('2028-02-29'));
    expect(told.passes(500 * DAY).sent()).toEqual(['mail 02-29T08:30']);
  });

  it('remembers what the event said until the wait begins, and takes a later word of the same flow', () => {
    const list = [wait('first', DAY, 'date'), until('shipment.expected_at', { at }), send('mail', null)];
    const once = story(until(''), { list }).hears('shipment.sent', sent('2026-11-25'));
    expect(once.passes(9 * DAY).sent()).toEqual(['mail 11-25T08:30']);
    const trigger = { on: ['shipment.sent', 'shipment.delayed'], restart: true };
    const moved = story(until(''), { list, trigger }).hears('shipment.sent', sent('2026-11-25'));
    moved.passes(HOUR).hears('shipment.delayed', sent('2026-11-28'));
    expect(moved.passes(9 * DAY).sent()).toEqual(['mail 11-28T08:30']);
    const two = [...list.slice(0, 2), until('event.pickup_until', { id: 'more' }), send('mail', null)];
    const both = story(until(''), { list: two, trigger }).hears('shipment.sent', {
      ...sent('2026-11-25'),
      pickup_until: '2026-11-30',
    });
    both.passes(HOUR).hears('shipment.delayed', sent('2026-11-28'));
    expect(both.profile().enrollments[0]?.dates).toEqual({
      'shipment.expected_at': '2026-11-28',
      'event.pickup_until': '2026-11-30',
    });
    const silent = story(until(''), { list, trigger }).hears('shipment.sent', sent('2026-11-25'));
    expect(
      silent
        .passes(HOUR)
        .hears('shipment.delayed', sent())
        .passes(9 * DAY)
        .sent(),
    ).toEqual(['mail 11-25T08:30']);
  });

  it('reads the event that ended a wait', () => {
    const awaits: CompiledStep = {
      kind: 'waitFor',
      id: 'answer',
      event: 'shipment.delayed',
      timeout: { kind: 'elapsed', ms: 3 * DAY },
      yes: 'date',
      no: null,
    };
    const told = story(until(''), { list: [awaits, until('event.expected_at', { at }), send('mail', null)] });
    told.hears('shipment.sent', sent('2026-11-22')).hears('shipment.delayed', sent('2026-11-25'));
    expect(told.passes(9 * DAY).sent()).toEqual(['mail 11-25T08:30']);
  });

  it('takes only words about the thing that it names', () => {
    const told = story(until('order.expected_at')).hears('shipment.sent', sent('2026-11-25'));
    expect(told.steps()).toEqual(['mail']);
    expect(told.profile().lastEntries['dated']).not.toHaveProperty('dates');
  });

  it("asks a customer's date again when its time comes", () => {
    const born = (birthday: string) => ({ customer: { birthday } });
    const told = story(until('customer.birthday', { at })).hears('customer.updated', born('2026-11-25'));
    told.hears('shipment.sent', sent()).passes(DAY).hears('customer.updated', born('2026-11-27'));
    expect(told.passes(9 * DAY).sent()).toEqual(['mail 11-27T08:30']);
    const gone = story(until('customer.birthday', { at })).hears('customer.updated', born('2026-11-25'));
    gone.hears('shipment.sent', sent()).hears('customer.updated', born('2199-11-27'));
    expect(gone.passes(9 * DAY).sent()).toEqual(['mail 11-25T08:30']);
    expect(gone.decisions()).not.toContain('ignored no-date');
  });

  it("knows the shop's own facts about a customer", () => {
    const set: CompiledStep = { kind: 'set', id: 'set', attributes: { renewal: '2026-11-25' }, next: 'date' };
    const list = [set, until('customer.attributes.renewal', { at }), send('mail', null)];
    const told = story(until(''), { list }).hears('shipment.sent', sent());
    expect(told.passes(9 * DAY).sent()).toEqual(['mail 11-25T08:30']);
    const number = story(until(''), { list: [{ ...set, attributes: { renewal: 7 } }, ...list.slice(1)] });
    expect(number.hears('shipment.sent', sent()).steps()).toEqual(['mail']);
  });
});
