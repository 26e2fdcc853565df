/**
 * I1: nothing leaves twice: no message id, and no step of one flow to one address before the flow may be
 * entered again.
 */
import { erasedBetween } from './erasures.ts';
import { type Check, customerAt, iso } from './problem.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The same step of a flow cannot be due again before this; taken a day shorter for clocks and time zones. */
const AGAIN_AFTER_MS: Readonly<Record<string, number>> = { 'abandoned-cart': 6 * DAY_MS, browse: 9 * DAY_MS };

export const onlyOnce: Check = (facts) => {
  const seen = new Map<string, number>();
  return facts.witness.mails.flatMap((mail) => {
    const { messageId, to, flow, step, at } = mail;
    const before = seen.get(messageId);
    const last = seen.get(`${to} ${flow} ${step}`);
    seen.set(messageId, at).set(`${to} ${flow} ${step}`, at);
    const wrong = { invariant: 'I1', ...customerAt(facts, to) };
    if (before !== undefined)
      return [
        {
          ...wrong,
          text: `${flow}/${step} left twice for ${to}: ${iso(before)} and ${iso(at)} (${messageId})`,
        },
      ];
    // Who was forgotten in between is new to the flow.
    const tooSoon =
      last !== undefined &&
      at - last < (AGAIN_AFTER_MS[flow] ?? 0) &&
      !erasedBetween(facts, wrong.customer, last, at);
    return tooSoon
      ? [{ ...wrong, text: `${flow}/${step} left again for ${to}: ${iso(last)} and ${iso(at)}` }]
      : [];
  });
};
