/** Which fields an event's data may have. */
import { describe, expect, it } from 'vitest';
import { mayHave } from '../../../core/events/event-paths.ts';

describe('the fields of an event', () => {
  it.each([
    ['order.placed', 'order_id'],
    ['order.placed', 'customer.first_name'],
    ['order.placed', 'item_count'],
    ['order.placed', 'type'],
    ['checkout.updated', 'total'],
    ['consent.given', 'evidence.text_version'],
    ['product.viewed', 'product.product_id'],
    ['shipment.sent', 'tracking_number'],
    ['message.replied', 'reply.id'],
    ['acme.ping', 'anything.at.all'],
  ])('of %s may be %s', (name, path) => {
    expect(mayHave(name, path.split('.'))).toBe(true);
  });

  it.each([
    ['order.placed', 'tracking_number'],
    ['order.placed', 'customer.shoe_size'],
    ['order.placed', 'total.amount'],
    ['order.placed', 'toString'],
    ['shipment.sent', 'item_count'],
    ['product.viewed', 'product'.concat('.stock')],
  ])('of %s are never %s', (name, path) => {
    expect(mayHave(name, path.split('.'))).toBe(false);
  });
});
