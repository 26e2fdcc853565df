/**
 * The schema of a flow's steps as marketers write them. A step's id stays the same when the file is edited,
 * because waiting people are found by it.
 */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { duration, eventName, factPath, id, scalar, WEEKDAYS, wallClock } from '../program/words.ts';
import { CHANNELS, TOPICS } from '../reason.ts';
import { calledForm } from './call-step.ts';
import { type ConditionFile, conditionSchema } from './condition-schema.ts';

const stepId = id.describe(
  'Stays the same when the file is edited: people who wait here are found by it. Small letters, digits and hyphens; starts with a letter.',
);

/** In a flow with one run per order. */
export const ANY = 'In a flow per order: true takes the event whichever order it is about.';

const untilSchema = z
  .union([
    z.strictObject({
      weekday: z.enum(WEEKDAYS).optional().describe('The next such day; any day where it is left out.'),
      at: wallClock,
    }),
    z.strictObject({
      date: factPath.describe('A date in the data, e.g. shipment.expected_at.'),
      at: wallClock.optional(),
    }),
  ])
  .describe("A moment in the recipient's time zone.");

const waitStep = z.strictObject({
  id: stepId,
  wait: z
    .union([duration, z.strictObject({ until: untilSchema })])
    .describe(
      'Waits: a length of time such as "24h" or "3d", or { "until": { "weekday": "tuesday", "at": "09:00" } }.',
    ),
});

const channel = z.enum(CHANNELS);
const template = z
  .string()
  .regex(/^(?!constructor$)[a-z][a-z0-9-]{0,59}$/, { error: 'id' })
  .describe('Name of the template: templates/<name>.de.mjml and templates/<name>.en.mjml.');

const sendStep = z.strictObject({
  id: stepId,
  send: z
    .strictObject({
      channel: channel.describe('By e-mail or WhatsApp.'),
      template,
      topic: z
        .enum(TOPICS)
        .optional()
        .describe('Beside the topic of the flow: who switched off either of them gets no such message.'),
      usefulFor: duration
        .optional()
        .describe('Skipped when it could not leave within this time after it was due (default 3d).'),
      fallback: z
        .strictObject({ channel: channel.describe('By e-mail or WhatsApp.'), template })
        .optional()
        .describe('What to send where the first channel cannot be used.'),
    })
    .describe('Sends one message, if the customer may and wants to have it.'),
});

const couponStep = z.strictObject({
  id: stepId,
  coupon: z
    .strictObject({
      pool: id.describe('Name of a file in coupons/ without .csv or .json.'),
      validFor: duration
        .optional()
        .describe(
          'How long the code is valid, from the first message that carries it. Days and weeks last to the end of the day where the customer lives.',
        ),
    })
    .describe(
      'The messages after this step carry a code of the pool as coupon.code: the same one in all of them, for this customer only. It is taken when the first of them leaves; where the pool is empty that message is skipped.',
    ),
});

const setStep = z.strictObject({
  id: stepId,
  set: z
    .strictObject({
      attributes: z
        .record(z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, { error: 'attribute' }), scalar)
        .optional()
        .describe('Own facts about the customer.'),
      addTags: z.array(id).max(20).optional().describe('Tags to add.'),
      removeTags: z.array(id).max(20).optional().describe('Tags to take away.'),
      tier: id.optional().describe('Loyalty tier.'),
    })
    .describe('Writes something down about the customer.'),
});

const callStep = z.strictObject({ id: stepId, call: calledForm });

const emitStep = z.strictObject({
  id: stepId,
  emit: z
    .strictObject({ event: eventName.describe('An event of your own, listed under customEvents.') })
    .describe('Makes an event, which may start another flow.'),
});

const stopStep = z.strictObject({
  id: stepId,
  stop: z
    .strictObject({ channel: channel.describe('By e-mail or WhatsApp.') })
    .describe("Ends the shop's marketing to this customer there, as if the customer had unsubscribed."),
});

const forgetStep = z.strictObject({
  id: stepId,
  forget: z
    .strictObject({})
    .describe(
      'Erases this customer by a rule of the shop, as an erasure on request does, and ends the flow.',
    ),
});

const notifyStep = z.strictObject({
  id: stepId,
  notify: z
    .strictObject({ template })
    .describe(
      'A mail about this customer to contact.email of settings.json: to the shop, never to the customer.',
    ),
});

const exitStep = z.strictObject({
  id: stepId,
  exit: z.strictObject({}).describe('Ends the flow for this customer.'),
});

export type PlainStep = z.infer<
  | typeof waitStep
  | typeof sendStep
  | typeof couponStep
  | typeof setStep
  | typeof callStep
  | typeof emitStep
  | typeof stopStep
  | typeof forgetStep
  | typeof notifyStep
  | typeof exitStep
>;
export type IfStep = Readonly<{
  id: string;
  if: ConditionFile;
  then: readonly StepFile[];
  else?: readonly StepFile[];
}>;
export type SwitchStep = Readonly<{
  id: string;
  switch: readonly Readonly<{ when: ConditionFile; then: readonly StepFile[] }>[];
  else?: readonly StepFile[];
}>;
export type SplitStep = Readonly<{
  id: string;
  split: readonly Readonly<{ name: string; weight: number; then: readonly StepFile[] }>[];
}>;
type WaitForStep = Readonly<{
  id: string;
  waitFor: Readonly<{ event: string; where?: ConditionFile; any?: boolean; timeout: string }>;
  then: readonly StepFile[];
  else?: readonly StepFile[];
}>;
export type StepFile = PlainStep | IfStep | SwitchStep | SplitStep | WaitForStep;
export type WaitFile = z.infer<typeof waitStep>['wait'];

export const stepSchema: z.ZodType<StepFile> = z
  .lazy(() =>
    z.union([
      waitStep,
      sendStep,
      z.strictObject({
        id: stepId,
        if: conditionSchema,
        then: branch.describe('Steps where the condition holds.'),
        else: branch.optional().describe('Steps where it does not hold.'),
      }),
      z.strictObject({
        id: stepId,
        switch: z
          .array(z.strictObject({ when: conditionSchema, then: branch.describe('Steps of this case.') }))
          .min(1)
          .max(LIMITS.branchesPerStep)
          .describe('The first case that holds is taken.'),
        else: branch.optional().describe('Steps where no case holds.'),
      }),
      z.strictObject({
        id: stepId,
        split: z
          .array(
            z.strictObject({
              name: id.describe('Name of this variant in figures.'),
              weight: z.number().int().min(0).max(10_000).describe('Its share, beside the other weights.'),
              then: branch.describe('Steps of this variant.'),
            }),
          )
          .min(2)
          .max(LIMITS.branchesPerStep)
          .describe(
            'Divides customers at random, by weight; the same customer always gets the same variant.',
          ),
      }),
      z.strictObject({
        id: stepId,
        waitFor: z
          .strictObject({
            event: eventName,
            where: conditionSchema.optional(),
            any: z.boolean().optional().describe(ANY),
            timeout: duration.describe('Waits no longer than this.'),
          })
          .describe('Waits for an event.'),
        then: branch.describe('Steps when it happened.'),
        else: branch.optional().describe('Steps when it did not happen in time.'),
      }),
      couponStep,
      setStep,
      callStep,
      emitStep,
      stopStep,
      forgetStep,
      notifyStep,
      exitStep,
    ]),
  )
  .meta({
    id: 'step',
    description:
      'One step: an id, and one of wait, send, if, switch, split, waitFor, coupon, set, call, emit, stop, forget, notify, exit.',
  });

const branch = z.array(stepSchema).max(LIMITS.stepsPerFlow);
