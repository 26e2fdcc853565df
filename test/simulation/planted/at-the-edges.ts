/** Bugs planted around the handlers: what goes in is changed, what comes out is ignored. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { createControlsStore } from '../../../adapters/dynamodb/controls.ts';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import type { Program } from '../../../core/program/program.ts';
import type { Functions } from '../../../local/functions.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { SMALL } from '../sizes.ts';
import { asksTooEarly } from './asks-too-early.ts';
import { obeysStaleTimers } from './obeys-stale-timers.ts';
import type { Kit, Planted } from './planted.ts';

const acknowledged = { batchItemFailures: [] };

export const without = ({ Records }: SQSEvent, pattern: RegExp): SQSEvent => ({
  Records: Records.filter(({ body }) => !pattern.test(body)),
});
export const withBodies = ({ Records }: SQSEvent, change: (body: string) => string): SQSEvent => ({
  Records: Records.map((record) => ({ ...record, body: change(record.body) })),
});

/** What advance is given is not what the queue holds; the queue never learns of it. */
export const advanceSees =
  (change: (event: SQSEvent) => SQSEvent) =>
  (functions: Functions): Functions => ({
    ...functions,
    advance: (event) => functions.advance(change(event)),
  });

/** As if it had never failed before. */
const firstReceive = ({ Records }: SQSEvent): SQSEvent => ({
  Records: Records.map((record) => ({
    ...record,
    attributes: { ...record.attributes, ApproximateReceiveCount: '1' },
  })),
});

/** Instead of refusing a broken edit, the pointer moves on, and the cart flow is gone. */
const publishesAnyway = (functions: Functions, { standIns, table, requestHandler }: Kit): Functions => ({
  ...functions,
  publishProgram: async (event) => {
    const report = await functions.publishProgram(event);
    if (report?.ok !== false || report.program === null) return report;
    const controls = createControlsStore({
      ...table,
      client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler })),
    });
    const live = await controls.read();
    if (!live) return report;
    const before = JSON.parse(
      Buffer.from(standIns.s3.get(LOCAL.configBucket, programKey(live.seq))?.body ?? []).toString('utf8'),
    ) as Program;
    const { 'abandoned-cart': _lost, ...flows } = before.flows;
    const program = { ...before, seq: live.seq + 1, flows };
    standIns.s3.put({
      bucket: LOCAL.configBucket,
      key: programKey(program.seq),
      body: Buffer.from(JSON.stringify(program)),
    });
    await controls.move(live.seq, { ...live, seq: program.seq });
    return report;
  },
});

/** Whatever settings.json says, the program that goes live knows no cap. */
const forgetsCaps = (functions: Functions, { standIns }: Kit): Functions => ({
  ...functions,
  publishProgram: async (event) => {
    const report = await functions.publishProgram(event);
    if (report?.program === null || report?.program === undefined) return report;
    const key = programKey(report.program);
    const program = JSON.parse(
      Buffer.from(standIns.s3.get(LOCAL.configBucket, key)?.body ?? []).toString('utf8'),
    ) as Program;
    const settings = { ...program.settings, frequencyCap: null };
    standIns.s3.put({
      bucket: LOCAL.configBucket,
      key,
      body: Buffer.from(JSON.stringify({ ...program, settings })),
    });
    return report;
  },
});

type Absorbing = Readonly<{
  kind?: string;
  state?: { person: { email?: string }; consents?: Record<string, { for?: string }> };
}>;

/** Who is absorbed had no address of their own, and agreed for none, as far as the survivor can see. */
const withoutAddress = (body: string): string => {
  const input = JSON.parse(body) as Absorbing;
  if (input.kind !== 'absorb' || !input.state) return body;
  delete input.state.person.email;
  for (const consent of Object.values(input.state.consents ?? {})) delete consent.for;
  return JSON.stringify(input);
};

