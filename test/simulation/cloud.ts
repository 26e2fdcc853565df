/**
 * The system under test: real handlers and SDK clients on the stand-ins, invoked as Lambda would, in
 * instances that may die.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { MAX_RECEIVES } from '../../contract/queues.ts';
import { present } from '../../core/present.ts';
import type { Functions } from '../../local/functions.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { createQueueSource } from '../../local/queue-source.ts';
import { putSecrets } from '../../local/secrets.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { createClock } from '../../stand-ins/clock.ts';
import { CONTROL_SURFACE } from '../../stand-ins/doorway.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import { createStandIns } from '../../stand-ins/stand-ins.ts';
import type { Agenda } from './agenda.ts';
import type { Content } from './content.ts';
import { createHandler } from './faults.ts';
import { createInvoke } from './instances.ts';
import { contentOf } from './live-program.ts';
import { createNature } from './nature.ts';
import type { Plan } from './plan.ts';
import type { Planted } from './planted/planted.ts';
import { chanceOf } from './random.ts';
import { createTurns, type Task } from './turns.ts';
import { createWitness, type Witness } from './witness.ts';

export type Cloud = Awaited<ReturnType<typeof createCloud>>;

const CONCURRENCY = 3;

type Options = Readonly<{
  plan: Plan;
  agenda: Agenda;
  versions: ReadonlyMap<number, Content>;
  planted?: Planted;
}>;

export const createCloud = async ({ plan, agenda, versions, planted }: Options) => {
  const clock = createClock({ startAt: plan.start, realTimeNow: () => plan.start });
  const standIns = await createStandIns({ clock });
  putSecrets(standIns.secrets, DEFAULT_SECRETS);
  standIns.secrets.set(LOCAL.keys, { '1': IDENTITY_KEY });
  const current = new AsyncLocalStorage<Task>();
  const turns = createTurns(clock.now, chanceOf(plan.seed, 'turns'), current);
  const witness = createWitness(clock.now);
  const nature = createNature(plan, clock.now);
  const own = { userAgentAppId: CONTROL_SURFACE, requestHandler: standIns.requestHandler, region: REGION };
  const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient(own)), tableName: LOCAL.table };
  const controls = createControlsStore(table);
  const scheduler = new SchedulerClient(own);

  const loseTimer = async (name: string, body: string, how: 'never' | 'late' | 'twice'): Promise<void> => {
    const { ScheduleExpression = '', Target } = JSON.parse(body) as Schedule;
    const at = Date.parse(`${ScheduleExpression.slice(3, -1)}Z`);
    if (how !== 'twice')
      await scheduler
        .send(new DeleteScheduleCommand({ Name: name, GroupName: LOCAL.scheduleGroup }))
        .catch(() => {});
    if (how === 'never') return;
    const later = at + chanceOf(plan.seed, 'late', name).between(1, 30 * 60) * 60_000;
    agenda.add(
      later,
      () =>
        void standIns.sqs.send(LOCAL.inputQueue, {
          body: Target.Input,
          groupId: Target.SqsParameters.MessageGroupId,
        }),
    );
  };
  const controlsWritten = async (): Promise<void> => {
    const seq = (await controls.read())?.seq ?? 0;
    if (seq <= (witness.published.at(-1)?.seq ?? 0)) return;
    const content = contentOf(standIns, seq, versions);
    if (content) witness.published.push({ ...witness.moment(), seq, content });
  };
  const requestHandler = createHandler(
    present({
      standIns,
      now: clock.now,
      turns,
      current,
      nature,
      witness,
      loseTimer,
      controlsWritten,
      tamper: planted?.tamper,
    }),
  );
  standIns.mailbox.subscribe((mail) => {
    const { messageId, providerId, channel, to, flow, step, from, html, text, headers, profileId } = mail;
    const shown = channel === 'email' ? html : text;
    const dead = standIns.sqs.queue(LOCAL.inputDeadLetters).peek();
    const held = dead.some(
      ({ groupId, dedupId = '', receiveCount, body }) =>
        groupId === profileId &&
        receiveCount === 0 &&
        !witness.holds.stranded.has(dedupId) &&
        !witness.happeningsOf(eventIdOf(body)).some((id) => witness.applied.has(id)) &&
        !witness.holds.acknowledged.has(dedupId),
    );
    witness.left(current.getStore(), {
      messageId,
      providerId,
      channel,
      to,
      flow,
      step,
      from,
      html: shown,
      headers,
      profileId,
      held,
    });
  });

  const invoke = createInvoke(present({ plan, now: clock.now, turns, current, planted }), {
    standIns,
    table,
    requestHandler,
  });
  /** Acknowledged only because it was put back. */
  const liesThereAgain = ({ body, attributes }: SQSRecord): boolean =>
    Number(attributes.ApproximateReceiveCount) >= MAX_RECEIVES &&
    standIns.sqs
      .queue(LOCAL.inputQueue)
      .peek()
      .some((message) => message.body === body && message.dedupId !== attributes.MessageDeduplicationId);
  const consume =
    (
      name: 'advance' | 'send-email' | 'send-whatsapp',
      call: (functions: Functions, event: SQSEvent) => ReturnType<Functions['advance']>,
    ) =>
    async (event: SQSEvent) => {
      const about = event.Records.map(
        ({ body, attributes }) => `${attributes.ApproximateReceiveCount} ${toTheMinute(body)}`,
      ).join();
      const result = await invoke(name, about, (functions) => {
        const task = current.getStore();
        for (const { body } of event.Records) if (name === 'advance') witness.timers.begins(task, body);
        return call(functions, event).finally(() => witness.holds.ended(task));
      });
      if (!('value' in result)) throw new Error(`${name} did not finish`);
      const failed = new Set(result.value.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = event.Records.filter(
        (record) => name === 'advance' && !failed.has(record.messageId) && !liesThereAgain(record),
      );
      for (const record of done) noteApplied(record, witness);
      return result.value;
    };
  const lookingAround =
    <T>(handler: (event: SQSEvent) => Promise<T>) =>
    (event: SQSEvent): Promise<T> => {
      witness.lulls.push({ ...witness.moment(), busy: groupsUnderWay(standIns) });
      return handler(event);
    };
  const shared = { standIns, concurrency: CONCURRENCY, onError: () => {} };
  const sources = [
    createQueueSource({
      ...shared,
      queueName: LOCAL.inputQueue,
      functionName: 'advance',
      handler: consume('advance', (f, event) => f.advance(event)),
    }),
    createQueueSource({
      ...shared,
      queueName: LOCAL.outboxQueue,
      functionName: 'send-email',
      handler: lookingAround(consume('send-email', (f, event) => f.sendEmail(event))),
    }),
    createQueueSource({
      ...shared,
      queueName: LOCAL.whatsappOutbox,
      functionName: 'send-whatsapp',
      handler: lookingAround(consume('send-whatsapp', (f, event) => f.sendWhatsapp(event))),
    }),
  ];
  return { clock, standIns, turns, witness, table, invoke, sources };
};

