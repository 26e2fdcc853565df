/** Reserves a message's price in the month's budget before the call. hand-over → [this] → budget item */
import { budgetFor, type Payment } from '../core/message/cost.ts';
import type { Instant } from '../core/time/instant.ts';
import { localDay } from '../core/time/zone.ts';
import type { SendingDeps } from './deps.ts';
import type { Ready } from './ready.ts';

/**
 * Undefined where the channel's messages have no price. The price is counted even without a budget, so that a
 * budget set later in the month includes it. A message that asks a stranger for a confirmation is not news
 * that a customer waits for: like marketing, it stops before the share that is kept for transactional
 * messages.
 */
export const pay = async <Parcel>(
  { channel, budget, runtime }: SendingDeps<Parcel>,
  parcel: Parcel,
  { message, asked, program: { settings } }: Pick<Ready<Parcel>, 'message' | 'asked' | 'program'>,
): Promise<Payment | undefined | 'budget-spent'> => {
  if (!channel.costOf || !budget) return undefined;
  const payment = { ...channel.costOf(parcel), month: monthOf(runtime.now(), settings.timeZone) };
  const all = message.purpose === 'transactional' && asked === undefined;
  const limit = settings.budget ? budgetFor(settings.budget, all) : undefined;
  return (await budget.reserve(payment, limit)) ? payment : 'budget-spent';
};

/** Gives back a price that no ledger row knows yet. */
export const giveBack = async <Parcel>(
  { budget }: SendingDeps<Parcel>,
  payment: Payment | undefined,
): Promise<void> => {
  if (payment) await budget?.giveBack(payment);
};

/** The month as `2026-11`, by the shop's own calendar. */
const monthOf = (at: Instant, zone: string): string => localDay(at, zone).slice(0, 'yyyy-mm'.length);
