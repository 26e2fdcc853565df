/** Reads what was given back of an order: one refund by its id, with what each way of paying has carried. */
import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { plainDecimal } from '../../core/money.ts';
import { anything } from '../reading.ts';
import { idOrNone } from './reading.ts';

export const refundSchema = z.object({
  id: idOrNone,
  created: anything,
  reason: anything,
  total_amount: anything,
  payments: optional(z.array(z.object({ amount: anything, is_declined: anything }))),
});

export type Refund = z.infer<typeof refundSchema>;

const AMOUNT_CHARS = 30;

/** Decimal text, without what a provider has refused to give back; undefined where it cannot be read. */
export const amountOf = ({ total_amount, payments = [] }: Refund): string | undefined => {
  const total = decimalOf(total_amount);
  const declined = payments.filter(({ is_declined }) => is_declined === true);
  if (total === undefined || declined.length === 0) return total;
  const refused = declined.map(({ amount }) => decimalOf(amount));
  if (refused.includes(undefined)) return undefined;
  const left = refused.reduce((sum, amount) => sum - Number(amount), Number(total));
  return plainDecimal(Math.max(0, Math.round(left * DECIMALS) / DECIMALS));
};

/** Amounts of this API have at most four decimals. */
const DECIMALS = 10_000;

const decimalOf = (stated: unknown): string | undefined =>
  typeof stated === 'number' || (typeof stated === 'string' && stated.length < AMOUNT_CHARS)
    ? plainDecimal(stated)
    : undefined;
