/** The schema of what starts a flow for a customer. */
import * as z from 'zod';
import { NEWS_KINDS, WISH_KINDS } from '../events/catalogue-news.ts';
import { keywordIn } from '../events/keyword.ts';
import { LIMITS } from '../limits.ts';
import { duration, eventName, factPath, id, money, WEEKDAYS, wallClock } from '../program/words.ts';
import { conditionSchema } from './condition-schema.ts';

const eventTrigger = z.strictObject({
  on: z
    .union([eventName, z.array(eventName).min(1).max(LIMITS.eventsPerTrigger)])
    .describe(
      'The event that starts the flow, or a list of events any of which starts it. event.type is the one that did.',
    ),
  where: conditionSchema.optional().describe('Only where this holds for the event.'),
  restart: z
    .boolean()
    .optional()
    .describe(
      'true: the same event again starts the first wait anew, as long as no message of this run was decided. So a cart that is still being filled is not abandoned.',
    ),
  per: z
    .enum(['order', 'order-event'])
    .optional()
    .describe(
      '"order": one run for each order (or cart, or parcel, by what the event is about) instead of one for all. The run is about that order: exitOn, goal and waitFor take only events about the same one, unless they say "any": true; it ends where the order is cancelled or given back as a whole. "order-event": the same, and one run for each of the listed events, e.g. of a parcel that was sent and then delivered.',
    ),
});

const existing = z
  .enum(['enter', 'none'])
  .default('enter')
  .describe(
    'Who fulfils it already when the flow is published. enter: they come in, so many a day as settings.catchUp says, each with one message at most that is overdue. none: only who fulfils it later.',
  );

const segmentTrigger = z.strictObject({
  segment: id.describe('Name of a file in segments/ without .json.'),
  when: z
    .enum(['entered', 'left'])
    .default('entered')
    .describe('When the customer comes into the segment, or leaves it.'),
  existing,
});

const dateTrigger = z.strictObject({
  date: factPath.describe('A date about the customer, e.g. customer.birthday or orders.first_at.'),
  before: duration.optional().describe('That long before the date.'),
  after: duration.optional().describe('That long after the date.'),
  everyYear: z
    .boolean()
    .default(true)
    .describe('true: every year on that day, the first time a year after the date. false: once.'),
  at: wallClock.default('09:00'),
  existing,
});

const inactivityTrigger = z.strictObject({
  inactive: z
    .strictObject({
      without: z.array(eventName).min(1).max(20).describe('None of these events ...'),
      for: z
        .union([
          duration,
          z.strictObject({
            usualGap: z
              .number()
              .min(1)
              .max(20)
              .describe("So many times the customer's own usual (median) time between two orders ..."),
            atLeast: duration.describe('... and never sooner than this.'),
            orders: z
              .number()
              .int()
              .min(2)
              .max(LIMITS.ordersPerProfile)
              .describe('Only for customers with at least so many orders.'),
          }),
        ])
        .describe('... for so long, counted from the last of them.'),
    })
    .describe(
      'Nothing happened for a while, e.g. no order for 60 days. Who never had any of the events does not count. Any of them ends the flow.',
    ),
  existing,
});

const thresholdTrigger = z.strictObject({
  threshold: z
    .union([
      z.strictObject({
        spend: money.describe(
          'Everything ever bought reaches this, net of cancellations and refunds, in this currency.',
        ),
      }),
      z.strictObject({ points: z.number().int().positive().describe('The points reach this number.') }),
    ])
    .describe('A threshold of spending or points is reached.'),
  existing,
});

const scheduleTrigger = z.strictObject({
  schedule: z
    .union([
      z.strictObject({ date: z.iso.date().describe('Once, on this day.'), at: wallClock }),
      z.strictObject({ weekday: z.enum(WEEKDAYS).describe('Every week on this day.'), at: wallClock }),
    ])
    .describe(
      'A newsletter: everybody in the audience gets it at this time of their own time zone; whose moment has passed when it is published gets it then. Who becomes a customer later gets the next one. Each moment is a run of its own, whatever reentry says about "never".',
    ),
});

const keywordTrigger = z.strictObject({
  keyword: z
    .array(
      z
        .string()
        .min(1)
        .max(40)
        .refine((word) => keywordIn(word) !== '', { error: 'keyword' }),
    )
    .min(1)
    .max(20)
    .describe(
      'A WhatsApp message that is one of these words and nothing else, also the title of a button. Capitals and punctuation make no difference. What gives or ends consent (STOP, START and their like) does that by itself and starts no such flow.',
    ),
});

const catalogueTrigger = z.strictObject({
  catalogue: z
    .enum(NEWS_KINDS)
    .describe(
      'What becomes of a product: back-in-stock: it can be bought again. price-drop: its price is lower than the customer saw it, and than in the 30 days before. low-stock: few pieces are left.',
    ),
  for: z
    .array(z.enum(WISH_KINDS))
    .min(1)
    .max(WISH_KINDS.length)
    .default([...WISH_KINDS])
    .describe(
      'Who hears of it: wanted: who asked (product.wanted). carted: who had it in the cart. viewed: who looked at it. All three where it is left out; who asked comes first.',
    ),
  by: z
    .number()
    .min(1)
    .max(95)
    .optional()
    .describe(
      'For price-drop: by at least so many per cent below the price that the customer saw. Left out: any fall.',
    ),
});

export const triggerSchema = z
  .union([
    eventTrigger,
    segmentTrigger,
    dateTrigger,
    inactivityTrigger,
    thresholdTrigger,
    scheduleTrigger,
    keywordTrigger,
    catalogueTrigger,
  ])
  .describe('What starts the flow for a customer.');

export type EventTrigger = z.infer<typeof eventTrigger>;
export type DateTrigger = z.infer<typeof dateTrigger>;
export type InactivityTrigger = z.infer<typeof inactivityTrigger>;
export type SegmentTrigger = z.infer<typeof segmentTrigger>;
export type KeywordTrigger = z.infer<typeof keywordTrigger>;
export type CatalogueTrigger = z.infer<typeof catalogueTrigger>;
export type ScheduleTrigger = z.infer<typeof scheduleTrigger>;
export type ThresholdTrigger = z.infer<typeof thresholdTrigger>;
