/**
 * What an erasure removes outside the state, on the stand-ins' table: everything of the person up to its
 * date, nothing of anybody else, and all of it also where a run breaks off.
 */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createCouponStore } from '../../../adapters/dynamodb/coupons.ts';
import { createErase } from '../../../adapters/dynamodb/erase.ts';
import { createLedger } from '../../../adapters/dynamodb/ledger.ts';
import { createProductStore } from '../../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import { keys } from '../../../contract/table.ts';
import { codeKey } from '../../../core/coupons/code.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { RawBucket } from '../../../core/ports/raw-bucket.ts';
import type { ErasureOrder, OutboxMessage } from '../../../core/state/effect.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { recordRef } from '../../../core/state/record-ref.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import type { RequestHandler } from '../../../runtime/clients.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';
import { dyingAt } from '../../support/dying.ts';
import { customerOf } from '../../support/sending.ts';

const AT = TEST_START;
const DAY_MS = 24 * 60 * 60_000;
let aws: TestAws;
let people = 0;
/** The person of the test; each has ids of its own. */
let me: string;

beforeAll(async () => {
  aws = await createTestAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  people += 1;
  me = `1person-${people}`;
});

const tableBy = (requestHandler: RequestHandler) => ({
  tableName: LOCAL.table,
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler })),
});
const stores = (table = tableBy(aws.requestHandler)) => ({
  table,
  profiles: createProfileStore(table),
  products: createProductStore(table),
  ledger: createLedger(table),
  coupons: createCouponStore(table),
});

/** A bucket in memory that remembers what it was asked to remove. */
const bucketOf = (objects: Record<string, string> = {}) => {
  const removed: [string, number][] = [];
  const bucket: RawBucket = {
    put: async () => {},
    get: async (key) => objects[key],
    list: async (prefix, limit) => {
      const found = Object.keys(objects).filter((key) => key.startsWith(prefix));
      return { keys: found.slice(0, limit), more: found.length > limit };
    },
    remove: async (key) => {
      delete objects[key];
    },
    removeUnder: async (prefix, notAfter) => void removed.push([prefix, notAfter]),
  };
  return { bucket, objects, removed };
};

const orderFor = (change: Partial<ErasureOrder> = {}): ErasureOrder => ({
  kind: 'erase',
  id: 'erase',
  at: AT,
  upTo: AT + 10_000,
  partitions: [me],
  identities: [],
  ...change,
});
/** Identities lead to the profile ids that their values name. */
const eraseBy = (bucket = bucketOf().bucket, table = tableBy(aws.requestHandler)) => {
  const { profiles, products } = stores(table);
  const profileIdsOf = async (identities: Profile['identities']) => identities.map(({ value }) => value);
  return createErase({ ...table, profiles, products, bucket, profileIdsOf });
};
const emailOf = (value: string) => ({ kind: 'email', value }) as const;

const merged = (joined: string): TimelineEntry => ({ type: 'decision', at: AT, what: 'merged', joined });
const heard = (event: string, data: object): TimelineEntry => ({
  type: 'event',
  at: AT,
  event,
  eventId: `e-${event}`,
  source: 'standard',
  data: { ...data },
});
const records = async (profileId: string, at: number, ...entries: readonly TimelineEntry[]) => {
  const ref = recordRef({ receivedAt: at, inputId: `i${at}` });
  await stores().profiles.putRecord({ profileId, ref, inputId: 'i', entries }, 0, AT + 900 * DAY_MS);
};
const left = async (profileId: string) => (await stores().profiles.timeline(profileId)).length;
const raw = async (key: Readonly<{ pk: string; sk: string }>) => {
  const Key = { pk: { S: key.pk }, sk: { S: key.sk } };
  return (await aws.rawDynamodb.send(new GetItemCommand({ TableName: LOCAL.table, Key }))).Item;
};

