/**
 * Stand-in for the shops' own APIs at one address: Shopify and WooCommerce, in which coupon codes are made, and
 * BigCommerce, which is asked what its notices are about.
 */
import { present } from '../../core/present.ts';
import { AwsError, type Service } from '../wire.ts';
import { bigcommerceCall, type ShopDocuments } from './bigcommerce-rest.ts';
import type { Discounts } from './discounts.ts';
import { shopifyCall } from './shopify-admin.ts';
import { woocommerceCall } from './woocommerce-rest.ts';

const RETRY_AFTER_SECONDS = '60';

type Options = Readonly<{ discounts: Discounts; documents: ShopDocuments; now: () => number }>;

export const createShops = (options: Options): Service => ({
  name: 'shops',
  understand: (request) => {
    const call =
      shopifyCall(options, request) ?? woocommerceCall(options, request) ?? bigcommerceCall(options, request);
    if (!call) throw new AwsError('rest_no_route', `No shop answers ${request.method} ${request.path}.`, 404);
    return call;
  },
  refuse: ({ name, message, status }) => ({
    status,
    headers: present({
      'content-type': 'application/json',
      'retry-after': status === 429 ? RETRY_AFTER_SECONDS : undefined,
    }),
    body: JSON.stringify({ code: name, message }),
  }),
  throttled: () => new AwsError('too_many_requests', 'Too many requests (injected fault).', 429),
  failed: () => new AwsError('internal_error', 'Internal error (injected fault).', 500),
});
