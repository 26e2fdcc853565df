/** Reads SES's own subscription lists: unsubscribing by SES's link arrives as their "Subscription" event. */
import * as z from 'zod';
import { boundedList, boundedText } from '../bounded.ts';
import { LIMITS } from '../limits.ts';

const text = boundedText(LIMITS.urlChars);

const preferences = z.object({
  unsubscribeAll: z.boolean().default(false),
  topicSubscriptionStatus: boundedList(z.object({ subscriptionStatus: text }), LIMITS.itemsPerEvent).default(
    [],
  ),
});

export const subscriptionSchema = z.object({
  timestamp: text.optional(),
  contactList: text.optional(),
  newTopicPreferences: preferences.optional(),
});

/**
 * True where nothing is left of the person's subscriptions. SES's topics cannot be matched to ours, so a part
 * of them does not count.
 */
export const hasLeft = ({ newTopicPreferences: chosen }: z.infer<typeof subscriptionSchema>): boolean => {
  if (!chosen) return false;
  const topics = chosen.topicSubscriptionStatus;
  return (
    chosen.unsubscribeAll ||
    (topics.length > 0 && topics.every(({ subscriptionStatus }) => /^opt_?out$/i.test(subscriptionStatus)))
  );
};
