/** An account that changes its address stays one customer with the new address, also within one instant. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

/** Which of two profiles survives hangs on their ids, so each name is another draw. */
const NAMES = ['jette', 'enno', 'wiebke', 'thede', 'imke', 'okko', 'fenja', 'hauke'];

test.each(NAMES)('%s is written to at the new address, told while the clock stands still', async (name) => {
  const record = (email: string) => ({ customer: { customer_id: `c-${name}`, email, locale: 'de-DE' } });
  const [before, after] = [`${name}@example.org`, `${name}@example.com`];
  await system.tell('customer.created', record(before));
  await system.tell('customer.updated', record(after));
  const { profile } = await system.view(before);
  expect(profile['person']).toMatchObject({ email: after });
  expect((await system.view(after)).profile['id']).toBe(profile['id']);
});
