/**
 * `connect` for every platform in the list: what it says, and its verdict on the next delivery; and what the
 * system on one machine remembers of deliveries.
 */
import { describe, expect, test } from 'vitest';
import { connect } from '../../cli/connect.ts';
import type { Delivery } from '../../cli/connect-words.ts';
import { createDeliveries } from '../../local/deliveries.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { request } from '../support/webhooks.ts';

const [sendcloud] = PLATFORMS.filter(({ name }) => name === 'sendcloud');
if (!sendcloud) throw new Error('no platform to connect');

const delivery = (number: number, answer: string, more: Partial<Delivery> = {}): Delivery => ({
  number,
  at: '2026-12-01T10:00:00.000Z',
  httpStatus: 200,
  answer,
  ...more,
});

type Change = Partial<Parameters<typeof connect>[1]>;

/** The command over a system that shows these lists, one at each question. */
const running = async (lists: readonly (readonly Delivery[] | undefined)[], change: Change = {}) => {
  const printed: string[] = [];
  let asked = 0;
  const code = await connect(
    sendcloud,
    { url: 'http://127.0.0.1:4000', lang: 'en', wait: 5, ...change },
    {
      deliveries: async () => lists[Math.min(asked++, lists.length - 1)],
      keptBecause: async () => 'parcel.status: must be an object',
      pause: async () => {},
      print: (text) => void printed.push(text),
    },
  );
  return { code, text: printed.join('\n'), printed };
};

test.each(PLATFORMS.map((platform) => [platform.name, platform] as const))(
  '%s says what to subscribe to, where, with which secret, and how to test',
  (_, { connect: facts }) => {
    expect(facts?.topics.length).toBeGreaterThan(0);
    for (const text of [facts?.where, facts?.secret, facts?.test])
      expect([text?.de, text?.en].every((words) => (words ?? '').length > 20)).toBe(true);
  },
);

describe('the command', () => {
  test('prints address, topics, places and test, in either language', async () => {
    const { code, text } = await running([[]], { wait: 0 });
    expect(code).toBe(0);
    for (const part of [
      'http://127.0.0.1:4000/webhooks/sendcloud',
      'parcel_status_changed',
      '{"sendcloud":"..."}',
    ])
      expect(text).toContain(part);
    expect((await running([[]], { wait: 0, lang: 'de' })).text).toContain('Adresse: http');
  });

  test('is content with a delivery that was accepted after it began to wait', async () => {
    const old = delivery(7, 'signature-wrong');
    const { code, text } = await running([[old], [old], [old, delivery(8, 'accepted')]]);
    expect(code).toBe(0);
    expect(text).toMatch(/Last, 2026.*does not fit[\s\S]*Waiting[\s\S]*arrived and was understood/);
  });

  test.each([
    ['signature-wrong', /signature does not fit/],
    ['signature-missing', /carries no signature/],
    ['signature-outdated', /five minutes/],
    ['shop-not-allowed', /this shop is not among/],
    ['ignored', /no use for it. Is the topic right/],
    ['quarantined', /not wholly understood.*parcel.status/],
    ['unsupported-media-type', /no JSON/],
    ['internal', /answered so: 200 internal/],
  ])('says in words what is wrong: %s', async (answer, words) => {
    const { code, text } = await running([[], [delivery(1, answer)]]);
    expect([code, words.test(text)]).toEqual([1, true]);
    expect((await running([[], [delivery(1, answer)]], { lang: 'de' })).text).not.toMatch(words);
  });

  test('says so where nothing comes, and where no system answers', async () => {
    expect(await running([[]])).toMatchObject({ code: 1, text: expect.stringContaining('Nothing came') });
    expect(await running([undefined])).toMatchObject({
      code: 1,
      text: expect.stringContaining('No system answers'),
    });
  });

  test('as JSON prints one object and nothing else', async () => {
    const { code, printed } = await running(
      [[], [delivery(1, 'ignored', { reason: 'this action is not used' })]],
      { json: true },
    );
    expect([code, printed.length]).toEqual([1, 1]);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      ok: false,
      platform: 'sendcloud',
      url: 'http://127.0.0.1:4000/webhooks/sendcloud',
      topics: ['parcel_status_changed'],
      delivery: { answer: 'ignored' },
      text: expect.stringContaining('this action is not used'),
    });
  });
});

describe('what the system remembers of deliveries', () => {
  test('is the answer and the topic of each platform\u2019s last ones, and nothing of what was sent', async () => {
    const deliveries = createDeliveries(() => Date.parse('2026-12-01T10:00:00Z'));
    const door = deliveries.noting(async ({ pathParameters }) => ({
      statusCode: pathParameters?.['platform'] === 'shopify' ? 401 : 200,
      body: JSON.stringify(
        pathParameters?.['platform'] === 'shopify'
          ? { error: 'signature-wrong', message: 'words' }
          : { status: 'ignored', reason: 'this action is not used' },
      ),
    }));
    const body = Buffer.from('jette@example.org');
    await door(request('shopify', body, { 'x-shopify-topic': 'orders/create' }));
    await door(request('sendcloud', body, {}));
    const at = '2026-12-01T10:00:00.000Z';
    expect(deliveries.of('shopify')).toEqual([
      {
        number: 1,
        at,
        platform: 'shopify',
        httpStatus: 401,
        answer: 'signature-wrong',
        topic: 'orders/create',
      },
    ]);
    expect(deliveries.of(undefined).map(({ number, answer }) => [number, answer])).toEqual([
      [1, 'signature-wrong'],
      [2, 'ignored'],
    ]);
    expect(JSON.stringify(deliveries.of(undefined))).not.toContain('jette');
  });

  test('is bounded', async () => {
    const deliveries = createDeliveries(() => 0);
    const door = deliveries.noting(async () => ({ statusCode: 200, body: 'no JSON' }));
    for (let n = 0; n < 150; n += 1) await door(request('standard', Buffer.alloc(0), {}));
    expect(deliveries.of(undefined)).toHaveLength(100);
    expect(deliveries.of(undefined).at(-1)).toMatchObject({ number: 150, answer: 'accepted' });
  });
});
