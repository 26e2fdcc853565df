/**
 * Advance through its front door, with real SDK clients: whatever process dies at whatever point, a
 * redelivered input leaves exactly what one clean run leaves.
 */
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { advanceEnv } from '../../contract/environment.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { createAdvance } from '../../functions/advance/handler.ts';
import { functionVariables } from '../../local/function-variables.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { dyingAt } from '../support/dying.ts';
import { cartFlow, HOUR, programOf } from '../support/flows.ts';
import { publishProgram } from '../support/publish.ts';

const MINUTE = 60_000;

let aws: TestAws;

beforeEach(async () => {
  aws = await createTestAws();
  await publishProgram(
    aws,
    programOf([cartFlow()], { offer: { kind: 'free-shipping', code: 'FREI', validFor: '3d' } }),
  );
});
afterEach(() => aws.close());

const advanceWith = (requestHandler: RequestHandler) =>
  createAdvance(
    readEnv(advanceEnv, {
      AWS_LAMBDA_FUNCTION_NAME: 'advance',
      ...functionVariables({
        queueUrl: aws.standIns.sqs.url,
        publicUrl: 'https://mail.shop.example',
        shops: {},
      }),
    }),
    { now: aws.clock.now, newToken: () => 'token' },
    requestHandler,
  );

const eventOf = (...inputs: readonly Input[]) =>
  ({
    Records: inputs.map((input, index) => ({
      messageId: `m${index}`,
      body: JSON.stringify(input),
      attributes: { MessageGroupId: input.profileId },
    })),
  }) as never as SQSEvent;

const heard = (
  profileId: string,
  name: string,
  data: Record<string, unknown>,
  change: Partial<Input> = {},
): Input =>
  ({
    kind: 'event',
    inputId: `${name}-${profileId}`.padEnd(25, '0'),
    profileId,
    receivedAt: TEST_START,
    event: {
      id: `${name}-${profileId}`,
      name,
      at: TEST_START,
      source: 'test',
      identities: [{ kind: 'email', value: `${profileId}@example.org`, profileId }],
      data,
    },
    ...change,
  }) as Input;

const consent = (profileId: string) =>
  heard(profileId, 'consent.given', { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' });
const cart = (profileId: string) =>
  heard(profileId, 'checkout.updated', {
    checkout_id: 'c-1',
    currency: 'EUR',
    total: '9.00',
    items: [{ product_id: '1', quantity: 1 }],
  });

const schedules = () => aws.standIns.scheduler.schedules().filter((schedule) => !schedule.fired);
const store = () => createProfileStore({ client: aws.dynamodb, tableName: LOCAL.table });
const load = async (profileId: string) => (await store().load(profileId)).state as Profile;

describe('an input', () => {
  test('moves the profile, arms its timer and is told on the timeline', async () => {
    const advance = advanceWith(aws.requestHandler);
    expect(await advance(eventOf(consent('1a'), cart('1a')))).toEqual({ batchItemFailures: [] });
    const profile = await load('1a');
    expect(schedules()).toEqual([expect.objectContaining({ Name: profile.enrollments[0]?.timerId })]);
    expect(profile.pending).toEqual([]);
    expect(
      (await store().timeline('1a')).flatMap(({ entries }) => entries.map(({ type }) => type)),
    ).toContain('consent');
  });

  test('that cannot be read gives back its group only, and no other customer waits', async () => {
    const advance = advanceWith(aws.requestHandler);
    const event = eventOf(consent('1a'), consent('1b'), cart('1b'));
    const broken = {
      Records: event.Records.map((record, index) =>
        index === 1 ? { ...record, body: '{"kind":"nonsense"}' } : record,
      ),
    } as SQSEvent;
    expect(await advance(broken)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }],
    });
    expect(await load('1a')).toBeDefined();
  });

  test('asks for no timer in the past, ever', async () => {
    await advanceWith(aws.requestHandler)(eventOf(consent('1a'), cart('1a')));
    expect(aws.standIns.scheduler.pastRequests()).toBe(0);
  });

  test('whose timer could not be armed until its time had passed is armed for the next minute', async () => {
    const refusing: RequestHandler = {
      handle: async (request, options) => {
        if ((request as { path: string }).path.startsWith('/schedules')) throw new Error('away');
        return aws.requestHandler.handle(request, options);
      },
    };
    await advanceWith(refusing)(eventOf(consent('1a'), cart('1a')));
    expect(schedules()).toEqual([]);
    aws.clock.moveTo(TEST_START + 2 * HOUR);
    expect(await advanceWith(aws.requestHandler)(eventOf(cart('1a')))).toEqual({ batchItemFailures: [] });
    const profile = await load('1a');
    expect(schedules()).toEqual([
      expect.objectContaining({ Name: profile.enrollments[0]?.timerId, at: TEST_START + 2 * HOUR + MINUTE }),
    ]);
    expect(profile.pending).toEqual([]);
    expect(aws.standIns.scheduler.pastRequests()).toBe(0);
  });
});

/** What one clean run leaves behind, for comparison with every interrupted run. */
const remains = async () => ({
  enrollments: (await load('1a'))?.enrollments.map(({ entryId, step }) => ({ entryId, step })),
  pending: (await load('1a'))?.pending,
  live: (await load('1a'))?.enrollments.every((enrollment) =>
    schedules().some((schedule) => schedule.Name === enrollment.timerId),
  ),
  messages: [
    ...new Set(
      aws.standIns.sqs
        .queue(LOCAL.outboxQueue)
        .peek()
        .map(({ body }) => (JSON.parse(body) as OutboxMessage).messageId),
    ),
  ],
});

describe('a process that dies at any call', () => {
  for (const when of ['before', 'after'] as const) {
    for (let call = 1; call <= 14; call += 1) {
      test(`${when} its call ${call} leaves what a clean run leaves`, async () => {
        await advanceWith(aws.requestHandler)(eventOf(consent('1a'), cart('1a')));
        const [timer] = schedules();
        aws.clock.moveTo(TEST_START + HOUR);
        aws.standIns.scheduler.fireDue();
        const fired = JSON.parse(timer?.Target.Input ?? '{}') as Input;
        const dying = dyingAt(aws.requestHandler, { call, when });
        await advanceWith(dying)(eventOf(fired));
        expect(await advanceWith(aws.requestHandler)(eventOf(fired))).toEqual({ batchItemFailures: [] });
        const after = await remains();
        expect(after).toMatchObject({
          pending: [],
          live: true,
          enrollments: [expect.objectContaining({ step: 'wait-24h' })],
        });
        expect(after.messages).toHaveLength(1);
      });
    }
  }
});
