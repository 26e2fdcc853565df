/** The setting that moves the steps between RFM scores (core/conditions/rfm.ts). */
import * as z from 'zod';
import { RFM_STEPS } from '../conditions/rfm.ts';

const steps = z
  .array(z.number().int().positive())
  .length(4)
  .refine((list) => list.every((step, index) => index === 0 || step > (list[index - 1] ?? 0)), {
    error: 'rising',
  });

export const rfmSchema = z
  .strictObject({
    days: steps
      .default([...RFM_STEPS.days])
      .describe('Days since the last order with which the score for recency falls to 4, 3, 2 and 1.'),
    orders: steps
      .default([...RFM_STEPS.orders])
      .describe('Orders with which the score for frequency rises to 2, 3, 4 and 5.'),
    spent: steps
      .default([...RFM_STEPS.spent])
      .describe(
        'Everything bought, in the smallest unit of `currency`, with which the score for money rises to 2, 3, 4 and 5.',
      ),
  })
  .optional()
  .describe('The steps between the scores of rfm.group.');
