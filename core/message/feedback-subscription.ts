/** SES's own subscription lists: their "Subscription" event is also how leaving by SES's link arrives. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

const text = z.string().max(LIMITS.urlChars);

const preferences = z.object({
  unsubscribeAll: z.boolean().default(false),
  topicSubscriptionStatus: z
    .array(z.object({ subscriptionStatus: text }))
    .max(LIMITS.itemsPerEvent)
    .default([]),
});

export const subscriptionSchema = z.object({
  timestamp: text.optional(),
  contactList: text.optional(),
  newTopicPreferences: preferences.optional(),
});

/**
 * True where nothing is left of what somebody had subscribed to. Which of SES's topics is which of ours,
 * nobody can say.
 */
export const hasLeft = ({ newTopicPreferences: chosen }: z.infer<typeof subscriptionSchema>): boolean => {
  if (!chosen) return false;
  const topics = chosen.topicSubscriptionStatus;
  return (
    chosen.unsubscribeAll ||
    (topics.length > 0 && topics.every(({ subscriptionStatus }) => /^opt_?out$/i.test(subscriptionStatus)))
  );
};
