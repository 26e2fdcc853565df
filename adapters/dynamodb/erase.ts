/**
 * Removes everything that is kept about a person outside the state (Art. 17 GDPR): records, last states, raw
 * bodies, reviews. Repeating it is harmless.
 */
import { DeleteCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { keys, TABLE } from '../../contract/table.ts';
import { unlinked } from '../../core/decide/person/erase.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Erase } from '../../core/ports/erase.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import { present } from '../../core/present.ts';
import { traceOf } from '../../core/privacy/rights.ts';
import type { ErasureOrder } from '../../core/state/effect.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { TimelineEntry } from '../../core/state/timeline.ts';
import type { Instant } from '../../core/time/instant.ts';
import { forgetCoupon } from './coupons.ts';
import { pack, unpack } from './packed.ts';
import { type Key, refusalOf, type Table } from './table.ts';

type Options = Table &
  Readonly<{
    profiles: Pick<ProfileStore, 'load'>;
    products: Pick<ProductStore, 'load' | 'save'>;
    bucket: RawBucket;
    /** The profile ids that the identities stand for. */
    profileIdsOf: (identities: Profile['identities']) => Promise<readonly string[]>;
  }>;

const DAY_SECONDS = 24 * 60 * 60;
/** Records of one page, deleted in parallel. */
const PAGE_RECORDS = 25;
/** Pages of one run; the next delivery of the input continues. */
const PAGES_MAX = 400;

type Run = Readonly<{ options: Options; order: ErasureOrder; done: Set<string>; pages: { left: number } }>;

export const createErase =
  (options: Options): Erase =>
  async (order) => {
    const run: Run = { options, order, done: new Set(), pages: { left: PAGES_MAX } };
    for (const profileId of order.partitions) await erasePartition(run, profileId);
    const known = await options.profileIdsOf(order.identities);
    for (const profileId of new Set([...run.done, ...known])) await eraseTraces(run, profileId);
  };

/**
 * Erases the records of one profile. A record about a merge leads to further profiles and is deleted last, so
 * that a run that continues an interrupted one finds them again.
 */
const erasePartition = async (run: Run, profileId: string): Promise<void> => {
  if (run.done.has(profileId)) return;
  run.done.add(profileId);
  const { client, tableName } = run.options;
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':pk': keys.profile(profileId).pk,
      ':first': keys.recordPrefix,
      ':last': lastRecordAt(run.order.upTo),
    },
    Limit: PAGE_RECORDS,
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) await erasePage(run, Items);
};

/** A sort key after every record of an input that was received at this time or earlier. */
const lastRecordAt = (at: Instant): string =>
  `${keys.recordPrefix}${Math.floor(at / 1000)
    .toString(36)
    .padStart(7, '0')}~`;

type StoredRecord = Partial<Key> & Readonly<{ entries?: Uint8Array }>;

const erasePage = async (run: Run, items: readonly StoredRecord[]): Promise<void> => {
  if (items.length === 0) return;
  run.pages.left -= 1;
  if (run.pages.left < 0)
    throw new Error(
      `more than ${PAGES_MAX * PAGE_RECORDS} records to erase at once; the queue brings the rest`,
    );
  const { joined, reviews, messages, coupons } = traceOf(
    items.flatMap((item) => unpack<readonly TimelineEntry[]>(item.entries) ?? []),
  );
  for (const profileId of joined) await erasePartition(run, profileId);
  for (const review of reviews) await eraseReview(run.options, review);
  await Promise.all(coupons.map((coupon) => forgetCoupon(run.options, coupon)));
  await Promise.all(messages.map((messageId) => forgetOutcome(run, messageId)));
  await Promise.all(items.map((item) => remove(run.options, item)));
};

const remove = async ({ client, tableName }: Options, { pk, sk }: Partial<Key>): Promise<void> => {
  await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
};