describe('the records of the erased person', () => {
  it('go up to the last second of the order and no further, and nobody else loses any', async () => {
    const other = `${me}-other`;
    for (const at of [AT - 700 * DAY_MS, AT, AT + 10_999, AT + 11_000, AT + DAY_MS])
      await records(me, at, heard('order.placed', {}));
    await records(other, AT, heard('order.placed', {}));
    await stores().profiles.save(emptyProfile(me, 1, AT), 0, {});
    await eraseBy()(orderFor({ upTo: AT + 10_500 }));
    expect((await stores().profiles.timeline(me)).map(({ ref }) => ref)).toEqual(
      [AT + 11_000, AT + DAY_MS].map((at) => recordRef({ receivedAt: at, inputId: `i${at}` })),
    );
    expect(await left(other)).toBe(1);
    expect((await stores().profiles.load(me)).version).toBe(1);
  });

  it('lead on to those of every profile that was merged into theirs, also where two name each other', async () => {
    const [second, third] = [`${me}-2`, `${me}-3`];
    await records(me, AT, heard('order.placed', {}), merged(second));
    await records(second, AT, merged(third), merged(me));
    await records(third, AT - 1_000, merged(second));
    await eraseBy()(orderFor());
    expect(await Promise.all([me, second, third].map(left))).toEqual([0, 0, 0]);
  });

  it('are read strongly consistently, a page at a time, and more than a run takes are left to the next', async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const dynamodb = mockClient(client);
    onTestFinished(() => dynamodb.restore());
    const pages = (full: number) => {
      let read = 0;
      dynamodb.reset();
      dynamodb.on(GetCommand).resolves({});
      dynamodb.on(DeleteCommand).resolves({});
      dynamodb.on(QueryCommand).callsFake(() => {
        read += 1;
        if (read > full) return { Items: [] };
        const key = { pk: `profile#${me}`, sk: `t#${read}` };
        return { Items: [key], LastEvaluatedKey: key };
      });
      return eraseBy(bucketOf().bucket, { tableName: 't', client })(orderFor());
    };
    await pages(400);
    expect(dynamodb.commandCalls(DeleteCommand)).toHaveLength(400);
    expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      TableName: 't',
      ConsistentRead: true,
      Limit: 25,
    });
    await expect(pages(401)).rejects.toThrow('the queue brings the rest');
    expect(dynamodb.commandCalls(DeleteCommand)).toHaveLength(400);
  });

  it('are gone after a repeat wherever the first run broke off, with all that they led to', async () => {
    const told = (id: string): readonly TimelineEntry[] => [
      heard('review.submitted', { product_id: 'p-crash', review_id: `r-${id}` }),
      merged(`${id}-joined`),
    ];
    let broken = true;
    for (let call = 1; broken; call += 1) {
      const id = `${me}-${call}`;
      const { products } = stores();
      const { version } = await products.load('p-crash');
      const reviews = [{ id: `r-${id}`, at: AT, rating: 5 }];
      await products.save({ id: 'p-crash', asOf: AT, categories: [], variants: {}, reviews }, version);
      await records(id, AT, ...told(id));
      await records(`${id}-joined`, AT, heard('order.placed', {}));
      const order = orderFor({ partitions: [id] });
      const dying = dyingAt(aws.requestHandler, { call, when: call % 2 === 0 ? 'after' : 'before' });
      broken = await eraseBy(
        bucketOf().bucket,
        tableBy(dying),
      )(order).then(
        () => false,
        () => true,
      );
      await eraseBy()(order);
      const product = (await products.load('p-crash')).product;
      expect([await left(id), await left(`${id}-joined`), product?.reviews], `call ${call}`).toEqual([
        0,
        0,
        [],
      ]);
    }
  });
});

