/** What an erasure removes beside the person's records: what these lead to, and what lies under other ids. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createErase } from '../../../adapters/dynamodb/erase.ts';
import { keys } from '../../../contract/table.ts';
import { codeKey } from '../../../core/coupons/code.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import {
  AT,
  bucketOf,
  createErasing,
  DAY_MS,
  type Erasing,
  emailOf,
  heard,
  orderFor,
} from '../../support/erasing.ts';
import { customerOf } from '../../support/sending.ts';

let desk: Erasing;
let people = 0;
/** The person of the test; each has ids of its own. */
let me: string;

beforeAll(async () => {
  desk = await createErasing();
});
afterAll(() => desk.close());
beforeEach(() => {
  people += 1;
  me = `1person-${people}`;
});

describe('what the records lead to', () => {
  it('their reviews go, and those of others stay; a product without them is not written', async () => {
    const { products } = desk;
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
    await desk.records(me, AT, submitted(`${me}-a`), submitted(`${me}-b`), submitted(`${me}-nowhere`));
    await desk.eraseBy()(orderFor(me));
    expect(await products.load(`${me}-a`)).toEqual({ product: product(`${me}-a`, 'theirs'), version: 2 });
    expect(await products.load(`${me}-b`)).toMatchObject({ version: 1 });
    expect(await products.load(`${me}-nowhere`)).toEqual({ version: 0 });
  });

  it('a review that another writer got in the way of is tried again', async () => {
    const review = { id: 'mine', at: AT, rating: 5 };
    const erase = createErase({
      ...desk.table,
      profiles: desk.profiles,
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
    await desk.records(me, AT, heard('review.submitted', { product_id: 'p', review_id: 'mine' }));
    await expect(erase(orderFor(me))).rejects.toThrow('try again');
    expect(await desk.left(me)).toBe(1);
  });

  it("the ledger keeps a proof of each message for its own time, and no provider's id", async () => {
    const { ledger } = desk;
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
    await desk.records(me, AT, ...['long', 'short', 'plain', 'never'].map(said));
    await desk.eraseBy()(orderFor(me));
    const until = async (id: string) => {
      const item = await desk.raw(keys.message(`${me}-${id}`));
      return [Number(item?.['expiresAt']?.N), item?.['providerId']];
    };
    const proof = Math.ceil(AT / 1_000) + LIMITS.ledgerRetentionDays * 86_400;
    expect(await until('long')).toEqual([proof, undefined]);
    expect(await until('short')).toEqual([proof, undefined]);
    // What ends sooner anyway is not made to last longer.
    expect(await until('plain')).toEqual([proof - 86_400, undefined]);
    expect(await desk.raw(keys.message(`${me}-never`))).toBeUndefined();
  });

  it('a code stays given, and nothing leads from it to them', async () => {
    const code = `TEE-${people}`;
    await desk.coupons.draw({ id: `coupon-${me}`, from: { code } }, AT);
    await desk.table.client.send(
      new PutCommand({
        TableName: LOCAL.table,
        Item: { ...keys.givenCode(codeKey(code)), by: `coupon-${me}` },
      }),
    );
    await desk.records(me, AT, {
      type: 'coupon',
      at: AT,
      flow: 'f',
      step: 's',
      messageId: 'm',
      couponId: `coupon-${me}`,
      pool: 'p',
      code,
    });
    await desk.eraseBy()(orderFor(me));
    expect(await desk.raw(keys.coupon(`coupon-${me}`))).toBeUndefined();
    expect(Object.keys((await desk.raw(keys.givenCode(codeKey(code)))) ?? {}).toSorted()).toEqual([
      'pk',
      'sk',
    ]);
  });
});

describe('what lies under their other identities', () => {
  it('bodies go up to the date of the erasure, exports up to the end of the order, once per profile', async () => {
    const { bucket, removed } = bucketOf();
    await desk.eraseBy(bucket)(
      orderFor(me, { partitions: [me, me], identities: [emailOf('1other'), emailOf(me)] }),
    );
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
    await desk.eraseBy(bucket)(orderFor(me));
    expect(Object.keys(objects).toSorted()).toEqual([
      'inputs/of-somebody',
      `mentions/${me}x/a`,
      'quarantine/of-others',
    ]);
  });

  it('a link to them becomes a marker of its own; links to others and newer ones stay', async () => {
    const { profiles } = desk;
    const [old, foreign, newer] = [`4old-${me}`, `4foreign-${me}`, `4newer-${me}`];
    await profiles.link(old, me, { at: AT, by: undefined });
    await profiles.link(foreign, '1somebody', { at: AT, by: undefined });
    await profiles.link(newer, me, { at: AT + 1, by: undefined });
    await desk.eraseBy()(orderFor(me, { identities: [old, foreign, newer, '4never'].map(emailOf) }));
    const marker = await profiles.load(old);
    expect(marker).toMatchObject({ version: 2, state: { kind: 'live', identities: [], erasedAt: AT } });
    expect((await desk.raw(keys.profile(old)))?.['erasedAt']).toEqual({ N: String(AT) });
    for (const id of [foreign, newer])
      expect(await profiles.load(id)).toMatchObject({ version: 1, state: { kind: 'tombstone' } });
    expect(await profiles.load('4never')).toEqual({ version: 0 });
  });

  it('an account that was typed beside them forgets that, and is marked as erased by nothing', async () => {
    const { profiles } = desk;
    const account = `2account-${people}`;
    const identities = [{ kind: 'customer', value: 'standard:7401' }] as const;
    const known = { ...emptyProfile(account, 1, AT), identities };
    await profiles.save({ ...known, hints: { account: '7401', beside: [me] } }, 0, {});
    await desk.eraseBy()(orderFor(me, { identities: [emailOf(account)] }));
    const { state, version } = await profiles.load(account);
    expect([state, version]).toEqual([known, 2]);
    expect(Object.keys((await desk.raw(keys.profile(account))) ?? {})).not.toContain('erasedAt');
  });

  it('what changed while it was read is read again at once', async () => {
    const link = `4racing-${me}`;
    const { table, profiles, products } = desk;
    await profiles.link(link, me, { at: AT, by: undefined });
    const { state, version } = await profiles.load(link);
    let reads = 0;
    const late = {
      load: async (id: string) => (reads++ === 0 && state ? { state, version: 7 } : profiles.load(id)),
    };
    const bucket = bucketOf().bucket;
    const erase = createErase({
      ...table,
      products,
      profiles: late,
      bucket,
      profileIdsOf: async () => [link],
    });
    await erase(orderFor(me));
    expect(await profiles.load(link)).toMatchObject({ version: version + 1, state: { erasedAt: AT } });
  });

  it('what changes again and again is read again by the queue', async () => {
    const account = `2racing-${people}`;
    const { table, profiles, products } = desk;
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
    await expect(erase(orderFor(me))).rejects.toThrow();
    expect(await profiles.load(account)).toMatchObject({ version: 1, state: { hints: at } });
  });
});
