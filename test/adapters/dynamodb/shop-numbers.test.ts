/** Which shops were heard of, on the stand-ins' table: the first one stays the first. */
import { beforeEach, expect, it } from 'vitest';
import { createShopNumbers } from '../../../adapters/dynamodb/shop-numbers.ts';
import { LIMITS } from '../../../core/limits.ts';
import { createDesk, type Desk } from '../../support/sending.ts';

let desk: Desk;
let now: number;
beforeEach(async () => {
  desk = await createDesk();
  now = 0;
  return () => desk.close();
});

const numbers = () => createShopNumbers(desk.table, () => now);

it('two shops come at once, and one is the first for both', async () => {
  const answers = await Promise.all([
    numbers().remember('woocommerce', 'a.example', 'first'),
    numbers().remember('woocommerce', 'b.example', 'first'),
  ]);
  expect(new Set(answers.map(({ first }) => first)).size).toBe(1);
  expect(await numbers().read('woocommerce')).toEqual(answers[0]);
  expect(await numbers().read('bigcommerce')).toEqual({ others: [] });
});

it('other shops are kept beside the first one, each once', async () => {
  await numbers().remember('woocommerce', 'b.example', 'other');
  await numbers().remember('woocommerce', 'b.example', 'other');
  const known = await numbers().remember('woocommerce', 'a.example', 'first');
  expect(known).toEqual({ first: 'a.example', others: ['b.example'] });
});

it('a machine hears of a shop that another has remembered, after a while or when it asks', async () => {
  const here = numbers();
  await here.read('woocommerce');
  await numbers().remember('woocommerce', 'a.example', 'first');
  expect(await here.read('woocommerce')).toEqual({ others: [] });
  expect(await here.read('woocommerce', true)).toEqual({ first: 'a.example', others: [] });
  await numbers().remember('woocommerce', 'b.example', 'other');
  now += LIMITS.knownShopsMs;
  expect((await here.read('woocommerce')).others).toEqual(['b.example']);
});
