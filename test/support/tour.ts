/** Uses everything that the system can do, so that every call of its functions is made at least once. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type EditedContent, editedContent } from './edited-content.ts';
import type { TestSystem } from './local-system.ts';
import { exercisesRights } from './rights.ts';
import { joins } from './sign-up.ts';
import { bodyOf, entryOf, failedWith, says, signed, status } from './whatsapp.ts';

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
  await system.post('/local/sns/email', {
    mail: { messageId: mail?.providerId, destination: [mail?.to], tags },
    ...event,
  });
};

const unsubscribes = async (system: TestSystem, name: string): Promise<void> => {
  const [mail] = await system.mails(`${name}@example.org`);
  const url = new URL((mail?.headers['List-Unsubscribe'] ?? '<http://none/>').slice(1, -1));
  await system.get(url.pathname);
  await system.post(url.pathname, 'List-Unsubscribe=One-Click');
};

const choosesLess = async (system: TestSystem, name: string): Promise<void> => {
  const [mail] = await system.mails(`${name}@example.org`);
  const [, path = ''] = /href="[^"]+(\/preferences\/[^"?]+)/.exec(mail?.html ?? '') ?? [];
  await system.post(path, 'action=save&channels=email&topics=reviews&frequency=monthly');
  await system.get(`${path}-cut-off`);
};

/** The seed content with a flow that gives out the only code of its list. */
export const withCoupons = (): EditedContent => {
  const content = editedContent({
    'settings.json': (text) => text.replace(/"customEvents": \[[^\]]*\]/, '"customEvents": ["acme.gift"]'),
  });
  const flow = {
    name: { de: 'Gutschein', en: 'Coupon' },
    status: 'live',
    trigger: { on: 'acme.gift' },
    steps: [
      { id: 'code', coupon: { pool: 'gift' } },
      { id: 'gift', send: { channel: 'email', template: 'gift' } },
      { id: 'till', call: { url: 'https://till.shop.example/gift' } },
    ],
  };
  const mjml =
    '<mjml><mj-head><mj-title>{{ coupon.code }}</mj-title><mj-preview>p</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text><a href="{{ links.unsubscribe }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>';
  const files = {
    'flows/gift.json': JSON.stringify(flow),
    'templates/gift.de.mjml': mjml,
    'templates/gift.en.mjml': mjml,
    'coupons/gift.csv': 'code\nTEA-1\n',
    'imports/suppressed.csv': 'email\nlong-gone@example.org\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(content.folder, dirname(path)), { recursive: true });
    writeFileSync(join(content.folder, path), text);
  }
  return content;
};

/** Runs the whole tour; the system's clock must stand at a time of day. */
export const tour = async (system: TestSystem): Promise<void> => {
  for (const name of ['buyer', 'leaver', 'bouncer', 'sleeper']) {
    await consents(system, name);
    await abandons(system, name);
  }
  for (const name of ['first', 'second', 'third']) {
    await consents(system, name);
    await system.tell('acme.gift', { customer: who(name) });
  }
  await looksAround(system);
  await signsUp(system, 'newcomer');
  await arrivals(system);
  await system.advance('1h');
  await departures(system);
  await writesOnWhatsapp(system);
  await loseTimers(system);
  await system.advance('50h');
  await exercisesRights(system, 'collector@example.org');
  await system.post('/local/publish');
};

/** Somebody whom nobody knows looks at a product. */
const looksAround = (system: TestSystem): Promise<Response> =>
  system.post('/events?key=local-write-key', {
    client_id: 'browser-of-somebody',
    type: 'product.viewed',
    data: { product: { product_id: 'p-1', title: 'Tee 1' } },
  });

/** A sign-up, and the button behind the link in its mail. */
const signsUp = async (system: TestSystem, name: string): Promise<void> => {
  await joins(system, `${name}@example.org`);
  await asksForWhatsapp(system, '+491713920071');
};

