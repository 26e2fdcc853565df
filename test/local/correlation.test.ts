/** One id from the webhook to the message: through queues, a timer, a redrive, and back from the sender. */
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CORRELATION_ATTRIBUTE } from '../../contract/queues.ts';
import { createFunctions, type Functions } from '../../local/functions.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { toEvent } from '../../local/queue-source.ts';
import { signStandard } from '../../local/signing.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, type TestAws } from '../support/aws.ts';
import { cartFlow, HOUR, programOf } from '../support/flows.ts';
import { publishProgram } from '../support/publish.ts';

let aws: TestAws;
let functions: Functions;

beforeEach(async () => {
  aws = await createTestAws();
  aws.standIns.secrets.set(LOCAL.webhookSecrets, DEFAULT_SECRETS);
  aws.standIns.secrets.set(LOCAL.keys, { '1': 'a key for tests, not a secret of anybody at all' });
  functions = createFunctions({
    queueUrl: aws.standIns.sqs.url,
    publicUrl: 'https://mail.shop.example',
    shops: {},
    runtime: { now: aws.clock.now, newToken: () => 'token' },
    requestHandler: aws.requestHandler,
  });
  await publishProgram(aws, programOf([cartFlow()]));
});
afterEach(() => aws.close());

const customer = { email: 'jette@example.org', locale: 'de-DE' };
const consent = { customer, channel: 'email', purpose: 'marketing', basis: 'double-opt-in' };
const cart = {
  checkout_id: 'c-1',
  customer,
  currency: 'EUR',
  total: '9.00',
  url: 'https://shop.example/c-1',
  items: [{ product_id: '1', title: 'Tee', quantity: 1, unit_price: '9.00' }],
};

const knock = async (requestId: string, type: string, data: object): Promise<void> => {
  const now = aws.clock.now();
  const event = { type, timestamp: new Date(now).toISOString(), data };
  const { body, headers } = signStandard(DEFAULT_SECRETS, requestId, event as never, now);
  const answer = await functions.receiveWebhook({
    pathParameters: { platform: 'standard' },
    requestContext: { requestId, http: { method: 'POST' } },
    headers,
    body,
  } as never);
  expect(answer).toMatchObject({ statusCode: 200 });
};

/** Takes everything out of a queue and gives it to the function behind it, as Lambda would. */
const workOff = async (name: string, handler: (event: SQSEvent) => Promise<unknown>): Promise<void> => {
  const queue = aws.standIns.sqs.queue(name);
  for (let messages = queue.receive(1); messages.length > 0; messages = queue.receive(1)) {
    expect(await handler(toEvent(queue, messages))).toEqual({ batchItemFailures: [] });
    for (const { receipt } of messages) queue.remove(receipt ?? '');
  }
};

const idsIn = (name: string) =>
  aws.standIns.sqs
    .queue(name)
    .peek()
    .map(({ attributes }) => Reflect.get(Object(attributes), CORRELATION_ATTRIBUTE)?.StringValue);

const timers = () =>
  aws.standIns.scheduler
    .schedules()
    .filter(({ fired }) => !fired)
    .map(({ Target }) => JSON.parse(Target.Input ?? '{}'));

/** The customer has agreed and left a cart, and an hour has passed: the first mail is in the outbox. */
const untilTheMail = async (): Promise<void> => {
  await knock('request-consent', 'consent.given', consent);
  await knock('request-cart', 'checkout.updated', cart);
  expect(idsIn(LOCAL.inputQueue)).toEqual(['request-consent', 'request-cart']);
  await workOff(LOCAL.inputQueue, functions.advance);
  expect(timers()).toMatchObject([{ kind: 'timer', correlationId: 'request-cart' }]);
  aws.clock.moveTo(aws.clock.now() + HOUR + 60_000);
  aws.standIns.scheduler.fireDue();
  await workOff(LOCAL.inputQueue, functions.advance);
};

test('a message, and what the sender says of it, carry the id of the request that began it', async () => {
  await untilTheMail();
  expect(idsIn(LOCAL.outboxQueue)).toEqual(['request-cart']);
  expect(timers()).toMatchObject([{ kind: 'timer', correlationId: 'request-cart' }]);
  // A marketer pauses the flow meanwhile, so that the sender defers the message and reports that to the
  // engine.
  await publishProgram(aws, programOf([cartFlow()], {}, 2), { paused: ['abandoned-cart'] });
  await workOff(LOCAL.outboxQueue, functions.sendEmail);
  expect(idsIn(LOCAL.inputQueue)).toEqual(['request-cart']);
});

test('a redrive brings them back under the id they had', async () => {
  await untilTheMail();
  const [message] = aws.standIns.sqs.queue(LOCAL.outboxQueue).peek();
  if (!message) throw new Error('no message');
  aws.standIns.sqs.queue(LOCAL.outboxDeadLetters).adopt(message);
  aws.standIns.sqs.queue(LOCAL.outboxQueue).purge();
  await functions.redrive({ queues: ['outbox'] });
  expect(idsIn(LOCAL.outboxQueue)).toEqual(['request-cart']);
});

test('no id says anything about a person', async () => {
  await untilTheMail();
  const carried = [...idsIn(LOCAL.outboxQueue), ...timers().map(({ correlationId }) => correlationId)];
  expect(carried.every((id) => /^request-[a-z]+$/.test(id))).toBe(true);
});
