/** The schema of SES's event JSON, for the fields that we use. */
import * as z from 'zod';
import { boundedList, boundedText } from '../bounded.ts';
import { LIMITS } from '../limits.ts';
import { subscriptionSchema } from './feedback-subscription.ts';

/** SES adds fields now and then, so objects are open; the fields that we use are checked. */
const text = boundedText(LIMITS.urlChars);
const recipients = boundedList(z.object({ emailAddress: text }), LIMITS.itemsPerEvent);
const moment = z.object({ timestamp: text.optional() });

export const sesEvent = z.object({
  eventType: text.optional(),
  notificationType: text.optional(),
  mail: z.object({
    timestamp: text.optional(),
    messageId: text,
    destination: boundedList(text, LIMITS.itemsPerEvent).default([]),
    tags: z.record(text, z.array(text)).default({}),
  }),
  bounce: moment
    .extend({
      bounceType: text,
      bounceSubType: text.optional(),
      feedbackId: text.optional(),
      bouncedRecipients: recipients.default([]),
    })
    .optional(),
  complaint: moment
    .extend({
      complaintSubType: text.nullish(),
      complaintFeedbackType: text.nullish(),
      feedbackId: text.optional(),
      complainedRecipients: recipients.default([]),
    })
    .optional(),
  delivery: moment.optional(),
  open: moment.optional(),
  click: moment.optional(),
  deliveryDelay: moment.optional(),
  subscription: subscriptionSchema.optional(),
});

export type SesEvent = z.infer<typeof sesEvent>;

/** The problem names places only, because the values hold addresses. */
export const problemOf = (error: z.ZodError): string =>
  `not an SES event: ${error.issues.map((issue) => `${issue.path.join('.') || 'record'} (${issue.code})`).join(', ')}`;
