/**
 * Coupons in DynamoDB. Three kinds of items: the code of one coupon, a code that a customer has, and the free
 * codes of a list. Only the second decides: it is written once, for one coupon, so a code has one customer
 * whatever the other two say.
 */
import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { codeKey } from '../../core/coupons/code.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CouponAsked, CouponStore, IssuedCoupon } from '../../core/ports/coupon-store.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Item, refusalOf, type Table } from './table.ts';

/** Candidates of one draw; each is lost only to another draw of the same moment, or was given out already. */
const TRIES_MAX = 100;
const SECOND_MS = 1_000;

export const createCouponStore = (table: Table): CouponStore => ({
  draw: (asked, now) => draw(table, asked, now),
  markTold: (id) => mark(table, id, 'told'),
  markMade: (id) => mark(table, id, 'made'),
});

/** Notes it on a coupon that is still there; an erasure may have removed it. */
const mark = async ({ client, tableName }: Table, id: string, what: 'told' | 'made'): Promise<void> => {
  await refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.coupon(id),
        UpdateExpression: 'SET #what = :yes',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#what': what },
        ExpressionAttributeValues: { ':yes': true },
      }),
    ),
  );
};

/**
 * The code that a draw chose. A free one has its list and the item that holds it; `own` is one that the shop
 * makes for this coupon; without either it is everybody's.
 */
type Chosen = Readonly<{ code: string; list?: string; chunk?: string; own?: true }>;

/** The coupon's own item. It names a code before anybody has it. */
type Named = Chosen & Readonly<{ expiresAt?: Instant; told: boolean; made?: true }>;

/**
 * Names a code for the coupon first and takes it then: a crash between the two leaves the name, and the next
 * attempt takes the same code. Only a code that somebody else has is replaced by another.
 */
const draw = async (table: Table, asked: CouponAsked, now: Instant): Promise<IssuedCoupon | 'empty'> => {
  let named = await readNamed(table, asked.id);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (named && (await isHeld(table, asked, named, now))) return issued(named);
    const chosen = await chooseFrom(table, asked);
    if (!chosen || (chosen.own && named?.code === chosen.code)) return 'empty';
    named = await name(table, asked, { chosen, instead: named, now });
  }
  throw new Error(`a coupon found no code in ${TRIES_MAX} tries; the queue will try again`);
};

const chooseFrom = async (table: Table, { id, from }: CouponAsked): Promise<Chosen | undefined> => {
  if ('own' in from) return { code: from.own, own: true };
  return 'code' in from ? { code: from.code } : freeCode(table, from.list, id);
};

const issued = ({ code, expiresAt, told, own, made }: Named): IssuedCoupon =>
  present({ code, expiresAt, told, unmade: own && !made ? true : undefined });

const readNamed = async ({ client, tableName }: Table, id: string): Promise<Named | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: keys.coupon(id), ConsistentRead: true }),
  );
  return Item && namedIn(Item);
};

const namedIn = ({ code, list, chunk, own, made, validUntil, told = false }: Item): Named =>
  present({
    code: String(code),
    list,
    chunk,
    own: own === true || undefined,
    made: made === true || undefined,
    expiresAt: validUntil,
    told: told === true,
  });

/**
 * True where the named code is the coupon's: told already, everybody's, or taken here. A code of a list that
 * was replaced since is not taken any more, because the shop may have withdrawn it; nor is one that the shop
 * did not make, where none is to be made there any more.
 */
const isHeld = async (table: Table, asked: CouponAsked, named: Named, now: Instant): Promise<boolean> => {
  if (named.told || (named.list === undefined && !named.own)) return true;
  if (named.own && !named.made && !('own' in asked.from)) return false;
  const anew = named.own ?? ('list' in asked.from && asked.from.list === named.list);
  const held = await take(table, { id: asked.id, code: named.code, anew, now });
  if (anew) await removeFree(table, named);
  return held;
};

type Taking = Readonly<{ id: string; code: string; anew: boolean; now: Instant }>;

/** The write that decides: one code, one coupon. Repeating it for the same coupon changes nothing. */
const take = async ({ client, tableName }: Table, { id, code, anew, now }: Taking): Promise<boolean> => {
  const taking = new UpdateCommand({
    TableName: tableName,
    Key: keys.givenCode(codeKey(code)),
    UpdateExpression: 'SET #by = :id, givenAt = if_not_exists(givenAt, :now)',
    ConditionExpression: anew ? 'attribute_not_exists(pk) OR #by = :id' : '#by = :id',
    ExpressionAttributeNames: { '#by': 'by' },
    ExpressionAttributeValues: { ':id': id, ':now': now },
  });
  return (await refusalOf(client.send(taking))) === undefined;
};

