/**
 * A deployment that asks a BigCommerce store what its notices are about: the door, the queue of notices, the
 * function behind it, and the store's API on loopback.
 */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { fetchDetailsEnv } from '../../contract/environment.ts';
import { createFetchDetails } from '../../functions/fetch-details/handler.ts';
import { createReceiveWebhook } from '../../functions/receive-webhook/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, type TestAws } from './aws.ts';
import {
  BIGCOMMERCE_SECRET,
  cartOf,
  fromBigcommerce,
  noticeOf,
  orderOf,
  PRODUCTS,
  STORE,
} from './bigcommerce.ts';
import { type Asked, type Reply, type ShopApi, startShopApi } from './shop-api.ts';

export const TOKEN = 'store-token';
export const CART = '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2';

export const ORDERED = ['order/created', { type: 'order', id: 3207 }] as const;

/** The documented answers: 401 without the token, 404 for what is not there, 204 for an empty list. */
const answer = (documents: Readonly<Record<string, unknown>>, { path, headers }: Asked): Reply => {
  if (headers['x-auth-token'] !== TOKEN) return { status: 401, json: { status: 401 } };
  const { pathname, searchParams } = new URL(path, 'http://shop.example');
  const inStore = pathname.replace(`/stores/${STORE}/`, '');
  const document = documents[inStore];
  if (document === undefined) return { status: 404, json: { status: 404 } };
  if (!Array.isArray(document)) return { json: inStore.startsWith('v3/') ? { data: document } : document };
  const [page, limit] = ['page', 'limit'].map((name) => Number(searchParams.get(name))) as [number, number];
  const slice = document.slice((page - 1) * limit, page * limit);
  if (inStore.startsWith('v3/')) return { json: { data: slice, meta: { pagination: {} } } };
  return slice.length === 0 ? { status: 204, text: '' } : { json: slice };
};

/** Registers the hooks of one test file; `documents` by their path, `instead` what the API says before them. */
export const noticedShop = () => {
  let aws: TestAws;
  let api: ShopApi;
  let documents: Record<string, unknown>;
  let instead: Reply[];

  beforeAll(async () => {
    api = await startShopApi((asked) => instead.shift() ?? answer(documents, asked));
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    aws = await createTestAws();
    aws.standIns.secrets.set(LOCAL.keys, { '1': 'k'.repeat(64) });
    aws.standIns.secrets.set(LOCAL.webhookSecrets, { bigcommerce: BIGCOMMERCE_SECRET });
    enter({ store_hash: STORE, access_token: TOKEN });
    aws.clock.moveTo(Date.parse('2026-11-20T18:03:00Z'));
    instead = [];
    api.asked.length = 0;
    documents = {
      'v2/orders/3207': orderOf(),
      'v2/orders/3207/products': PRODUCTS,
      [`v3/carts/${CART}`]: cartOf(),
    };
  });
  afterEach(() => aws.close());

  const enter = (bigcommerce: object | undefined): void =>
    aws.standIns.secrets.set(LOCAL.shopCredentials, { bigcommerce } as never);
  const runtime = () => ({ now: aws.clock.now, newToken: () => 'token' });
  const variables = () => ({
    TABLE_NAME: LOCAL.table,
    INPUT_QUEUE_URL: aws.standIns.sqs.url(LOCAL.inputQueue),
    RAW_BUCKET: LOCAL.rawBucket,
    KEYS_SECRET_ID: LOCAL.keys,
  });

  const doorWith = (queue: string) =>
    createReceiveWebhook(
      {
        ...variables(),
        AWS_LAMBDA_FUNCTION_NAME: 'receive-webhook',
        WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
        BEARER_TOKENS_ID: LOCAL.bearerTokens,
        SHOPS: JSON.stringify({ bigcommerce: [STORE] }),
        NOTICE_QUEUE_URL: queue,
      },
      runtime(),
      aws.requestHandler,
    );
  const notices = () => aws.standIns.sqs.queue(LOCAL.noticeQueue);
  const post = (body: Buffer | object, signed: object = {}) =>
    doorWith(aws.standIns.sqs.url(LOCAL.noticeQueue))(
      fromBigcommerce(body, { at: aws.clock.now(), ...signed }),
    );
  const note = (scope: string, data: object) => post(noticeOf(scope, data as never));

  /** Works off what may be received now, as Lambda does; returns how many came back. */
  const work = async (handler: RequestHandler = aws.requestHandler): Promise<number> => {
    const env = fetchDetailsEnv.parse({
      ...variables(),
      AWS_LAMBDA_FUNCTION_NAME: 'fetch-details',
      NOTICE_QUEUE_URL: aws.standIns.sqs.url(LOCAL.noticeQueue),
      SHOP_CREDENTIALS_ID: LOCAL.shopCredentials,
      SHOP_API_URL: api.url,
    });
    const attend = createFetchDetails(env, runtime(), handler);
    let failed = 0;
    for (const { messageId, body, receipt = '' } of notices().receive(10, {})) {
      const { batchItemFailures } = await attend({ Records: [{ messageId, body }] } as never);
      failed += batchItemFailures.length;
      if (batchItemFailures.length === 0) notices().remove(receipt);
    }
    return failed;
  };

  const heard = () =>
    aws.standIns.sqs
      .queue(LOCAL.inputQueue)
      .peek()
      .map(({ body }) => JSON.parse(body) as { event: { name: string; id: string }; history?: true });
  const names = () => heard().map(({ event }) => event.name);
  const waitsMs = () =>
    notices()
      .peek()
      .map(({ visibleAt }) => visibleAt - aws.clock.now());
  const kept = () => aws.standIns.s3.list(LOCAL.rawBucket).filter(({ key }) => key.startsWith('quarantine/'));

  return {
    get aws() {
      return aws;
    },
    get api() {
      return api;
    },
    get documents() {
      return documents;
    },
    get instead() {
      return instead;
    },
    enter,
    runtime,
    variables,
    doorWith,
    notices,
    post,
    note,
    work,
    heard,
    names,
    waitsMs,
    kept,
  };
};