/** Removes a review that the person wrote, which others could see until now. */
const eraseReview = async (
  { products }: Options,
  { productId, reviewId }: Readonly<{ productId: string; reviewId: string }>,
): Promise<void> => {
  const { product, version } = await products.load(productId);
  const reviews = product?.reviews.filter(({ id }) => id !== reviewId) ?? [];
  if (!product || reviews.length === product.reviews.length) return;
  if (!(await products.save({ ...product, reviews }, version)))
    throw new Error('a review could not be erased; the queue will try again');
};

/**
 * Shortens the life of the ledger's row to what is needed as proof against a second send. Our ids in it
 * reveal nothing, but WhatsApp's id contains the phone number and is removed.
 */
const forgetOutcome = async ({ options, order }: Run, messageId: string): Promise<void> => {
  const keptUntil = Math.ceil(order.at / 1000) + LIMITS.ledgerRetentionDays * DAY_SECONDS;
  await refusalOf(
    options.client.send(
      new UpdateCommand({
        TableName: options.tableName,
        Key: keys.message(messageId),
        UpdateExpression: 'REMOVE providerId SET #ttl = :ttl',
        ConditionExpression: 'attribute_exists(providerId) OR #ttl > :ttl',
        ExpressionAttributeNames: { '#ttl': TABLE.ttl },
        ExpressionAttributeValues: { ':ttl': keptUntil },
      }),
    ),
  );
};

/**
 * Erases what other places hold under the profile id. Quarantined payloads are found by the marks of the
 * people they mention.
 */
const eraseTraces = async (run: Run, profileId: string): Promise<void> => {
  const { options, order } = run;
  await eraseLink(run, profileId);
  const marks = await options.bucket.list(`${RAW_PREFIX.mentions}${profileId}/`, MARKS_MAX);
  for (const mark of marks.keys) await eraseQuarantined(options.bucket, mark);
  await options.bucket.removeUnder(`${RAW_PREFIX.inputs}${profileId}/`, order.at);
  await options.bucket.removeUnder(`${RAW_PREFIX.exports}${profileId}/`, order.upTo);
};

/** Marks of quarantined payloads that are read per identity. */
const MARKS_MAX = 1_000;

const eraseQuarantined = async (bucket: RawBucket, mark: string): Promise<void> => {
  const payload = await bucket.get(mark);
  if (payload?.startsWith(RAW_PREFIX.quarantine)) await bucket.remove(payload);
  await bucket.remove(mark);
};

/**
 * Turns the link of another identity into a marker of its own: late events still bring nobody back, and
 * nothing shows any more that the identities were one person. A link made after the erasure belongs to
 * somebody new.
 */
const eraseLink = async (run: Run, profileId: string): Promise<void> => {
  // Two erasures of one person, or an erasure and a word from the shop, meet at the same link.
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) if (await isUnlinked(run, profileId)) return;
  throw new Error(`lost the race for one link ${LIMITS.decisionRaces + 1} times; the queue will try again`);
};

/** False where somebody else has changed the link since it was read. */
const isUnlinked = async (
  { options: { profiles, client, tableName }, order, done }: Run,
  profileId: string,
): Promise<boolean> => {
  const { state, version } = await profiles.load(profileId);
  const left = state && unlinked(state, order.at, done);
  if (!left) return true;
  // Whom the erasure leaves known has no mark of one: after a restore everybody with a mark is erased again.
  const marked = left.erasedAt !== undefined;
  const written = client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keys.profile(profileId),
      UpdateExpression: `SET #state = :state, #version = :next${marked ? ', #erasedAt = :at' : ''}`,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: present({
        '#state': 'state',
        '#version': 'version',
        '#erasedAt': marked ? 'erasedAt' : undefined,
      }),
      ExpressionAttributeValues: present({
        ':state': pack(left),
        ':version': version,
        ':next': version + 1,
        ':at': left.erasedAt,
      }),
    }),
  );
  return (await refusalOf(written)) === undefined;
};