describe('what the records lead to', () => {
  it('their reviews go, and those of others stay; a product without them is not written', async () => {
    const { products } = stores();
    const product = (id: string, ...reviews: readonly string[]) => ({
      id,
      asOf: AT,
      categories: [],
      variants: {},
      reviews: reviews.map((review) => ({ id: review, at: AT, rating: 5 })),
    });
    await products.save(product(`${me}-a`, 'mine', 'theirs'), 0);
    await products.save(product(`${me}-b`, 'theirs'), 0);
    const submitted = (product_id: string) => heard('review.submitted', { product_id, review_id: 'mine' });
    await records(me, AT, submitted(`${me}-a`), submitted(`${me}-b`), submitted(`${me}-nowhere`));
    await eraseBy()(orderFor());
    expect(await products.load(`${me}-a`)).toEqual({ product: product(`${me}-a`, 'theirs'), version: 2 });
    expect(await products.load(`${me}-b`)).toMatchObject({ version: 1 });
    expect(await products.load(`${me}-nowhere`)).toEqual({ version: 0 });
  });

  it('a review that another writer got in the way of is tried again', async () => {
    const table = tableBy(aws.requestHandler);
    const review = { id: 'mine', at: AT, rating: 5 };
    const erase = createErase({
      ...table,
      profiles: createProfileStore(table),
      products: {
        load: async (id) => ({
          product: { id, asOf: AT, categories: [], variants: {}, reviews: [review] },
          version: 1,
        }),
        save: async () => false,
      },
      bucket: bucketOf().bucket,
      profileIdsOf: async () => [],
    });
    await records(me, AT, heard('review.submitted', { product_id: 'p', review_id: 'mine' }));
    await expect(erase(orderFor())).rejects.toThrow('try again');
    expect(await left(me)).toBe(1);
  });

  it("the ledger keeps a proof of each message for its own time, and no provider's id", async () => {
    const { ledger } = stores();
    const message = (id: string): OutboxMessage => ({
      ...customerOf('jette').message,
      messageId: `${me}-${id}`,
    });
    const said = (id: string): TimelineEntry => ({
      type: 'message',
      at: AT,
      messageId: `${me}-${id}`,
      flow: 'f',
      step: 's',
      channel: 'email',
      outcome: 'queued',
    });
    const keptUntil = AT + 700 * DAY_MS;
    for (const id of ['long', 'short', 'plain']) await ledger.claim(message(id), 'a', AT - DAY_MS);
    const sent = { outcome: 'sent', at: AT, token: 'a' } as const;
    await ledger.settle(`${me}-long`, { ...sent, keptUntil });
    await ledger.settle(`${me}-short`, { ...sent, providerId: 'wamid-with-number' });
    await records(me, AT, ...['long', 'short', 'plain', 'never'].map(said));
    await eraseBy()(orderFor());
    const until = async (id: string) => {
      const item = await raw(keys.message(`${me}-${id}`));
      return [Number(item?.['expiresAt']?.N), item?.['providerId']];
    };
    const proof = Math.ceil(AT / 1_000) + LIMITS.ledgerRetentionDays * 86_400;
    expect(await until('long')).toEqual([proof, undefined]);
    expect(await until('short')).toEqual([proof, undefined]);
    // What ends sooner anyway is not made to last longer.
    expect(await until('plain')).toEqual([proof - 86_400, undefined]);
    expect(await raw(keys.message(`${me}-never`))).toBeUndefined();
  });

  it('a code stays given, and nothing leads from it to them', async () => {
    const code = `TEE-${people}`;
    await stores().coupons.draw({ id: `coupon-${me}`, from: { code } }, AT);
    await aws.dynamodb.send(
      new PutCommand({
        TableName: LOCAL.table,
        Item: { ...keys.givenCode(codeKey(code)), by: `coupon-${me}` },
      }),
    );
    await records(me, AT, {
      type: 'coupon',
      at: AT,
      flow: 'f',
      step: 's',
      messageId: 'm',
      couponId: `coupon-${me}`,
      pool: 'p',
      code,
    });
    await eraseBy()(orderFor());
    expect(await raw(keys.coupon(`coupon-${me}`))).toBeUndefined();
    expect(Object.keys((await raw(keys.givenCode(codeKey(code)))) ?? {}).toSorted()).toEqual(['pk', 'sk']);
  });
});

