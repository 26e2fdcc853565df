/**
 * A timeline never changes what it showed: the outcome of a message stands there as long as the timeline is
 * kept.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import { editedContent, withSettings } from '../support/edited-content.ts';
import { type Entry, outcomesOf, startSystem, type TestSystem, type View } from '../support/local-system.ts';

/** A time in UTC that is morning in both zones; what is due an hour later leaves on the same day. */
const START = '2026-11-20T15:00:00Z';
const DAY_MS = 24 * 60 * 60_000;
const LINES = [
  {
    product_id: '8101',
    variant_id: '44101',
    title: 'Rock Sugar',
    quantity: 2,
    unit_price: '12.90',
    url: 'https://shop.example/p/8101',
    categories: ['tea'],
  },
];

const cartOf = (email: string, id: string): object => ({
  checkout_id: id,
  customer: { email, locale: 'en-US', country: 'US', time_zone: 'America/New_York' },
  currency: 'USD',
  total: '25.80',
  url: `https://shop.example/checkouts/${id}`,
  items: LINES.map((line) => ({ ...line, product_id: email === 'sold-out@example.com' ? '8102' : '8101' })),
});

const consentOf = (email: string): object => ({
  customer: { email },
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'v1', source: 'footer form', confirmed_at: START },
});

const EMAILS = [
  'sent@example.com',
  'clicked@example.com',
  'skipped@example.com',
  /** Decided, and stopped by what only the sender knows. */
  'sold-out@example.com',
] as const;

const ledgerOf = ({ standIns }: TestSystem): Ledger =>
  createLedger({
    client: DynamoDBDocumentClient.from(
      new DynamoDBClient({ requestHandler: standIns.requestHandler, region: REGION }),
    ),
    tableName: LOCAL.table,
  });

/**
 * Each retention, with the last day on which everything is still there, and the days on which it is checked.
 */
const RETENTIONS = [
  { days: 30, looks: [1, 20, 29] },
  { days: 200, looks: [1, 89, 91, 130, 199] },
  { days: 730, looks: [1, 89, 91, 200, 400, 600, 729] },
] as const;

describe.each(RETENTIONS)('a timeline that is kept for $days days', ({ days, looks }) => {
  const content = editedContent(withSettings({ retention: { timeline: days } }));
  let system: TestSystem;
  let told: Readonly<Record<string, readonly Entry[]>>;
  /** Two years later the consent is to be renewed; those messages are left out. */
  const messagesOf = ({ timeline }: View): readonly Entry[] =>
    timeline.filter(({ type, flow }) => type === 'message' && flow === 'abandoned-cart');
  const everybody = async (): Promise<Record<string, readonly Entry[]>> =>
    Object.fromEntries(
      await Promise.all(EMAILS.map(async (email) => [email, messagesOf(await system.view(email))] as const)),
    );
  const goTo = (day: number): Promise<string> =>
    system.moveTo(new Date(Date.parse(START) + day * DAY_MS).toISOString());

  beforeAll(async () => {
    system = await startSystem(START, { contentFolder: content.folder });
    for (const email of EMAILS) {
      if (email !== 'skipped@example.com') await system.tell('consent.given', consentOf(email));
      await system.tell('checkout.updated', cartOf(email, `c-${email}`));
    }
    await system.tell('stock.changed', { product_id: '8102', variant_id: '44101', stock: 0 });
    await system.advance('61m');
    const [mail] = await system.mails('clicked@example.com');
    const event = (eventType: string, name: string, details: object): Promise<Response> =>
      system.post('/local/sns/email', {
        eventType,
        mail: {
          messageId: mail?.providerId,
          timestamp: START,
          tags: Object.fromEntries(Object.entries(mail?.tags ?? {}).map(([tag, value]) => [tag, [value]])),
        },
        [name]: { timestamp: START, ...details },
      });
    await event('Delivery', 'delivery', { recipients: ['clicked@example.com'] });
    await event('Click', 'click', { link: 'https://shop.example/p/8101' });
    for (const email of EMAILS)
      await system.tell('order.placed', { ...cartOf(email, `c-${email}`), order_id: `o-${email}` });
    told = await everybody();
  });
  afterAll(async () => {
    await system.close();
    content.remove();
  });

  test('says at first what left, by which right, and what did not, and why', async () => {
    expect(outcomesOf(await system.view('sent@example.com'))).toEqual(['help sent']);
    expect(told['sent@example.com']).toMatchObject([{ outcome: 'sent', basis: 'double-opt-in' }]);
    expect(told['clicked@example.com']).toMatchObject([
      { outcome: 'clicked', basis: 'double-opt-in', feedback: { clicked: expect.any(String) } },
    ]);
    expect(told['skipped@example.com']).toMatchObject([{ outcome: 'skipped', reason: 'no-legal-basis' }]);
    expect(told['sold-out@example.com']).toMatchObject([
      { outcome: 'skipped', reason: 'content-out-of-stock' },
    ]);
  });

  test('says the same to its last day, also when the ledger keeps nothing of others any more', async () => {
    for (const day of looks) {
      await goTo(day);
      expect(await everybody(), `after ${day} days`).toEqual(told);
    }
  });

  test('says nothing any more afterwards, and the ledger follows', async () => {
    await goTo(days + 12);
    expect(await everybody()).toEqual(Object.fromEntries(EMAILS.map((email) => [email, []])));
    await goTo(Math.max(days, 90) + 12);
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ requestHandler: system.standIns.requestHandler, region: REGION }),
    );
    const ledger = createLedger({ client, tableName: LOCAL.table });
    expect(
      await ledger.read(
        Object.values(told)
          .flat()
          .map(({ messageId }) => String(messageId)),
      ),
    ).toEqual([]);
  });
});

test('of somebody who was erased, the ledger keeps no more than proves that nothing is sent twice', async () => {
  const system = await startSystem(START);
  const [email] = EMAILS;
  await system.tell('consent.given', consentOf(email));
  await system.tell('checkout.updated', cartOf(email, 'c-1'));
  await system.advance('61m');
  const [mail] = await system.mails(email);
  const row = async () => (await ledgerOf(system).read([String(mail?.messageId)]))[0];
  expect(await row()).toMatchObject({ outcome: 'sent', providerId: mail?.providerId });
  await system.tell('customer.erased', { customer: { email } });
  // A request for a customer waits until everything accepted before is worked off.
  expect((await system.get(`/local/profiles/${email}`)).status).toBe(404);
  expect(await row()).toMatchObject({ outcome: 'sent' });
  expect(await row()).not.toHaveProperty('providerId');
  await system.advance('92d');
  expect(await row()).toBeUndefined();
  await system.close();
});
