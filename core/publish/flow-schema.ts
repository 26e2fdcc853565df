/**
 * The single definition of the flow language: what a file in flows/ may hold and what each key means. The
 * JSON Schema for editors is made from it.
 */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { bothNames, duration, eventName } from '../program/words.ts';
import { PURPOSES } from '../reason.ts';
import { conditionSchema } from './condition-schema.ts';
import { ANY, stepSchema } from './step-schema.ts';
import { triggerSchema } from './trigger-schema.ts';

export const TOPICS = ['newsletter', 'offers', 'product-care', 'reviews'] as const;

export const flowSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Path of this schema, so that editors complete and explain.'),
    name: bothNames.describe('What people call the flow, in German and English.'),
    status: z
      .enum(['draft', 'live', 'paused'])
      .default('draft')
      .describe(
        'draft: checked, but starts for nobody. live: runs. paused: nobody enters, and messages wait until it is live again.',
      ),
    priority: z
      .number()
      .int()
      .min(1)
      .max(9)
      .default(5)
      .describe('When several messages compete for one day: 9 goes first, 1 last.'),
    purpose: z
      .enum(PURPOSES)
      .default('marketing')
      .describe(
        'marketing needs consent. transactional is only for messages that fulfil a contract and do not advertise.',
      ),
    topic: z
      .enum(TOPICS)
      .optional()
      .describe('What customers may switch off by itself on the preferences page.'),
    trigger: triggerSchema,
    audience: conditionSchema
      .optional()
      .describe('Who may get messages; looked at when somebody enters and again before every message.'),
    reentry: z
      .union([
        z.literal(['never', 'always']),
        z.strictObject({ after: duration.describe('Counted from the end of the last time.') }),
      ])
      .default('never')
      .describe('Whether somebody may go through the flow again: "never", "always", or { "after": "7d" }.'),
    exitOn: z
      .array(
        z.union([
          eventName,
          z.strictObject({
            event: eventName.describe('The event that ends the flow.'),
            any: z.boolean().optional().describe(ANY),
          }),
        ]),
      )
      .max(20)
      .default([])
      .describe('Any of these events ends the flow for the customer.'),
    goal: z
      .strictObject({
        on: eventName.describe('The event that the flow is for.'),
        any: z.boolean().optional().describe(ANY),
        within: duration.optional().describe('Counts for the flow up to this long after somebody entered.'),
      })
      .optional()
      .describe('What counts as success; reaching it ends the flow too.'),
    holdout: z
      .number()
      .min(0)
      .max(50)
      .default(0)
      .describe('Per cent of customers who get nothing, so that the worth of the flow can be measured.'),
    holdoutUntil: z.iso
      .date({ error: 'date' })
      .optional()
      .describe(
        'The last day, in the time zone of the shop, on which anybody is held out: a test of so many weeks, and then everybody gets the flow. Such as "2027-01-15".',
      ),
    onEdit: z
      .enum(['follow', 'finish', 'only-new'])
      .default('follow')
      .describe(
        'What an edit means for people inside. follow: they go on in the new version. finish: they finish the version they entered. only-new: they leave the flow; the edit is for people who enter from now on.',
      ),
    steps: z.array(stepSchema).min(1).max(LIMITS.stepsPerFlow).describe('What happens, in this order.'),
  })
  .meta({
    title: 'Stammkunde flow',
    description: 'A flow: what starts it, who gets it, and its steps. The file name is its id.',
  });

export type FlowFile = z.infer<typeof flowSchema>;

export const STEP_KINDS = [
  'wait',
  'send',
  'if',
  'switch',
  'split',
  'waitFor',
  'coupon',
  'set',
  'call',
  'emit',
  'stop',
  'forget',
  'exit',
] as const;
