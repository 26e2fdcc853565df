/**
 * The schema of conditions as marketers write them; core/conditions/condition.ts holds their compiled form.
 */
import * as z from 'zod';
import { FACT_DESCRIPTIONS } from '../conditions/facts.ts';
import { LIMITS } from '../limits.ts';
import { duration, eventName, factPath, money, scalar } from '../program/words.ts';

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
export type EventCondition = Readonly<{ event: string; since?: string; times?: z.infer<typeof timesSchema> }>;
export type ConditionFile =
  | Readonly<{ all: readonly ConditionFile[] }>
  | Readonly<{ any: readonly ConditionFile[] }>
  | Readonly<{ not: ConditionFile }>
  | EventCondition
  | Readonly<{ [path: string]: TestFile }>;

/** Editors complete the known facts. Any other path is allowed, with a warning at publish. */
const factProperties = (): Record<string, { $ref: string; description: string }> =>
  Object.fromEntries(
    Object.entries(FACT_DESCRIPTIONS)
      .filter(([path]) => !path.endsWith('.'))
      .map(([path, description]) => [path, { $ref: '#/definitions/test', description }]),
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
          .union([z.literal(['enrolled', 'ever']), duration])
          .optional()
          .describe(
            '"enrolled": since the flow began for this customer; "ever", the default; or within a time such as "30d".',
          ),
        times: timesSchema.optional(),
      }),
      z.record(factPath, testSchema).meta({
        description: 'Facts by their path, e.g. "checkout.total"; all of them must hold.',
        properties: factProperties(),
      }),
    ]),
  )
  .meta({
    id: 'condition',
    description: 'A condition: all, any, not, event, or facts by their path such as "checkout.total".',
  });

const list = z.array(conditionSchema).min(1).max(LIMITS.conditionParts);