/** In flight ones and dead letters too. */
const groupsUnderWay = ({ sqs }: Awaited<ReturnType<typeof createStandIns>>): readonly string[] =>
  [LOCAL.inputQueue, LOCAL.inputDeadLetters].flatMap((name) =>
    sqs
      .queue(name)
      .peek()
      .flatMap(({ groupId = [] }) => groupId),
  );

type Schedule = Readonly<{
  ScheduleExpression?: string;
  Target: Readonly<{ Input: string; SqsParameters: Readonly<{ MessageGroupId: string }> }>;
}>;

/**
 * Moments in a text without their seconds: these shift with whatever else goes on, and what befalls a call is
 * not to hang on that.
 */
const toTheMinute = (text: string): string =>
  text.replace(/\d{13}/g, (moment) => String(Math.floor(Number(moment) / 60_000)));

/**
 * The same event told twice, or the same wake, may lie in the dead letters once and be applied all the same.
 */
const noteApplied = ({ body, attributes }: SQSRecord, witness: Witness): void => {
  const eventId = eventIdOf(body);
  if (eventId !== '') witness.inputApplied(eventId);
  // One that came back from there carries its own name last.
  witness.holds.acknowledged.add(attributes.MessageDeduplicationId?.split('.').at(-1) ?? '');
};

const eventIdOf = (body: string): string => (JSON.parse(body) as { event?: { id: string } }).event?.id ?? '';