/** What meets a tombstone is acknowledged and goes no further. */
const swallowsAtTombstones = (functions: Functions, { table }: Kit): Functions => {
  const profiles = createProfileStore(table);
  const meets = async ({ body }: SQSRecord): Promise<boolean> => {
    const { kind, profileId } = JSON.parse(body) as { kind?: string; profileId?: string };
    return kind === 'event' && (await profiles.load(profileId ?? '')).state?.kind === 'tombstone';
  };
  return {
    ...functions,
    advance: async ({ Records }) => {
      const swallowed = await Promise.all(Records.map(meets));
      return functions.advance({ Records: Records.filter((_, index) => !swallowed[index]) });
    },
  };
};

const programKey = (seq: number): string => `programs/${String(seq).padStart(10, '0')}.json`;

export const AT_THE_EDGES: readonly Planted[] = [
  {
    name: 'inputs that failed are acknowledged',
    breaks: ['I2'],
    seeds: 3,
    from: 2,
    wrap: (functions) => ({
      ...functions,
      advance: (event) => functions.advance(event).then(() => acknowledged),
    }),
  },
  {
    name: 'messages that failed are acknowledged',
    breaks: ['I2'],
    seeds: 3,
    from: 2,
    wrap: (functions) => ({
      ...functions,
      sendEmail: (event) => functions.sendEmail(event).then(() => acknowledged),
    }),
  },
  {
    name: 'bounces and complaints are forgotten',
    breaks: ['I4'],
    seeds: 8,
    wrap: (functions) => ({
      ...functions,
      receiveFeedback: async (event) =>
        /"eventType":"(Bounce|Complaint)"/.test(JSON.stringify(event).replaceAll('\\', ''))
          ? (undefined as never)
          : functions.receiveFeedback(event),
    }),
  },
  {
    name: 'orders are forgotten',
    breaks: ['I6'],
    says: ' although ',
    seeds: 2,
    wrap: advanceSees((event) => without(event, /"name":"order\.(placed|paid)"/)),
  },
  {
    name: 'an order under the other address does not stop the cart',
    breaks: ['I6'],
    says: ' although ',
    seeds: 2,
    wrap: advanceSees((event) => without(event, /"completed":true/)),
  },
  {
    name: 'orders of Shopify are forgotten',
    breaks: ['I2'],
    seeds: 3,
    wrap: advanceSees((event) => without(event, /"name":"order\.(?=.*"source":"shopify")/)),
  },
  {
    name: 'what parcel services tell is forgotten',
    breaks: ['I2'],
    seeds: 3,
    from: 2,
    wrap: advanceSees((event) => without(event, /"name":"shipment\.(?=.*"source":"(aftership|sendcloud)")/)),
  },
  {
    name: 'withdrawals are forgotten',
    breaks: ['I3'],
    seeds: 5,
    wrap: advanceSees((event) => without(event, /"name":"consent\.withdrawn"/)),
  },
  {
    name: 'everybody lives in UTC',
    breaks: ['I5'],
    seeds: 4,
    from: 3,
    wrap: advanceSees((event) =>
      withBodies(event, (body) => body.replace(/"time_zone":"[^"]*"/, '"time_zone":"UTC"')),
    ),
  },
  {
    name: 'the sweep sees nothing',
    breaks: ['I8'],
    seeds: 3,
    wrap: (functions) => ({ ...functions, sweep: async () => ({ overdue: 0 }) }),
  },
  { name: 'stale timers are obeyed', breaks: ['I8'], seeds: 3, wrap: obeysStaleTimers },
  {
    name: 'holds are not written',
    breaks: ['I6'],
    seeds: 8,
    from: 4,
    roughness: 6,
    wrap: advanceSees(firstReceive),
  },
  {
    name: 'a merge takes the consent for one address for both',
    breaks: ['I3'],
    seeds: 5,
    wrap: advanceSees((event) => withBodies(event, withoutAddress)),
  },
  { name: 'tombstones swallow what they meet', breaks: ['I2'], seeds: 2, wrap: swallowsAtTombstones },
  { name: 'caps are forgotten', breaks: ['I5'], seeds: 8, wrap: forgetsCaps },
  {
    name: 'a broken edit goes live',
    breaks: ['I7'],
    seeds: 5,
    from: 3,
    size: SMALL,
    wrap: publishesAnyway,
  },
  {
    name: 'the gate is asked before the mail is made',
    breaks: ['I4'],
    seeds: 8,
    from: 3,
    wrap: asksTooEarly,
  },
];