describe('what lies under their other identities', () => {
  it('bodies go up to the date of the erasure, exports up to the end of the order, once per profile', async () => {
    const { bucket, removed } = bucketOf();
    await eraseBy(bucket)(orderFor({ partitions: [me, me], identities: [emailOf('1other'), emailOf(me)] }));
    expect(removed).toEqual([
      [`inputs/${me}/`, AT],
      [`exports/${me}/`, AT + 10_000],
      ['inputs/1other/', AT],
      ['exports/1other/', AT + 10_000],
    ]);
  });

  it('quarantined payloads that mention them go with their marks, and a mark of anything else goes alone', async () => {
    const { bucket, objects } = bucketOf({
      [`mentions/${me}/a`]: 'quarantine/payload',
      [`mentions/${me}/b`]: 'inputs/of-somebody',
      [`mentions/${me}/c`]: 'quarantine/gone-already',
      [`mentions/${me}x/a`]: 'quarantine/of-others',
      'quarantine/payload': '{}',
      'inputs/of-somebody': '{}',
      'quarantine/of-others': '{}',
    });
    await eraseBy(bucket)(orderFor());
    expect(Object.keys(objects).toSorted()).toEqual([
      'inputs/of-somebody',
      `mentions/${me}x/a`,
      'quarantine/of-others',
    ]);
  });

  it('a link to them becomes a marker of its own; links to others and newer ones stay', async () => {
    const { profiles } = stores();
    const [old, foreign, newer] = [`4old-${me}`, `4foreign-${me}`, `4newer-${me}`];
    await profiles.link(old, me, { at: AT, by: undefined });
    await profiles.link(foreign, '1somebody', { at: AT, by: undefined });
    await profiles.link(newer, me, { at: AT + 1, by: undefined });
    await eraseBy()(orderFor({ identities: [old, foreign, newer, '4never'].map(emailOf) }));
    const marker = await profiles.load(old);
    expect(marker).toMatchObject({ version: 2, state: { kind: 'live', identities: [], erasedAt: AT } });
    expect((await raw(keys.profile(old)))?.['erasedAt']).toEqual({ N: String(AT) });
    for (const id of [foreign, newer])
      expect(await profiles.load(id)).toMatchObject({ version: 1, state: { kind: 'tombstone' } });
    expect(await profiles.load('4never')).toEqual({ version: 0 });
  });

  it('an account that was typed beside them forgets that, and is marked as erased by nothing', async () => {
    const { profiles } = stores();
    const account = `2account-${people}`;
    const identities = [{ kind: 'customer', value: 'standard:7401' }] as const;
    const known = { ...emptyProfile(account, 1, AT), identities };
    await profiles.save({ ...known, hints: { account: '7401', beside: [me] } }, 0, {});
    await eraseBy()(orderFor({ identities: [emailOf(account)] }));
    expect(await profiles.load(account)).toEqual({ state: known, version: 2 });
    expect(Object.keys((await raw(keys.profile(account))) ?? {})).not.toContain('erasedAt');
  });

  it('what changed while it was read is read again by the queue', async () => {
    const account = `2racing-${people}`;
    const { table, profiles, products } = stores();
    const at = { beside: [me], account: '7401' };
    const state = { ...emptyProfile(account, 1, AT), identities: [emailOf('x')], hints: at };
    await profiles.save(state, 0, {});
    const stale = { load: async () => ({ state, version: 7 }) };
    const erase = createErase({
      ...table,
      products,
      profiles: stale,
      bucket: bucketOf().bucket,
      profileIdsOf: async () => [account],
    });
    await expect(erase(orderFor())).rejects.toThrow();
    expect(await profiles.load(account)).toMatchObject({ version: 1, state: { hints: at } });
  });
});
