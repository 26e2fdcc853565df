/** A tour through everything that the system does, so that every call that its functions make is made at least once. */
import type { TestSystem } from './local-system.ts';

const who = (name: string) => ({ email: `${name}@example.org`, locale: 'de-DE', country: 'DE' });
const line = (index: number) => ({
  product_id: `p-${index}`,
  title: `Tee ${index}`,
  quantity: 1,
  unit_price: '1.00',
  url: `https://shop.example/${'t'.repeat(1_500)}`,
});

const consents = (system: TestSystem, name: string) =>
  system.tell('consent.given', {
    customer: who(name),
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1' },
  });

const abandons = (system: TestSystem, name: string, lines = 1) =>
  system.tell('checkout.updated', {
    checkout_id: `cart-of-${name}`,
    customer: who(name),
    currency: 'EUR',
    total: '9.00',
    url: 'https://shop.example/c',
    items: Array.from({ length: lines }, (_, index) => line(index)),
  });

const feedback = async (system: TestSystem, name: string, event: object): Promise<void> => {
  const [mail] = await system.mails(`${name}@example.org`);
  const tags = Object.fromEntries(Object.entries(mail?.tags ?? {}).map(([tag, value]) => [tag, [value]]));
  await system.post('/local/sns/email', { mail: { messageId: mail?.providerId, destination: [mail?.to], tags }, ...event });
};

const unsubscribes = async (system: TestSystem, name: string): Promise<void> => {
  const [mail] = await system.mails(`${name}@example.org`);
  const url = new URL((mail?.headers['List-Unsubscribe'] ?? '<http://none/>').slice(1, -1));
  await system.post(url.pathname, 'List-Unsubscribe=One-Click');
};

/** Walks through it all; the system's clock must stand at a time of day. */
export const tour = async (system: TestSystem): Promise<void> => {
  for (const name of ['buyer', 'leaver', 'bouncer', 'sleeper']) {
    await consents(system, name);
    await abandons(system, name);
  }
  await arrivals(system);
  await system.advance('1h');
  await departures(system);
  await loseTimers(system);
  await system.advance('50h');
  await system.post('/local/publish');
};

/** An order, an anonymous cart that finds its customer, a cart too large for a message, and a payload nobody understands. */
const arrivals = async (system: TestSystem): Promise<void> => {
  await system.tell('order.placed', {
    order_id: 'o-1',
    checkout_id: 'cart-of-buyer',
    customer: who('buyer'),
    currency: 'EUR',
    total: '9.00',
    items: [line(1)],
  });
  await system.tell('checkout.updated', { checkout_id: 'cart-of-stranger', currency: 'EUR', total: '9.00', items: [line(1)] });
  await abandons(system, 'stranger');
  await abandons(system, 'collector', 150);
  await system.shopify('checkouts/update', { token: 17, line_items: 'broken' });
  await system.post('/local/quarantine/replay', {});
};

/** A bounce, and somebody who leaves while the provider is full and the next message waits in the outbox. */
const departures = async (system: TestSystem): Promise<void> => {
  await feedback(system, 'bouncer', {
    eventType: 'Bounce',
    bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: 'bouncer@example.org' }] },
  });
  await system.post('/local/faults', [{ service: 'ses', operation: '*', kind: 'throttle', rate: 1, seed: 1 }]);
  await system.advance('24h');
  await unsubscribes(system, 'leaver');
  await system.post('/local/faults', []);
  await system.advance('30m');
};

/** An outage of Scheduler: what it held is gone, and the sweep has to find whoever waits. */
const loseTimers = async ({ standIns }: TestSystem): Promise<void> => {
  for (const schedule of standIns.scheduler.schedules()) standIns.scheduler.lose(schedule);
};
