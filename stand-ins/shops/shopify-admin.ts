/** Stand-in for Shopify's Admin API: discount codes by GraphQL, and the token of an app of the shop's own. */
import * as z from 'zod';
import { type Call, jsonAnswer, jsonOf, textOf, type WireAnswer, type WireRequest } from '../wire.ts';
import type { Discount, Discounts } from './discounts.ts';

const GRAPHQL = /^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/;
const TOKEN_SECONDS = 86_399;

const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const shared = {
  title: z.string().min(1),
  code: z.string().min(1).max(255),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().optional(),
  usageLimit: z.number().int().positive().optional(),
  appliesOncePerCustomer: z.boolean().optional(),
  context: z.strictObject({ all: z.literal('ALL') }),
  minimumRequirement: z
    .strictObject({ subtotal: z.strictObject({ greaterThanOrEqualToSubtotal: decimal }) })
    .optional(),
};
const value = z.union([
  z.strictObject({ percentage: z.number().gt(0).max(1) }),
  z.strictObject({ discountAmount: z.strictObject({ amount: decimal, appliesOnEachItem: z.boolean() }) }),
]);
const all = z.strictObject({ all: z.literal(true) });
const INPUTS = {
  discountCodeBasicCreate: z.strictObject({
    ...shared,
    customerGets: z.strictObject({ value, items: all }),
  }),
  discountCodeFreeShippingCreate: z.strictObject({ ...shared, destination: all }),
};

type Options = Readonly<{ discounts: Discounts; now: () => number }>;

/** Undefined where the path is none of Shopify's. */
export const shopifyCall = (options: Options, request: WireRequest): Call | undefined => {
  if (request.path === '/admin/oauth/access_token')
    return { operation: 'access_token', needs: [], run: () => grant(request) };
  if (!GRAPHQL.test(request.path)) return undefined;
  const { query = '', variables = {} } = jsonOf(request) as { query?: string; variables?: object };
  const operation =
    /(discountCodeBasicCreate|discountCodeFreeShippingCreate|codeDiscountNodeByCode)/.exec(query)?.[1] ??
    'unknown';
  return {
    operation,
    needs: [],
    run: () => {
      if ((request.headers['x-shopify-access-token'] ?? '') === '')
        return { ...jsonAnswer({ errors: '[API] Invalid API key or access token' }), status: 401 };
      if (operation === 'codeDiscountNodeByCode') return find(options, variables);
      return operation in INPUTS
        ? make(options, operation as keyof typeof INPUTS, variables)
        : jsonAnswer({ errors: [{ message: 'No such field', extensions: { code: 'undefinedField' } }] });
    },
  };
};

const grant = (request: WireRequest): WireAnswer => {
  const form = new URLSearchParams(textOf(request));
  return form.get('grant_type') === 'client_credentials' && form.get('client_id') && form.get('client_secret')
    ? jsonAnswer({ access_token: 'local-access-token', scope: 'write_discounts', expires_in: TOKEN_SECONDS })
    : { ...jsonAnswer({ error: 'invalid_request' }), status: 400 };
};

const make = (
  { discounts, now }: Options,
  operation: keyof typeof INPUTS,
  { discount: asked }: { discount?: unknown },
): WireAnswer => {
  const read = INPUTS[operation].safeParse(asked);
  if (!read.success)
    return jsonAnswer({
      errors: [{ message: read.error.message, extensions: { code: 'INVALID_VARIABLE' } }],
    });
  const input = read.data;
  if (discounts.find('shopify', input.code)) return refused('TAKEN', 'code');
  if (input.endsAt !== undefined && input.endsAt <= input.startsAt)
    return refused('END_DATE_BEFORE_START_DATE', 'endsAt');
  const discount: Discount = {
    shop: 'shopify',
    code: input.code,
    title: input.title,
    worth: 'customerGets' in input ? JSON.stringify(input.customerGets.value) : 'free shipping',
    minimum: input.minimumRequirement?.subtotal.greaterThanOrEqualToSubtotal ?? null,
    usageLimit: input.usageLimit ?? null,
    endsAt: input.endsAt ?? null,
    madeAt: new Date(now()).toISOString(),
  };
  discounts.add(discount);
  return jsonAnswer({ data: { made: { codeDiscountNode: shown(discount), userErrors: [] } } });
};

const refused = (code: string, field: string): WireAnswer =>
  jsonAnswer({
    data: { made: { codeDiscountNode: null, userErrors: [{ code, field: ['basicCodeDiscount', field] }] } },
  });

const find = ({ discounts }: Options, { code = '' }: { code?: string }): WireAnswer => {
  const discount = discounts.find('shopify', code);
  return jsonAnswer({ data: { found: discount ? shown(discount) : null } });
};

const shown = ({ title, endsAt }: Discount) => ({ codeDiscount: { title, endsAt } });
