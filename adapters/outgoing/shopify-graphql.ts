/** Asks Shopify's Admin GraphQL API, and reads from its answers whether and when to ask again. */
import * as z from 'zod';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import type { PublicAnswer, RequestPublic } from './public-request.ts';
import { jsonIn, refusalIn } from './shop-answer.ts';

export type ShopifyAccess = Readonly<{ send: RequestPublic; baseUrl: string; token: string }>;

const SHOPIFY_API_VERSION = '2026-10';

/** Throws where no answer came. `answerBytes` where the answer may be longer than usual. */
export const askShopify = async (
  { send, baseUrl, token }: ShopifyAccess,
  query: string,
  variables: object,
  answerBytes?: number,
): Promise<Readonly<{ kind: 'data'; data: unknown }> | ShopRefusal> => {
  const answer = await send(
    present({
      method: 'POST',
      url: `${baseUrl}/admin/api/${SHOPIFY_API_VERSION}/graphql.json`,
      headers: {
        'x-shopify-access-token': token,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables }),
      answerBytes,
    }),
  );
  return refusalIn(answer) ?? graphqlRefusal(answer) ?? { kind: 'data', data: dataIn(answer) };
};

const errors = z.object({
  errors: z.array(z.object({ extensions: z.object({ code: z.string().max(100) }).optional() })).min(1),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
      }),
    })
    .optional()
    .catch(undefined),
});

const PASSES = ['THROTTLED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT'];

/** GraphQL says with 200 what else has a status. */
const graphqlRefusal = (answer: PublicAnswer): ShopRefusal | undefined => {
  const { data } = errors.safeParse(jsonIn(answer));
  if (!data) return undefined;
  const code = data.errors.find(({ extensions }) => extensions)?.extensions?.code ?? 'no code';
  if (code === 'ACCESS_DENIED') return { kind: 'refused', why: code, credentials: true };
  if (!PASSES.includes(code)) return { kind: 'refused', why: code };
  const cost = data.extensions?.cost;
  const missing = cost && cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return present({
    kind: 'later',
    why: code,
    afterMs:
      cost && missing !== undefined && missing > 0
        ? Math.ceil((missing / cost.throttleStatus.restoreRate) * 1_000)
        : undefined,
  });
};

const dataIn = (answer: PublicAnswer): unknown =>
  z.object({ data: z.unknown() }).safeParse(jsonIn(answer)).data?.data;
