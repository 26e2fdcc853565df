/** Stand-in for WooCommerce's REST API (wc/v3): coupons are made, and found by their code. */
import * as z from 'zod';
import { type Call, jsonAnswer, jsonOf, type WireAnswer, type WireRequest } from '../wire.ts';
import type { Discount, Discounts } from './discounts.ts';

const PATH = '/wp-json/wc/v3/coupons';

const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const body = z.strictObject({
  code: z.string().min(1),
  description: z.string(),
  discount_type: z.enum(['percent', 'fixed_cart', 'fixed_product']),
  amount: decimal,
  free_shipping: z.boolean().optional(),
  usage_limit: z.number().int().optional(),
  date_expires: z.string().optional(),
  minimum_amount: decimal.optional(),
});

type Options = Readonly<{ discounts: Discounts; now: () => number }>;

/** Undefined where the path is none of WooCommerce's. */
export const woocommerceCall = (options: Options, request: WireRequest): Call | undefined => {
  if (request.path !== PATH) return undefined;
  const operation = request.method === 'POST' ? 'create_coupon' : 'list_coupons';
  return {
    operation,
    needs: [],
    run: () => {
      if (!/^Basic \S+$/.test(request.headers['authorization'] ?? ''))
        return refused('woocommerce_rest_cannot_view', 401);
      return request.method === 'POST' ? make(options, request) : list(options, request);
    },
  };
};

const refused = (code: string, status: number): WireAnswer => ({
  ...jsonAnswer({ code, message: code, data: { status } }),
  status,
});

const make = ({ discounts, now }: Options, request: WireRequest): WireAnswer => {
  const read = body.safeParse(jsonOf(request));
  if (!read.success) return refused('rest_invalid_param', 400);
  const asked = read.data;
  if (discounts.find('woocommerce', asked.code))
    return refused('woocommerce_rest_coupon_code_already_exists', 400);
  const worth = asked.discount_type === 'percent' ? `${asked.amount} %` : asked.amount;
  const discount: Discount = {
    shop: 'woocommerce',
    code: asked.code.toLowerCase(),
    title: asked.description,
    worth: asked.free_shipping ? 'free shipping' : worth,
    minimum: asked.minimum_amount ?? null,
    usageLimit: asked.usage_limit ?? null,
    endsAt: asked.date_expires ?? null,
    madeAt: new Date(now()).toISOString(),
  };
  discounts.add(discount);
  return { ...jsonAnswer(shown(discount)), status: 201 };
};

const list = ({ discounts }: Options, { query }: WireRequest): WireAnswer => {
  const found = discounts.find('woocommerce', query['code'] ?? '');
  return jsonAnswer(found ? [shown(found)] : []);
};

/** WooCommerce names times in GMT without saying so. */
const shown = ({ code, title, endsAt }: Discount) => ({
  id: 1,
  code,
  description: title,
  date_expires_gmt: endsAt?.replace(/Z$/, '') ?? null,
});
