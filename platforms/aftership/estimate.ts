/** Reads when a parcel is expected, and whether that is later than it was first said. */
import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';

const day = z
  .string()
  .max(LIMITS.fieldChars)
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((stated) => stated.slice(0, 'yyyy-mm-dd'.length));

/** One day, or a span of days whose end counts: before it nothing is late. */
const estimate = optional(
  z
    .object({ datetime: optional(day), datetime_max: optional(day), estimated_delivery_date: optional(day) })
    .transform((said) => said.datetime_max ?? said.datetime ?? said.estimated_delivery_date),
);

export const estimates = {
  latest_estimated_delivery: estimate,
  first_estimated_delivery: estimate,
  courier_estimated_delivery_date: estimate,
  aftership_estimated_delivery_date: estimate,
  order_promised_delivery_date: optional(day),
};

type Estimates = z.infer<z.ZodObject<typeof estimates>>;

/** The day that counts now. */
export const expectedDay = (said: Estimates): string | undefined =>
  said.latest_estimated_delivery ??
  said.courier_estimated_delivery_date ??
  said.aftership_estimated_delivery_date;

/**
 * True where the parcel comes on a later day than was said first, or promised with the order. An estimate
 * that stands alone says nothing: it may be the first, or an earlier one.
 */
export const isLater = (said: Estimates): boolean => {
  const [now, before] = [
    expectedDay(said),
    said.order_promised_delivery_date ?? said.first_estimated_delivery,
  ];
  return now !== undefined && before !== undefined && now > before;
};
