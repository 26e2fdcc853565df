/** The setting for calls of web addresses. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

export const callsSchema = z
  .strictObject({
    perDay: z
      .number()
      .int()
      .min(0)
      .max(LIMITS.callsPerDayMax)
      .default(LIMITS.callsPerDay)
      .describe('At most so many attempts a day (UTC) by all flows together; 0 = none.'),
  })
  .prefault({})
  .describe('The calls that flows make.');