/** The shop's own server passes on what was typed there; the form itself takes no numbers. */
const asksForWhatsapp = (system: TestSystem, phone: string): Promise<Response> =>
  system.tell('consent.requested', { customer: { phone }, channel: 'whatsapp', purpose: 'marketing' });

/**
 * An order, an anonymous cart that finds its customer, a cart too large for a message, and a payload that
 * cannot be understood.
 */
const arrivals = async (system: TestSystem): Promise<void> => {
  await system.tell('order.placed', {
    order_id: 'o-1',
    checkout_id: 'cart-of-buyer',
    customer: who('buyer'),
    currency: 'EUR',
    total: '9.00',
    items: [line(1)],
  });
  await system.tell('checkout.updated', {
    checkout_id: 'cart-of-stranger',
    currency: 'EUR',
    total: '9.00',
    items: [line(1)],
  });
  await abandons(system, 'stranger');
  await abandons(system, 'collector', 150);
  await system.deliver({
    path: '/webhooks/standard',
    headers: { authorization: 'Bearer local-webhook-secret', 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id: '1',
      source: '/till',
      type: 'acme.visit',
      data: { customer: who('buyer') },
    }),
  });
  await system.shopify('checkouts/update', { token: 17, line_items: 'broken' });
  await system.post('/local/quarantine/replay', {});
  await readsFeed(system);
};

/** A product feed, in which a second file changes a product that is there, and a review of it. */
const readsFeed = async (system: TestSystem): Promise<void> => {
  for (const title of ['Kanne', 'Teekanne'])
    await system.deliver({
      path: '/local/catalogue/feed.csv',
      headers: {},
      body: `id,title,price\nfeed-1,${title},15.00 EUR`,
    });
  await system.deliver({
    path: '/local/reviews/old.csv',
    headers: {},
    body: 'product_id,rating,body\nfeed-1,5,Hält den Tee lange warm.',
  });
};

/**
 * A bounce, a customer who leaves while the provider is full and the next message waits in the outbox, and a
 * WhatsApp message that waits too long.
 */
const departures = async (system: TestSystem): Promise<void> => {
  await feedback(system, 'bouncer', {
    eventType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: 'bouncer@example.org' }],
    },
  });
  await choosesLess(system, 'bouncer');
  await system.post(
    '/local/faults',
    ['ses', 'whatsapp'].map((service) => ({ service, operation: '*', kind: 'throttle', rate: 1, seed: 1 })),
  );
  await asksForWhatsapp(system, '+491713920072');
  await system.advance('24h');
  await unsubscribes(system, 'leaver');
  await system.post('/local/faults', []);
  await system.advance('30m');
};

/**
 * STOP, and outcomes of messages, by both transports; a part that cannot be understood puts the batch into
 * quarantine.
 */
const writesOnWhatsapp = async (system: TestSystem): Promise<void> => {
  const at = system.clock.now();
  const [mail] = await system.mails('sleeper@example.org');
  const statuses = [
    status(at, 'delivered', 'wamid.of-nobody'),
    status(at, 'failed', 'wamid.of-ours', {
      ...failedWith(131_026),
      biz_opaque_callback_data: mail?.messageId,
    }),
  ];
  const body = JSON.stringify(bodyOf(entryOf({ messages: [says(at, 'STOP'), { type: 'text' }], statuses })));
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signed(body, 'local-webhook-secret'),
  };
  await system.deliver({ path: '/webhooks/whatsapp', headers, body });
  await system.get(
    '/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=local-webhook-secret&hub.challenge=1',
  );
  await system.post('/local/quarantine/replay', {});
  await system.post('/local/sns/whatsapp', bodyOf(entryOf({ messages: [says(at, 'Hallo')], statuses })));
};

/** An outage of Scheduler: its timers are lost, and the sweep has to find the waiting customers. */
const loseTimers = async ({ standIns }: TestSystem): Promise<void> => {
  for (const schedule of standIns.scheduler.schedules()) standIns.scheduler.lose(schedule);
};
