/** Makes a discount code in Shopify by the Admin GraphQL API, with a token of an app of the shop's own. */
import * as z from 'zod';
import { toDecimal } from '../../core/money.ts';
import type { CodeAsked, CodeMade } from '../../core/ports/shop-codes.ts';
import { present } from '../../core/present.ts';
import { noAnswer, sameEnd, wholeSecond } from './shop-answer.ts';
import { askShopify, type ShopifyAccess } from './shopify-graphql.ts';

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

export const makeShopifyDiscount = async (options: ShopifyAccess, asked: CodeAsked): Promise<CodeMade> => {
  try {
    const query = 'freeShipping' in asked.worth ? MAKE_SHIPPING : MAKE_AMOUNT;
    const answer = await askShopify(options, query, { discount: inputOf(asked) });
    if (answer.kind !== 'data') return answer;
    const said = made.safeParse(answer.data).data?.made;
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
const ownOf = async (options: ShopifyAccess, asked: CodeAsked): Promise<CodeMade> => {
  const answer = await askShopify(options, FIND, { code: asked.code });
  if (answer.kind !== 'data') return answer;
  return isAsked(asked, found.safeParse(answer.data).data?.found);
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
