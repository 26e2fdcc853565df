/** What happens to a customer, at random, for properties of memberships. */
import fc from 'fast-check';
import { HOUR } from './flows.ts';
import type { storyOf } from './story.ts';

export const happening = fc.record({
  what: fc.constantFrom('order', 'order', 'cancel', 'refund', 'view', 'click', 'ping', 'person'),
  after: fc.integer({ min: 0, max: 90 * 24 }).map((hours) => hours * HOUR + 7 * 60_000),
  late: fc.constantFrom(0, 0, 0, 10 * 60_000, 50 * HOUR),
  order: fc.integer({ min: 1, max: 4 }).map((index) => `o-${index}`),
  zone: fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata'),
  birthday: fc.constantFrom('1990-02-28', '2026-11-01'),
});
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
type Story = ReturnType<typeof storyOf>;

export const tell = (story: Story, { what, late: ago, order, zone, birthday }: Happening): void => {
  const more = { ago };
  if (what === 'order')
    story.hears('order.placed', { order_id: order, currency: 'EUR', total: '90.00', items: [] }, more);
  if (what === 'cancel') story.hears('order.cancelled', { order_id: order }, more);
  if (what === 'refund')
    story.hears('order.refunded', { order_id: order, currency: 'EUR', amount: '50.00' }, more);
  if (what === 'view') story.hears('product.viewed', { product: { product_id: order } }, more);
  if (what === 'click') story.hears('message.clicked', {}, more);
  if (what === 'ping') story.hears('acme.ping', {}, more);
  if (what === 'person') story.hears('customer.updated', { customer: { time_zone: zone, birthday } }, more);
};
