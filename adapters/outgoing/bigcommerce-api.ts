/** Asks a BigCommerce store by its REST API (versions 2 and 3), and reads lists page by page. */
import * as z from 'zod';
import { LIMITS } from '../../core/limits.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import type { RequestPublic } from './public-request.ts';
import { jsonIn, refusalIn } from './shop-answer.ts';

export type BigcommerceAccess = Readonly<{
  send: RequestPublic;
  /** Ends in the hash of the store. */
  baseUrl: string;
  token: string;
}>;

/** One host serves every store; the store stands in the path. */
export const BIGCOMMERCE_HOST = 'api.bigcommerce.com';

export type Said = Readonly<{ kind: 'said'; json: unknown }> | Readonly<{ kind: 'gone' }> | ShopRefusal;
export type Listed =
  | Readonly<{ kind: 'list'; list: readonly unknown[] }>
  | Readonly<{ kind: 'gone' }>
  | ShopRefusal;

/** Throws where no answer came. An empty list of version 2 has no body at all (204). */
export const askBigcommerce = async (
  { send, baseUrl, token }: BigcommerceAccess,
  path: string,
): Promise<Said> => {
  const answer = await send({
    method: 'GET',
    url: `${baseUrl}${path}`,
    headers: { 'x-auth-token': token, accept: 'application/json' },
    answerBytes: LIMITS.reconcileAnswerBytes,
  });
  if (answer.status === 404) return { kind: 'gone' };
  const refused = refusalIn(answer);
  if (refused) return refused;
  if (answer.status === 204) return { kind: 'said', json: undefined };
  const json = jsonIn(answer);
  return json === undefined ? { kind: 'later', why: 'the answer is no JSON' } : { kind: 'said', json };
};

/** The most entries of a page that the API lists. */
const PER_PAGE = 250;

/** Version 2 lists entries alone, version 3 wraps them in `data`. A list that is longer is cut off. */
export const listBigcommerce = async (access: BigcommerceAccess, path: string): Promise<Listed> => {
  const all: unknown[] = [];
  for (let page = 1; page <= LIMITS.detailsPages; page += 1) {
    const separator = path.includes('?') ? '&' : '?';
    const said = await askBigcommerce(access, `${path}${separator}limit=${PER_PAGE}&page=${page}`);
    if (said.kind !== 'said') return said;
    const list = listIn(said.json);
    if (!list) return { kind: 'later', why: 'the answer is no list' };
    all.push(...list);
    if (list.length < PER_PAGE) break;
  }
  return { kind: 'list', list: all };
};

const listIn = (json: unknown): readonly unknown[] | undefined =>
  json === undefined ? [] : listSchema.safeParse(json).data;

const listSchema = z.union([
  z.array(z.unknown()),
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
]);
