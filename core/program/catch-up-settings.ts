/** The settings of the walk over all customers that follows a publish. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

export const catchUpSchema = z
  .strictObject({
    perDay: z
      .number()
      .int()
      .min(1)
      .max(LIMITS.catchUpPerDayMax)
      .default(LIMITS.catchUpPerDay)
      .describe('At most so many on one day.'),
  })
  .prefault({})
  .describe(
    'Customers who fulfil a new trigger already come in so many a day, so that a publish writes to nobody in a rush.',
  );
