/** What counts as the delivery of a whole order, and what takes a run back to waiting for it. */
import { describe, expect, it } from 'vitest';
import { isDelivered } from '../../../core/decide/enrollments/delivered.ts';
import { reasonFor } from '../../../core/decide/enrollments/drop-deferred.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import type { Heard } from '../../../core/state/about.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { PER_ORDER } from '../../support/per-order-flows.ts';
import { START, storyOf } from '../../support/story.ts';

const word = (name: string, ids: object): Heard => ({ name, order: 'o-1', at: START, ref: 'r', ...ids });
const isWhole = (...heard: readonly Heard[]) =>
  isDelivered(knownAs(OWN, { heard }), { kind: 'order', order: 'o-1' });
const [t1, t2] = [{ tracking: 't-1' }, { tracking: 't-2' }];

describe('an order', () => {
  it('is delivered once nothing of it that we know of is on its way', () => {
    const arrived = word('shipment.delivered', t1);
    expect(isWhole(arrived)).toBe(true);
    expect(isWhole(arrived, word('shipment.sent', t2))).toBe(false);
    expect(isWhole(arrived, word('shipment.delayed', t2))).toBe(false);
    expect(isWhole(arrived, word('shipment.sent', t2), word('shipment.returned', t2))).toBe(true);
  });

  it('is delivered where a parcel without a number arrived, or one without a number was sent and any arrived', () => {
    expect(isWhole(word('shipment.delivered', {}), word('shipment.sent', t2))).toBe(true);
    expect(isWhole(word('shipment.delivered', t1), word('shipment.sent', {}))).toBe(true);
  });

  it('is not delivered where all of it came back, nor where the parcels are named in two ways', () => {
    expect(isWhole(word('shipment.returned', t1))).toBe(false);
    expect(isWhole(word('shipment.delivered', t1), word('shipment.sent', { shipment: 's-1' }))).toBe(false);
  });
});

describe('a further parcel', () => {
  const parcel = (tracking_number: string) => ({ order_id: 'o-1', tracking_number });
  const awaits = (event = 'shipment.delivered', yes = 'use'): CompiledStep => ({
    kind: 'waitFor',
    id: 'delivery',
    event,
    timeout: { kind: 'elapsed', ms: 21 * DAY },
    yes,
    no: null,
  });
  const bought = (list: readonly CompiledStep[], settings: object = {}) =>
    storyOf(programOf([flowOf({ id: 'after', trigger: PER_ORDER, list })], settings))
      .consents()
      .orders({ order: 'o-1' });
  const stepAfter = (story: ReturnType<typeof bought>, event: string, pause = 0) => {
    story.hears(event, parcel('t-1')).passes(pause);
    return story.hears('shipment.sent', parcel('t-2')).profile().enrollments[0]?.step;
  };
  const rest = [wait('use', DAY, 'review'), send('review', 'rest'), wait('rest', 9 * DAY, null)];

  it('takes back who stands in the wait after the delivery, and nobody who is further', () => {
    expect(stepAfter(bought([awaits(), ...rest]), 'shipment.delivered')).toBe('delivery');
    expect(stepAfter(bought([awaits(), ...rest]), 'shipment.delivered', 2 * DAY)).toBe('rest');
  });

  it('is a word of its own where it comes later than the one that ended the wait before', () => {
    const second = { ...awaits(), id: 'second' } as CompiledStep;
    const story = bought([awaits('shipment.delivered', 'second'), second, ...rest]);
    const arrives = (number: string) =>
      story.hears('shipment.delivered', parcel(number)).profile().enrollments;
    expect(arrives('t-1')).toMatchObject([{ step: 'second' }]);
    expect(arrives('t-2')).toMatchObject([{ step: 'second' }]);
    story.passes(HOUR);
    expect(arrives('t-3')).toMatchObject([{ step: 'use' }]);
  });

  it('takes back nobody who waited for something else, or whose message is put off', () => {
    expect(stepAfter(bought([awaits('shipment.delayed'), ...rest]), 'shipment.delayed')).toBe('use');
    const quietHours = { from: '17:00', to: '08:00', sundays: false, holidays: [] };
    const night = bought([awaits('shipment.delivered', 'review'), ...rest], { quietHours });
    expect(stepAfter(night, 'shipment.delivered', HOUR)).toBe('review');
  });
});

it('a message that was put off says why it does not leave any more, by how its enrollment ended', () => {
  const ends = ['exit', 'goal', 'audience', 'step-removed', 'completed', 'merged', 'holdout'] as const;
  expect(ends.map(reasonFor)).toEqual([
    'exit',
    'exit',
    'audience',
    'step-removed',
    'not-current',
    'not-current',
    'not-current',
  ]);
});