type Naming = Readonly<{ chosen: Chosen; instead: Named | undefined; now: Instant }>;

/** Names another code, unless somebody else has named one meanwhile; that one counts then. */
const name = async (
  { client, tableName }: Table,
  { id, expiresAt }: CouponAsked,
  { chosen, instead, now }: Naming,
): Promise<Named> => {
  const next = present({ ...chosen, validUntil: expiresAt });
  const values = Object.entries({ ...next, [TABLE.ttl]: keptUntil(now, expiresAt) });
  const gone = ['list', 'chunk', 'own', 'validUntil'].filter((key) => !Object.hasOwn(next, key));
  const removing = gone.length > 0 ? ` REMOVE ${gone.map((key) => `#${key}`).join(', ')}` : '';
  const refused = await refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.coupon(id),
        UpdateExpression: `SET ${values.map(([key]) => `#${key} = :${key}`).join(', ')}${removing}`,
        ConditionExpression: instead
          ? '#code = :instead AND attribute_not_exists(told)'
          : 'attribute_not_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(
          [...values.map(([key]) => key), ...gone].map((key) => [`#${key}`, key]),
        ),
        ExpressionAttributeValues: present({
          ...Object.fromEntries(values.map(([key, value]) => [`:${key}`, value])),
          ':instead': instead?.code,
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );
  return namedIn(refused ?? next);
};

const keptUntil = (now: Instant, expiresAt = now): number =>
  Math.ceil((Math.max(now, expiresAt) + LIMITS.couponKeptMs) / SECOND_MS);

/**
 * A free code, from the coupon's own place in the list on, so that draws of the same moment seldom choose the
 * same one. Undefined where nothing is left.
 */
const freeCode = async (table: Table, list: string, id: string): Promise<Chosen | undefined> => {
  const own = codeKey(id);
  for (let emptied = 0; emptied < TRIES_MAX; emptied += 1) {
    const found = (await chunkFrom(table, list, own)) ?? (await chunkFrom(table, list, ''));
    if (!found) return undefined;
    const { chunk, codes } = found;
    if (codes.length > 0) return { code: codes[spread(own) % codes.length] ?? '', list, chunk };
    await removeEmpty(table, list, chunk);
  }
  return undefined;
};

const spread = (hash: string): number => Number.parseInt(hash.slice(-6), 32);

const chunkFrom = async (
  { client, tableName }: Table,
  list: string,
  first: string,
): Promise<Readonly<{ chunk: string; codes: readonly string[] }> | undefined> => {
  const { pk, sk } = keys.freeCodes(list, first || '0');
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk >= :first',
      ExpressionAttributeValues: { ':pk': pk, ':first': sk },
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  const [item] = Items;
  return (
    item && { chunk: String(item['sk']), codes: [...((item['codes'] as Set<string> | undefined) ?? [])] }
  );
};

/** A code that somebody has is not free; where this does not happen, the next draw finds it out. */
const removeFree = async ({ client, tableName }: Table, { list, chunk, code }: Named): Promise<void> => {
  if (list === undefined || chunk === undefined) return;
  await refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.freeCodes(list, chunk),
        UpdateExpression: 'DELETE codes :code',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':code': new Set([code]) },
      }),
    ),
  );
};

const removeEmpty = async ({ client, tableName }: Table, list: string, chunk: string): Promise<void> => {
  await refusalOf(
    client.send(
      new DeleteCommand({
        TableName: tableName,
        Key: keys.freeCodes(list, chunk),
        ConditionExpression: 'attribute_not_exists(codes)',
      }),
    ),
  );
};

/** Leaves no way from a code to the customer who had it; the code stays given. */
export const forgetCoupon = async (
  { client, tableName }: Table,
  { id, code }: Readonly<{ id: string; code: string }>,
): Promise<void> => {
  await client.send(new DeleteCommand({ TableName: tableName, Key: keys.coupon(id) }));
  await refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.givenCode(codeKey(code)),
        UpdateExpression: 'REMOVE #by',
        ConditionExpression: '#by = :id',
        ExpressionAttributeNames: { '#by': 'by' },
        ExpressionAttributeValues: { ':id': id },
      }),
    ),
  );
};
