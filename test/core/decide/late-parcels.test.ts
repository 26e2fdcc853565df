/** Parcels of services beside the shop: known by the order's number, told of too early, too late. */
import { describe, expect, it } from 'vitest';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const flow = () =>
  flowOf({
    id: 'after',
    trigger: { on: 'order.placed', restart: false, per: 'order' },
    purpose: 'transactional',
    reentry: { kind: 'never' },
    list: [
      send('thanks', 'delivery'),
      {
        kind: 'waitFor',
        id: 'delivery',
        event: 'shipment.delivered',
        timeout: { kind: 'elapsed', ms: 21 * DAY },
        yes: 'use',
        no: null,
      },
      wait('use', 7 * DAY, 'review'),
      send('review', null),
    ],
  });
const parcel = (tracking: string) => ({ order_id: 'o-1', tracking_number: tracking });

describe('a parcel whose service knows the order by its number', () => {
  const order = { order_id: '6100000000352', order_number: '#1352' };
  const numbered = (change: Readonly<Record<string, string>>) => ({ tracking_number: 't-1', ...change });
  const placed = () =>
    storyOf(programOf([flow()]))
      .consents()
      .hears('order.placed', { ...order, currency: 'EUR', total: '10.00', items: [] });

  it.each([
    ['by the number with its mark', { order_number: '#1352' }],
    ['by the number without it', { order_number: '1352' }],
    ['by the number beside an id of its own', { order_id: 'as-77', order_number: '#1352' }],
    ['by the number in the place of the id', { order_id: '#1352' }],
    ['by the id', { order_id: '6100000000352' }],
  ])('is the delivery of that order, named %s', (_, named) => {
    const story = placed().passes(DAY).hears('shipment.delivered', numbered(named));
    expect(
      story
        .passes(8 * DAY)
        .sent()
        .map((line) => line.split(' ')[0]),
    ).toEqual(['thanks', 'review']);
  });

  it('is none of another order', () => {
    const story = placed()
      .passes(DAY)
      .hears('shipment.delivered', numbered({ order_number: '#1353' }));
    expect(story.passes(8 * DAY).sent()).toHaveLength(1);
  });

  it('that was told before the order belongs to it all the same', () => {
    const story = storyOf(programOf([flow()]))
      .consents()
      .hears('shipment.delivered', numbered({ order_number: '1352' }))
      .hears('order.placed', { ...order, currency: 'EUR', total: '10.00', items: [] });
    expect(
      story
        .passes(8 * DAY)
        .sent()
        .map((line) => line.split(' ')[0]),
    ).toEqual(['thanks', 'review']);
  });
});

describe('what a carrier says too late', () => {
  const news = flowOf({
    id: 'news',
    purpose: 'transactional',
    trigger: {
      on: ['shipment.sent', 'shipment.delayed', 'shipment.delivered'],
      restart: false,
      per: 'order-event',
    },
    list: [send('told', null)],
  });
  const tellingOf = (...words: readonly (readonly [string, string])[]) => {
    const story = storyOf(programOf([news])).consents();
    for (const [name, tracking] of words) story.passes(HOUR).hears(name, parcel(tracking));
    return story.sent().length;
  };

  it('is passed on to nobody once the parcel has arrived or gone back', () => {
    for (const late of ['shipment.sent', 'shipment.delayed']) {
      expect(tellingOf(['shipment.delivered', 't-1'], [late, 't-1'])).toBe(1);
      expect(tellingOf(['shipment.returned', 't-1'], [late, 't-1'])).toBe(0);
    }
  });

  it('of another parcel of the order is news', () => {
    expect(
      tellingOf(['shipment.delivered', 't-1'], ['shipment.sent', 't-2'], ['shipment.delivered', 't-2']),
    ).toBe(3);
  });
});
