/**
 * Rule 6 on the running system: an input in the dead letters holds its own customer, and no other, until it
 * is redriven or released.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { profileIdOf } from '../../core/identity/identity.ts';
import { putBackAs } from '../../core/state/redriven.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { consent } from '../support/shop-payloads.ts';

const START = '2026-11-20T09:00:00Z';
let system: TestSystem;

beforeEach(async () => {
  system = await startSystem(START);
});
afterEach(() => system.close());

const customer = (name: string) => ({
  email: `${name}@example.org`,
  customer_id: `c-${name}`,
  locale: 'de-DE',
  country: 'DE',
});
const cartOf = (name: string) => ({
  checkout_id: `cart-${name}`,
  customer: customer(name),
  currency: 'EUR',
  total: '9.00',
  url: `https://shop.example/checkouts/${name}`,
  items: [{ product_id: '1', title: 'Kluntje', quantity: 1, unit_price: '9.00' }],
});
const abandons = async (name: string): Promise<void> => {
  await system.tell('consent.given', consent(`${name}@example.org`, customer(name)));
  await system.tell('checkout.updated', cartOf(name));
};
const groupOf = (name: string): string => profileIdOf(IDENTITY_KEY, 'email', `${name}@example.org`);
const inputs = () => system.standIns.sqs.queue(LOCAL.inputQueue);
const deadInputs = () => system.standIns.sqs.queue(LOCAL.inputDeadLetters).peek();

/** An order whose body cannot be read from the bucket at present. */
const KEY = 'inputs/held/order.json';
const losesAnOrder = async (name: string, group = groupOf(name)): Promise<() => void> => {
  const at = system.clock.now();
  const data = {
    order_id: `o-${name}`,
    checkout_id: `cart-${name}`,
    currency: 'EUR',
    total: '9.00',
    customer: customer(name),
    items: [],
  };
  const input = {
    kind: 'event',
    inputId: `order-of-${name}`,
    profileId: group,
    receivedAt: at,
    event: { id: `o-${name}`, name: 'order.placed', at, source: 'standard', identities: [], data },
  };
  inputs().send({ body: JSON.stringify({ pointer: KEY }), groupId: group, dedupId: input.inputId });
  return () =>
    void system.standIns.s3.put({
      bucket: LOCAL.rawBucket,
      key: KEY,
      body: Buffer.from(JSON.stringify(input)),
    });
};
const stepsOf = async (name: string) => (await system.mails(`${name}@example.org`)).map(({ step }) => step);

describe('an input in the dead letters', () => {
  test('defers its customer as held, lets the others go on, and an order redriven late still wins', async () => {
    await abandons('thede');
    await abandons('other');
    await system.advance('30m');
    const repair = await losesAnOrder('thede');
    await system.advance('90m');
    expect(deadInputs()).toHaveLength(1);
    expect(await stepsOf('thede')).toEqual([]);
    expect(await stepsOf('other')).toEqual(['help']);
    expect(outcomesOf(await system.view('thede@example.org'))).toContain('help deferred held');

    repair();
    expect(await (await system.post('/local/redrive')).json()).toMatchObject({
      inputs: { moved: 1, left: 0, more: false },
    });
    await system.advance('200h');
    expect(deadInputs()).toHaveLength(0);
    expect(await stepsOf('thede')).toEqual([]);
    expect((await system.view('thede@example.org')).enrollments).toMatchObject([{ flow: 'consent-renewal' }]);
    expect(await stepsOf('other')).toEqual(['help', 'reviews', 'offer']);
  });

  test('of another identity of the same person holds as well', async () => {
    await abandons('thede');
    await losesAnOrder('thede', profileIdOf(IDENTITY_KEY, 'customer', 'standard:c-thede'));
    await system.advance('2h');
    expect(await stepsOf('thede')).toEqual([]);
    expect(outcomesOf(await system.view('thede@example.org'))).toContain('help deferred held');
  });

  test('that does not come back is let go by a release, and the mails go on', async () => {
    await abandons('thede');
    await losesAnOrder('thede');
    await system.advance('2h');
    expect(await stepsOf('thede')).toEqual([]);
    expect(await (await system.post('/local/redrive', { release: [groupOf('thede')] })).json()).toEqual({
      released: 1,
    });
    await system.advance('200h');
    expect(await stepsOf('thede')).toEqual(['help', 'reviews', 'offer']);
    expect(deadInputs()).toHaveLength(1);
  });

  test('that fails again after a redrive goes on holding, and redriving twice is harmless', async () => {
    await abandons('thede');
    const repair = await losesAnOrder('thede');
    await system.advance('2h');
    await system.post('/local/redrive');
    await system.advance('2h');
    expect(deadInputs()).toHaveLength(1);
    expect(await stepsOf('thede')).toEqual([]);
    repair();
    await system.post('/local/redrive');
    await system.post('/local/redrive');
    await system.advance('9d');
    await system.tell('checkout.updated', { ...cartOf('thede'), checkout_id: 'next' });
    await system.advance('200h');
    expect(await stepsOf('thede')).toEqual(['help', 'reviews', 'offer']);
  });

  test('is none where the table was away all the while: the input comes back by itself, and its order still wins', async () => {
    await abandons('thede');
    await system.advance('30m');
    await system.post('/local/faults', [
      { service: 'dynamodb', operation: '*', kind: 'error', rate: 1, seed: 1 },
    ]);
    const repair = await losesAnOrder('thede');
    repair();
    await system.advance('90m');
    expect(deadInputs()).toHaveLength(0);

    await system.post('/local/faults', []);
    await system.advance('200h');
    expect(deadInputs()).toHaveLength(0);
    expect(inputs().peek()).toHaveLength(0);
    expect(await stepsOf('thede')).toEqual([]);
    expect((await system.view('thede@example.org')).timeline).toContainEqual(
      expect.objectContaining({ event: 'order.placed' }),
    );
  });

  test('is none either where the queue is away too when its last delivery comes', async () => {
    const tableAway = { service: 'dynamodb', operation: '*', kind: 'error', rate: 1, seed: 1 };
    const queueAway = { service: 'sqs', operation: 'SendMessage', kind: 'error', rate: 1, seed: 1 };
    await abandons('thede');
    await system.advance('30m');
    await system.post('/local/faults', [tableAway]);
    const repair = await losesAnOrder('thede');
    repair();
    await system.advance('8m');
    await system.post('/local/faults', [tableAway, queueAway]);
    await system.advance('3m');
    await system.post('/local/faults', [tableAway]);
    await system.advance('10m');
    expect(deadInputs()).toHaveLength(0);

    await system.post('/local/faults', []);
    await system.advance('200h');
    expect(deadInputs()).toHaveLength(0);
    expect(await stepsOf('thede')).toEqual([]);
  });

  test('is one after a day of coming back all the same', async () => {
    await abandons('thede');
    await system.post('/local/faults', [
      { service: 'dynamodb', operation: '*', kind: 'error', rate: 1, seed: 1 },
    ]);
    const body = JSON.stringify({ pointer: KEY });
    for (const round of [159, 160])
      inputs().send({ body, groupId: `4round-${round}`, dedupId: putBackAs('name', 'm', round) });
    await system.advance('14m');
    expect(deadInputs().map(({ groupId }) => groupId)).toEqual(['4round-160']);
    await system.post('/local/faults', []);
  });
});
