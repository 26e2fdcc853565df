/** The function that makes the calls of flows: what stops a call, what brings it back, and what is told of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { Controls } from '../../core/program/program.ts';
import type { Input } from '../../core/state/input.ts';
import type { WebhookCall } from '../../core/state/webhook-call.ts';
import { createCallWebhook } from '../../functions/call-webhook/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { dyingAt } from '../support/dying.ts';
import { createDesk, customerOf, type Desk, knows, programWith, START } from '../support/sending.ts';

const { profile, message } = customerOf('jette');
const call: WebhookCall = {
  callId: 'call-1',
  profileId: profile.id,
  flow: 'abandoned-cart',
  step: 'crm',
  url: 'https://hooks.crm.example/in?key=secret',
  body: '{}',
  decidedAt: START,
};

let desk: Desk;
let callUrl: string;

beforeEach(async () => {
  desk = await createDesk();
  const called = await desk.standIns.listenForCalls();
  callUrl = `${called.url}/{url}`;
  desk.standIns.secrets.set(LOCAL.callSecrets, { call: `whsec_${btoa('a key for the calls of flows')}` });
  await desk.publish(programWith({ sending: 'live' }));
  await knows(desk, { profile, message });
  return async () => {
    await called.close();
    await desk.close();
  };
});

const attempt = async (
  made = call,
  handler: RequestHandler = desk.standIns.requestHandler,
): Promise<boolean> => {
  const env = {
    ...desk.env,
    AWS_LAMBDA_FUNCTION_NAME: 'call-webhook',
    CALL_QUEUE_URL: desk.standIns.sqs.url(LOCAL.callQueue),
    CALL_SECRETS_ID: LOCAL.callSecrets,
    CALL_URL: callUrl,
  };
  const records = { Records: [{ messageId: 'sqs', body: JSON.stringify(made) }] };
  const { batchItemFailures } = await createCallWebhook(env, desk.runtime, handler)(records as never);
  return batchItemFailures.length === 0;
};
const told = () =>
  desk.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => JSON.parse(body) as Input)
    .flatMap((input) => (input.kind === 'event' ? [input.event] : []));
const waiting = () => desk.standIns.sqs.queue(LOCAL.callQueue).peek();
const fails = (kind: string) =>
  desk.standIns.setFaults([{ service: 'webhooks', operation: '*', kind, rate: 1 }]);
const switchTo = (change: Partial<Controls>) => desk.publish(programWith({}, { seq: 2 }), change);

describe('a call', () => {
  it('is made, and its customer is told by the host alone', async () => {
    expect(await attempt()).toBe(true);
    expect(desk.standIns.taken()).toMatchObject([{ id: 'call-1', url: call.url }]);
    expect(told()).toMatchObject([
      {
        name: 'call.delivered',
        source: 'stammkunde',
        data: {
          call_id: 'call-1',
          flow: 'abandoned-cart',
          step: 'crm',
          host: 'hooks.crm.example',
          status: 200,
        },
      },
    ]);
    expect(JSON.stringify(told())).not.toContain('secret');
  });

  it('is told to whoever its customer has become meanwhile', async () => {
    const gone = {
      kind: 'tombstone',
      id: profile.id,
      mergedInto: '0survivor',
      at: START,
      pending: [],
    } as const;
    await desk.save({ ...profile, id: '0survivor' });
    await desk.save(gone as never);
    expect(await attempt()).toBe(true);
    const [body] = desk.standIns.sqs.queue(LOCAL.inputQueue).peek();
    expect(JSON.parse(body?.body ?? '')).toMatchObject({
      profileId: '0survivor',
      event: { name: 'call.delivered' },
    });
  });

  it('comes back no sooner than the far end asks, and later the older it is', async () => {
    fails('throttle');
    await attempt();
    await attempt({ ...call, decidedAt: START - 3_000_000 });
    const [first, second] = waiting().map(({ visibleAt }) => visibleAt - START);
    expect([first, second]).toEqual([60_000, 750_000]);
    expect(told()).toEqual([]);
  });

  it('that got no further for a day is told, and stays with the queue until it is a dead letter', async () => {
    fails('error');
    const old = { ...call, decidedAt: START - LIMITS.callTriesMs };
    expect(await attempt(old)).toBe(false);
    expect(await attempt(old)).toBe(false);
    expect(new Set(told().map(({ id, name }) => `${name} ${id}`)).size).toBe(1);
    expect(told()[0]).toMatchObject({ name: 'call.failed', data: { why: 'HTTP 500' } });
    expect(waiting()).toEqual([]);
  });

  it.each([
    ['the master switch is off', { sending: 'off' }],
    ['only test addresses are reached', { sending: 'test' }],
  ] as const)('is not made where %s', async (_, change) => {
    await switchTo(change);
    expect(await attempt()).toBe(true);
    expect(desk.standIns.taken()).toEqual([]);
    expect(told()).toMatchObject([{ name: 'call.failed', data: { why: 'master-switch' } }]);
  });

  it('waits while its flow is paused', async () => {
    await switchTo({ sending: 'live', paused: ['abandoned-cart'] });
    await attempt();
    expect([desk.standIns.taken(), told(), waiting().length]).toEqual([[], [], 1]);
  });

  it('is dropped after an erasure, and made for whoever came later', async () => {
    await desk.save({ ...profile, erasedAt: START });
    expect(await attempt()).toBe(true);
    expect([desk.standIns.taken(), told()]).toEqual([[], []]);
    await attempt({ ...call, decidedAt: START + 1 });
    expect(desk.standIns.taken()).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'has one id and one word on the timeline, whatever call of ours the process died %s',
    async (when) => {
      for (let died = 1; died < 20; died += 1) {
        const handler = dyingAt(desk.standIns.requestHandler, { call: died, when });
        const done = await attempt(call, handler).catch(() => false);
        if (done && handler.calls() < died) break;
      }
      expect(new Set(desk.standIns.taken().map(({ id }) => id))).toEqual(new Set(['call-1']));
      expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    },
  );
});
