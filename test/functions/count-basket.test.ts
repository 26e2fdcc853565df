/** Advance and recommendations: an order is counted by one write more, where a message may show it, and once. */
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecommendations } from '../../adapters/dynamodb/recommendations.ts';
import { advanceEnv } from '../../contract/environment.ts';
import { createAdvance } from '../../functions/advance/handler.ts';
import { functionVariables } from '../../local/function-variables.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { cartFlow, programOf } from '../support/flows.ts';
import { publishProgram } from '../support/publish.ts';

let aws: TestAws;
let writes: number;
beforeEach(async () => {
  aws = await createTestAws();
  writes = 0;
});
afterEach(() => aws.close());

const counting: RequestHandler = {
  handle: (request, options) => {
    const { headers } = request as { headers: Record<string, string> };
    if (/PutItem|UpdateItem/.test(headers['x-amz-target'] ?? '')) writes += 1;
    return aws.requestHandler.handle(request, options);
  },
};

const goesLive = (recommends?: true) =>
  publishProgram(aws, {
    ...programOf([cartFlow()], {}, recommends ? 2 : 1),
    ...(recommends && { recommends }),
  });

const hears = async (name: string, data: Record<string, unknown>, who = 'jette') => {
  const advance = createAdvance(
    readEnv(advanceEnv, {
      AWS_LAMBDA_FUNCTION_NAME: 'advance',
      ...functionVariables({
        queueUrl: aws.standIns.sqs.url,
        publicUrl: 'https://mail.shop.example',
        shops: {},
      }),
    }),
    { now: aws.clock.now, newToken: () => 'token' },
    counting,
  );
  const profileId = `1${who}`;
  const id = `${name}-${writes}-${who}`;
  const identities = [{ kind: 'email', value: `${who}@example.org`, profileId }];
  const event = { id, name, at: TEST_START, source: 'test', identities, data };
  const input = { kind: 'event', inputId: id.padEnd(25, '0'), profileId, event, receivedAt: TEST_START };
  const before = writes;
  const attributes = { MessageGroupId: profileId };
  const record = { messageId: 'm', body: JSON.stringify(input), attributes };
  expect(await advance({ Records: [record] } as never as SQSEvent)).toEqual({ batchItemFailures: [] });
  return writes - before;
};

const order = (order_id: string, more: object = {}) => ({
  order_id,
  currency: 'EUR',
  total: '9.00',
  items: [{ product_id: 'tea' }, { product_id: 'pot' }],
  ...more,
});

const withTea = async () => {
  const recommendations = createRecommendations({ tableName: LOCAL.table, client: aws.dynamodb });
  return (await recommendations.suggest({ has: [], about: ['tea'], categories: [] }, TEST_START)).recommended;
};

test('an order costs one write more where a message may recommend, and none elsewhere', async () => {
  await goesLive();
  const without = await hears('order.placed', order('V-1'));
  await goesLive(true);
  expect(await hears('order.placed', order('V-2'), 'enno')).toBe(without + 1);
});

test('the same order counts once, whoever says it again, and a paid one is the one that was placed', async () => {
  await goesLive(true);
  await hears('order.placed', order('V-1'));
  await hears('order.placed', order('V-1'));
  await hears('order.paid', order('V-1'));
  expect(await withTea()).toEqual([]);
  await hears('order.paid', order('V-2', { items: [] }), 'enno');
  await hears('order.placed', order('V-2'), 'enno');
  expect(await withTea()).toEqual(['pot']);
});

test('a test, a cancelled order and one that was given back as a whole do not count', async () => {
  await goesLive(true);
  await hears('order.placed', order('V-1'));
  await hears('order.placed', order('V-2', { test: true }), 'enno');
  await hears('order.cancelled', order('V-3'), 'fenna');
  expect(await withTea()).toEqual([]);
  await hears('order.placed', order('V-4'), 'gesa');
  expect(await withTea()).toEqual(['pot']);
  await hears('order.refunded', { order_id: 'V-4', currency: 'EUR', amount: '9.00' }, 'gesa');
  expect(await withTea()).toEqual([]);
  await hears('order.placed', order('V-5'), 'hilka');
  expect(await withTea()).toEqual(['pot']);
  await hears('order.cancelled', { order_id: 'V-1' });
  expect(await withTea()).toEqual([]);
});
