/**
 * Measures what the cart journey costs: calls and units on the stand-ins, through the public routes, for
 * fixed profiles.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { startLocal } from '../../local/server.ts';
import { type Bench, createBench, type Measured } from './bench.ts';
import { BENCH_START, checkout, consent } from './profiles.ts';

const HOUR = 60 * 60_000;
const REPEATS = 10;

export const measureCosts = async (): Promise<readonly Measured[]> => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  const contentFolder = contentWithThreeFlows();
  try {
    const measured: Measured[] = [];
    // Each scenario has a system of its own, so that no other timers are counted.
    for (const scenario of [knownCustomer, longCustomer, firstContact, mails])
      measured.push(...(await onItsOwn(contentFolder, scenario)));
    return measured;
  } finally {
    rmSync(contentFolder, { recursive: true });
  }
};

const onItsOwn = async (
  contentFolder: string,
  scenario: (bench: Bench) => Promise<readonly Measured[]>,
): Promise<readonly Measured[]> => {
  const system = await startLocal({
    port: 0,
    startAt: BENCH_START,
    contentFolder,
    reportsBeside: false,
    secrets: DEFAULT_SECRETS,
    shops: {},
    transport: 'in-process',
    print: () => {},
  });
  try {
    const bench = createBench(system);
    // The first event loads programs and secrets, which happens once per running function and not per event.
    await bench.says('consent.given', consentOf('warm@example.org'));
    return await scenario(bench);
  } finally {
    await system.close();
  }
};

/** The shipped content, and two more flows in which a customer with a longer history waits. */
const contentWithThreeFlows = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stammkunde-bench-'));
  cpSync('content', folder, { recursive: true });
  const flow = (on: string) => ({
    name: { de: on, en: on },
    status: 'live',
    trigger: { on },
    steps: [
      { id: 'wait-60d', wait: '60d' },
      { id: 'mail', send: { channel: 'email', template: 'cart-help' } },
    ],
  });
  writeFileSync(join(folder, 'flows', 'bench-views.json'), JSON.stringify(flow('product.viewed')));
  writeFileSync(join(folder, 'flows', 'bench-orders.json'), JSON.stringify(flow('order.placed')));
  return folder;
};

const customer = (email: string) => ({
  email,
  first_name: 'Jette',
  last_name: 'Ahlers',
  locale: 'de-DE',
  country: 'DE',
  phone: '+491713920011',
  customer_id: '7401',
});
const cartOf = (email: string, id: string) => ({
  ...checkout(id),
  customer: { ...customer(email), phone: phoneOf(email), customer_id: email },
});
const phoneOf = (email: string) =>
  `+49171392${String([...email].reduce((sum, char) => sum * 7 + char.charCodeAt(0), 0) % 10_000).padStart(4, '0')}`;
const consentOf = (email: string) => ({
  ...consent,
  customer: { ...customer(email), phone: phoneOf(email), customer_id: email },
});

const firstContact = async (bench: Bench): Promise<readonly Measured[]> => [
  await bench.measured(
    'first contact: a checkout of somebody never seen, with five identities',
    REPEATS,
    'first-0@example.org',
    async () => {
      for (let index = 0; index < REPEATS; index += 1)
        await bench.says('checkout.updated', cartOf(`first-${index}@example.org`, `first-${index}`));
    },
  ),
];

const knownCustomer = async (bench: Bench): Promise<readonly Measured[]> => {
  const email = 'little@example.org';
  await bench.says('consent.given', consentOf(email));
  await bench.says('checkout.updated', cartOf(email, 'little'));
  const measured = await bench.measured(
    'known customer with little history: the cart changes again',
    REPEATS,
    email,
    async () => {
      for (let index = 0; index < REPEATS; index += 1)
        await bench.says('checkout.updated', cartOf(email, 'little'));
    },
  );
  return [measured];
};

const longCustomer = async (bench: Bench): Promise<readonly Measured[]> => {
  const email = 'long@example.org';
  await bench.says('consent.given', consentOf(email));
  const { customer: who } = cartOf(email, 'long');
  for (let index = 0; index < 15; index += 1)
    await bench.says('product.viewed', {
      customer: who,
      product: { product_id: String(8100 + index), title: 'Tee', price: '12.90', currency: 'EUR' },
    });
  for (let index = 0; index < 3; index += 1)
    await bench.says('order.placed', {
      ...cartOf(email, `old-${index}`),
      order_id: `long-${index}`,
      total: '35.20',
    });
  await bench.passes(HOUR);
  await bench.says('checkout.updated', cartOf(email, 'long'));
  const measured = await bench.measured(
    'three enrollments and twenty events: the cart changes again',
    REPEATS,
    email,
    async () => {
      for (let index = 0; index < REPEATS; index += 1)
        await bench.says('checkout.updated', cartOf(email, 'long'));
    },
  );
  return [measured];
};

const DAY = 24 * HOUR;

/** The cost of a mail from its timer on, and separately that of its engagement feedback. */
const mails = async (bench: Bench): Promise<readonly Measured[]> => {
  const people = Array.from({ length: REPEATS }, (_, index) => `mail-${index}@example.org`);
  for (const email of people) {
    await bench.says('consent.given', consentOf(email));
    await bench.says('checkout.updated', cartOf(email, `cart-${email}`));
  }
  const before = (await bench.mails()).length;
  const journey = await bench.measured(
    'a mail, from its timer to its outcome',
    REPEATS * 3,
    'mail-0@example.org',
    async () => {
      for (const wait of [HOUR, DAY, 2 * DAY]) await bench.passes(wait);
    },
  );
  const sent = (await bench.mails()).slice(before);
  const engagement = await bench.measured(
    'engagement: delivery, open and click of a mail',
    sent.length,
    'mail-0@example.org',
    async () => {
      for (const mail of sent)
        for (const eventType of ['Delivery', 'Open', 'Click'])
          await bench.feedback(feedbackOf(mail, eventType));
    },
  );
  return [{ ...journey, per: sent.length }, engagement];
};

const feedbackOf = (
  mail: { to: string; providerId: string; tags: Record<string, string> },
  eventType: string,
) => {
  const timestamp = new Date(BENCH_START + 5 * DAY).toISOString();
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  return {
    eventType,
    mail: { timestamp, messageId: mail.providerId, destination: [mail.to], tags },
    [eventType.toLowerCase()]: {
      timestamp,
      recipients: [mail.to],
      link: 'https://shop.example',
      ipAddress: '192.0.2.1',
      userAgent: 'bench',
    },
  };
};
