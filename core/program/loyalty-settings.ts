/** The settings of loyalty tiers and points (core/conditions/tiers.ts, points.ts). */
import * as z from 'zod';
import { bothNames, id, lookBack, money } from './words.ts';

const tier = z.strictObject({
  id: id.describe('Name of the tier. The same name twice is two ways to it, e.g. in two currencies.'),
  name: bothNames.optional().describe('How messages call it; where it is left out, by its id.'),
  spend: money.describe('What was bought reaches this, net of cancellations and refunds.'),
  within: lookBack
    .optional()
    .describe('Bought within this time, so a tier can be lost again; where it is left out, ever.'),
});

const points = z.strictObject({
  per: money
    .refine(({ amount }) => amount > 0, { error: 'price-of-a-point' })
    .describe('An order brings one point for each full amount of this, net of refunds, in this currency.'),
  expire: lookBack.optional().describe("An order's points last so long; where it is left out, for ever."),
});

export const loyaltySchema = z
  .strictObject({
    tiers: z.array(tier).max(20).default([]).describe('Tiers, each reached by spending, the highest last.'),
    points: points.nullable().default(null).describe('Points for what is bought; null = none.'),
  })
  .prefault({})
  .describe('Loyalty tiers by spending, and points.');
