/**
 * The schema of conditions as marketers write them; core/conditions/condition.ts holds their compiled form.
 */
import * as z from 'zod';
import { FACTS } from '../conditions/facts.ts';
import { LIMITS } from '../limits.ts';
import { dayOrTime, eventName, factPath, id, lookBack, money, scalar } from '../program/words.ts';

const bound = z.union([z.number(), money]);

export const testSchema = z
  .strictObject({
    eq: scalar.optional().describe('Equal to.'),
    ne: scalar.optional().describe('Not equal to.'),
    in: z.array(scalar).min(1).max(100).optional().describe('One of these.'),
    gte: bound.optional().describe('At least; a number or an amount of money.'),
    gt: bound.optional().describe('More than.'),
    lte: bound.optional().describe('At most.'),
    lt: bound.optional().describe('Less than.'),
    contains: scalar.optional().describe('A list that contains this, or a text that contains this text.'),
    exists: z.boolean().optional().describe('true: known at all; false: unknown.'),
    notEmpty: z.boolean().optional().describe('A list or text that is not empty.'),
    empty: z.boolean().optional().describe('A list or text that is empty or missing.'),
    olderThan: lookBack.optional().describe('A date that lies at least so long ago, e.g. "60d".'),
    newerThan: lookBack.optional().describe('A date that lies less long ago than this.'),
    before: dayOrTime.optional().describe('A date on an earlier day than this, where the customer lives.'),
    after: dayOrTime.optional().describe('A date on a later day than this, where the customer lives.'),
  })
  .refine((test) => Object.keys(test).length > 0, { error: 'test-empty' })
  .meta({ id: 'test', description: 'Tests on one fact; all that are named must hold.' });

export const timesSchema = z
  .strictObject({
    eq: z.number().int().min(0).optional().describe('Exactly so often.'),
    gte: z.number().int().min(0).optional().describe('At least so often.'),
    gt: z.number().int().min(0).optional().describe('More often than.'),
    lte: z.number().int().min(0).optional().describe('At most so often.'),
    lt: z.number().int().min(0).optional().describe('Less often than.'),
  })
  .refine((test) => Object.keys(test).length > 0, { error: 'test-empty' })
  .meta({ id: 'times', description: 'How often; at least once where it is left out.' });

export type TestFile = z.infer<typeof testSchema>;
export type EventCondition = Readonly<{
  event: string;
  since?: string;
  times?: z.infer<typeof timesSchema>;
  where?: ConditionFile;
}>;
export type ConditionFile =
  | Readonly<{ all: readonly ConditionFile[] }>
  | Readonly<{ any: readonly ConditionFile[] }>
  | Readonly<{ not: ConditionFile }>
  | EventCondition
  | Readonly<{ segment: string }>
  | Readonly<{ [path: string]: TestFile }>;

/** Editors complete the known facts; publishing refuses any other path. */
const factProperties = (): Record<string, { $ref: string; description: string }> =>
  Object.fromEntries(
    Object.entries(FACTS)
      .filter(([path]) => !path.endsWith('.'))
      .map(([path, { description }]) => [path, { $ref: '#/definitions/test', description }]),
  );

export const conditionSchema: z.ZodType<ConditionFile> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: list.describe('Every one of these must hold.') }),
      z.strictObject({ any: list.describe('At least one of these must hold.') }),
      z.strictObject({ not: conditionSchema }).describe('This must not hold.'),
      z.strictObject({
        event: eventName.describe('It happened to this customer.'),
        since: z
          .union([z.literal(['enrolled', 'ever']), lookBack])
          .optional()
          .describe(
            '"enrolled": since the flow began for this customer; "ever", the default; or within a time such as "30d".',
          ),
        times: timesSchema.optional(),
        where: conditionSchema
          .optional()
          .describe('Counts only those for which this held when they happened, e.g. "order.total".'),
      }),
      z.strictObject({
        segment: id.describe(
          'The customer is in this segment: the name of a file in segments/ without .json.',
        ),
      }),
      z.record(factPath, testSchema).meta({
        description: 'Facts by their path, e.g. "checkout.total"; all of them must hold.',
        properties: factProperties(),
      }),
    ]),
  )
  .meta({
    id: 'condition',
    description:
      'A condition: all, any, not, event, segment, or facts by their path such as "checkout.total".',
  });

const list = z.array(conditionSchema).min(1).max(LIMITS.conditionParts);
