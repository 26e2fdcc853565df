/** What an order of WooCommerce says where one of its fields is later than another, or one stands for another. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, openDoor, type World } from '../../support/door.ts';
import { fromWoocommerce, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const created = () => recordedJson('woocommerce/order.created');
const post = (body: object) => door(fromWoocommerce('order.updated', body));
const events = () => world.sent.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
const names = () => events().map(({ name }) => name);

describe('an order from WooCommerce', () => {
  test('that was paid days later was not edited by that; one that was changed after both was', async () => {
    const paid = { date_paid_gmt: '2026-11-23T09:00:00', date_paid: '2026-11-23T10:00:00' };
    const at = (time: string) => ({ ...created(), ...paid, date_modified_gmt: time, date_modified: time });
    await post(at('2026-11-23T09:00:00'));
    expect(names()).toEqual(['order.placed', 'order.paid']);
    world.sent.length = 0;
    await post(at('2026-11-23T09:00:01'));
    expect(names()).toEqual(['order.placed', 'order.paid', 'order.updated']);
  });

  test('takes from the address of the parcel what the bill leaves open', async () => {
    const { billing, ...order } = created();
    const { phone: _, country: __, ...rest } = billing as Record<string, unknown>;
    await post({
      ...order,
      billing: { ...rest, phone: '' },
      shipping: { phone: '0171 3920056', country: 'DE' },
    });
    expect(events()[0]?.data).toMatchObject({ customer: { phone: '+491713920056', country: 'DE' } });
  });
});
