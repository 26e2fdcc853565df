/** Makes a discount code in Shopify by the Admin GraphQL API, with a token of an app of the shop's own. */
import * as z from 'zod';
import { toDecimal } from '../../core/money.ts';
import type { CodeAsked, CodeMade, CodeNotMade } from '../../core/ports/shop-codes.ts';
import { present } from '../../core/present.ts';
import type { PublicAnswer, RequestPublic } from './public-request.ts';
import { jsonIn, noAnswer, refusalIn, sameEnd, wholeSecond } from './shop-answer.ts';

type Options = Readonly<{ send: RequestPublic; baseUrl: string; token: string }>;

const SHOPIFY_API_VERSION = '2026-10';

const DISCOUNT =
  'codeDiscount { ... on DiscountCodeBasic { title endsAt customerGets { value { ... on DiscountAmount { amount { currencyCode } } } } } ... on DiscountCodeFreeShipping { title endsAt } }';
const MADE = `{ codeDiscountNode { ${DISCOUNT} } userErrors { code field } }`;

const MAKE_AMOUNT = `mutation make($discount: DiscountCodeBasicInput!) { made: discountCodeBasicCreate(basicCodeDiscount: $discount) ${MADE} }`;
const MAKE_SHIPPING = `mutation make($discount: DiscountCodeFreeShippingInput!) { made: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) ${MADE} }`;
const FIND = `query find($code: String!) { found: codeDiscountNodeByCode(code: $code) { ${DISCOUNT} } }`;

const discount = z.object({
  codeDiscount: z.object({
    title: z.string(),
    endsAt: z.string().nullish(),
    customerGets: z
      .object({ value: z.object({ amount: z.object({ currencyCode: z.string() }).optional() }) })
      .optional(),
  }),
});
type Discount = z.infer<typeof discount>;

const made = z.object({
  made: z.object({
    codeDiscountNode: discount.nullish(),
    userErrors: z.array(z.object({ code: z.string().nullish(), field: z.array(z.string()).nullish() })),
  }),
});
const found = z.object({ found: discount.nullish() });

export const makeShopifyDiscount = async (options: Options, asked: CodeAsked): Promise<CodeMade> => {
  try {
    const query = 'freeShipping' in asked.worth ? MAKE_SHIPPING : MAKE_AMOUNT;
    const answer = await call(options, query, { discount: inputOf(asked) });
    const refused = refusalIn(answer) ?? graphqlRefusal(answer);
    if (refused) return refused;
    const said = made.safeParse(dataIn(answer)).data?.made;
    if (!said) return { kind: 'later', why: 'the answer is no discount' };
    const codes = said.userErrors.map(({ code }) => code ?? 'no code');
    if (codes.includes('TAKEN')) return await ownOf(options, asked);
    if (codes.includes('INTERNAL_ERROR')) return { kind: 'later', why: 'INTERNAL_ERROR' };
    if (codes.length > 0) return { kind: 'refused', why: codes.join(' ') };
    return isAsked(asked, said.codeDiscountNode);
  } catch (error) {
    return noAnswer(error);
  }
};

const inputOf = ({ code, worth, minimum, startsAt, expiresAt, title }: CodeAsked): object => ({
  title,
  code,
  startsAt: wholeSecond(startsAt),
  usageLimit: 1,
  appliesOncePerCustomer: true,
  context: { all: 'ALL' },
  ...('freeShipping' in worth
    ? { destination: { all: true } }
    : { customerGets: { value: discountOf(worth), items: { all: true } } }),
  ...present({
    endsAt: expiresAt === undefined ? undefined : wholeSecond(expiresAt),
    minimumRequirement: minimum && { subtotal: { greaterThanOrEqualToSubtotal: toDecimal(minimum) } },
  }),
});

const discountOf = (worth: Exclude<CodeAsked['worth'], { freeShipping: true }>): object =>
  'percent' in worth
    ? { percentage: worth.percent / 100 }
    : { discountAmount: { amount: toDecimal(worth.amount), appliesOnEachItem: false } };

/** The code is taken: by this system, where an earlier attempt heard no answer, or nobody knows by whom. */
const ownOf = async (options: Options, asked: CodeAsked): Promise<CodeMade> => {
  const answer = await call(options, FIND, { code: asked.code });
  const refused = refusalIn(answer) ?? graphqlRefusal(answer);
  if (refused) return refused;
  return isAsked(asked, found.safeParse(dataIn(answer)).data?.found);
};

/** A mail must not promise what the shop does not keep: another end, or another currency. */
const isAsked = ({ title, worth, expiresAt }: CodeAsked, node: Discount | null | undefined): CodeMade => {
  if (!node) return { kind: 'later', why: 'the answer is no discount' };
  const { codeDiscount } = node;
  if (codeDiscount.title !== title) return { kind: 'refused', why: 'the code is taken' };
  const currency = codeDiscount.customerGets?.value.amount?.currencyCode;
  if ('amount' in worth && currency !== undefined && currency !== worth.amount.currency)
    return { kind: 'refused', why: `the shop reckons in ${currency}` };
  return sameEnd(codeDiscount.endsAt, expiresAt)
    ? { kind: 'made' }
    : { kind: 'refused', why: 'the shop states another end' };
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
const graphqlRefusal = (answer: PublicAnswer): CodeNotMade | undefined => {
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

const call = ({ send, baseUrl, token }: Options, query: string, variables: object) =>
  send({
    method: 'POST',
    url: `${baseUrl}/admin/api/${SHOPIFY_API_VERSION}/graphql.json`,
    headers: {
      'x-shopify-access-token': token,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query, variables }),
  });
