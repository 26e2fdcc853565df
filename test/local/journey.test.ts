/**
 * The main case as a shop and its customer see it: signed webhooks come in, the clock moves, and three honest
 * mails leave, or none with a reason.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { type Cart, checkout, consent, order, TEA } from '../support/shop-payloads.ts';

const START = '2026-11-20T18:00:00Z';

describe('an abandoned cart', () => {
  let system: TestSystem;
  let customers = 0;
  /** Each test has a customer of its own. */
  const someone = (): Cart => {
    customers += 1;
    return {
      email: `thede-${customers}@example.org`,
      token: `tok-${customers}`,
      updatedAt: START,
      customerId: 88_000 + customers,
    };
  };
  const from = (cart: Cart, minutes: number): Cart => ({
    ...cart,
    updatedAt: new Date(system.clock.now() + minutes * 60_000).toISOString(),
  });
  const threeDaysLater = async (): Promise<void> => void (await system.advance('80h'));

  beforeAll(async () => {
    system = await startSystem(START);
  });
  afterAll(() => system.close());
  beforeEach(() => system.intoTheDay());

  test('becomes three mails: after one hour, 24 hours and 48 hours more, with the right goods in the right language', async () => {
    const cart = from(someone(), 0);
    const began = system.clock.now();
    expect((await system.tell('consent.given', consent(cart.email))).status).toBe(200);
    expect((await system.shopify('checkouts/update', checkout(cart))).status).toBe(200);
    await system.advance('59m');
    expect(await system.mails(cart.email)).toHaveLength(0);
    await threeDaysLater();

    const mails = await system.mails(cart.email);
    const minutesAfter = mails.map(({ sentAt }) => Math.floor((Date.parse(sentAt) - began) / 60_000));
    expect(minutesAfter).toEqual([60, 25 * 60, 73 * 60]);
    expect(mails.map(({ step }) => step)).toEqual(['help', 'reviews', 'offer']);
    for (const mail of mails) {
      expect(mail.to).toBe(cart.email);
      expect(mail.html).toContain('lang="de"');
      expect(mail.html).toContain('Halligtee');
      expect(mail.html).toContain('Wattwurm');
      expect(mail.html.replaceAll(/\s/g, ' ')).toMatch(/1\.0(49|78),\d\d €/);
      expect(mail.html).toContain(`https://shop.example/checkouts/${cart.token}/recover`);
      expect(mail.headers['List-Unsubscribe']).toMatch(/^<http.*\/unsubscribe\/.+>$/);
      expect(mail.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
      expect(mail.tags['message_id']).toBe(mail.messageId);
    }
    expect(outcomesOf(await system.view(cart.email))).toEqual(['help sent', 'reviews sent', 'offer sent']);
  });

  test('speaks English and dollars to a customer who does', async () => {
    const cart: Cart = { ...from(someone(), 0), locale: 'en-US', currency: 'USD' };
    await system.tell(
      'consent.given',
      consent(cart.email, { locale: 'en-US', country: 'US', time_zone: 'America/New_York' }),
    );
    await system.shopify('checkouts/update', checkout(cart));
    await threeDaysLater();
    const mails = await system.mails(cart.email);
    expect(mails).toHaveLength(3);
    for (const mail of mails) {
      expect(mail.html).toContain('lang="en"');
      expect(mail.html).toContain('$1,0');
    }
  });

  test('brings no mail without consent, and says so three times', async () => {
    const cart = from(someone(), 0);
    await system.shopify('checkouts/update', checkout(cart));
    await threeDaysLater();
    expect(await system.mails(cart.email)).toHaveLength(0);
    expect(outcomesOf(await system.view(cart.email))).toEqual([
      'help skipped no-legal-basis',
      'reviews skipped no-legal-basis',
      'offer skipped no-legal-basis',
    ]);
  });

  test('brings nothing more once the order has come in between', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('2h');
    await system.shopify('orders/create', order(from(cart, 0)));
    await threeDaysLater();
    expect((await system.mails(cart.email)).map(({ step }) => step)).toEqual(['help']);
  });

  test('brings nothing when the order came first, twice, or under another checkout token', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    await system.shopify('orders/create', order(from(cart, 1)));
    await system.shopify('checkouts/update', checkout(cart));
    await system.shopify('orders/create', order(from(cart, 1)));
    await threeDaysLater();
    expect(await system.mails(cart.email)).toHaveLength(0);

    const other = from(someone(), 0);
    await system.tell('consent.given', consent(other.email));
    await system.shopify('checkouts/update', checkout(other));
    await system.shopify('orders/create', order(from(other, 5), 'another-token'));
    await threeDaysLater();
    expect(await system.mails(other.email)).toHaveLength(0);
  });

  test('brings nothing when the order arrives late, just before the first mail, or in reverse order', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    const placed = order(from(cart, 1));
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('59m');
    await system.shopify('orders/create', placed);
    await threeDaysLater();
    expect(await system.mails(cart.email)).toHaveLength(0);

    const reversed = from(someone(), 0);
    await system.tell('consent.given', consent(reversed.email));
    await system.advance('10m');
    await system.shopify(
      'orders/paid',
      order({ ...reversed, updatedAt: new Date(system.clock.now() - 60_000).toISOString() }),
    );
    await system.shopify(
      'orders/create',
      order({ ...reversed, updatedAt: new Date(system.clock.now() - 60_000).toISOString() }),
    );
    await system.shopify('checkouts/update', checkout(reversed));
    await threeDaysLater();
    expect(await system.mails(reversed.email)).toHaveLength(0);
  });

  test('counts its hour from the last change, and a repeated webhook changes nothing', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('40m');
    const changed = checkout({ ...from(cart, 0), items: [TEA] });
    await system.shopify('checkouts/update', changed);
    await system.advance('30m');
    await system.shopify('checkouts/update', changed);
    expect(await system.mails(cart.email)).toHaveLength(0);
    await system.advance('30m');
    const [mail, ...others] = await system.mails(cart.email);
    expect(others).toHaveLength(0);
    expect(mail?.html).toContain('Halligtee');
    expect(mail?.html).not.toContain('Wattwurm');
  });

  test('brings nothing while it is empty, and stops when it is emptied', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('30m');
    await system.shopify('checkouts/update', checkout({ ...from(cart, 0), items: [] }));
    await threeDaysLater();
    expect(await system.mails(cart.email)).toHaveLength(0);
  });

  test('brings nothing more after one click on unsubscribe', async () => {
    const cart = from(someone(), 0);
    await system.tell('consent.given', consent(cart.email));
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('1h');
    const [mail] = await system.mails(cart.email);
    const link = /<(.+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    const answer = await fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    });
    expect(answer.status).toBe(200);
    await threeDaysLater();
    expect(await system.mails(cart.email)).toHaveLength(1);
    const [first, ...later] = outcomesOf(await system.view(cart.email));
    expect(first).toBe('help sent');
    for (const outcome of later) expect(outcome).toMatch(/skipped (no-legal-basis|suppressed)$/);
  });
});

test('two systems in one process share nothing', async () => {
  const [one, other] = await Promise.all([startSystem(START), startSystem('2027-01-05T09:00:00Z')]);
  const cart: Cart = { email: 'only@example.org', token: 'only-one', updatedAt: START };
  await one.tell('consent.given', consent(cart.email));
  await one.shopify('checkouts/update', checkout(cart));
  await Promise.all([one.advance('1h'), other.advance('1h')]);
  expect(one.url).not.toBe(other.url);
  expect(await one.mails()).toHaveLength(1);
  expect(await other.mails()).toHaveLength(0);
  expect((await other.get('/local/profiles/only@example.org')).status).toBe(404);
  expect(other.clock.now()).toBe(Date.parse('2027-01-05T10:00:00Z'));
  await Promise.all([one.close(), other.close()]);
});
