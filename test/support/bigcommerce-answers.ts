/** What a BigCommerce store said to notices, one of each kind, as it goes through the translation. */
import {
  BOUGHT_AT,
  cartOf,
  customerOf,
  noticeOf,
  orderOf,
  PRODUCTS,
  productOf,
  refundOf,
  shipmentOf,
  subscriberOf,
} from './bigcommerce.ts';

type Json = Readonly<Record<string, unknown>>;

const answerAbout = (scope: string, data: Json, details: Json): Json => ({
  notice: noticeOf(scope, data),
  asked_at: Date.parse(BOUGHT_AT),
  details,
});

/** Bodies that hold a notice and what the shop said to it, one of each kind. */
export const ANSWERS: Readonly<Record<string, Json>> = {
  order: answerAbout(
    'order/created',
    { id: 3207 },
    { order: orderOf(), products: PRODUCTS, coupons: [{ code: 'FEST10' }], refunds: [refundOf(3, 14.5)] },
  ),
  cart: answerAbout('cart/updated', { id: 'cart-1' }, { cart: cartOf() }),
  customer: answerAbout('customer/updated', { id: 12 }, { customer: customerOf() }),
  product: answerAbout(
    'product/updated',
    { id: 191 },
    { product: productOf(), categories: [{ name: 'Tee' }] },
  ),
  shipment: answerAbout('shipment/created', { id: 12, orderId: 3207 }, { shipment: shipmentOf() }),
  subscriber: answerAbout('subscriber/created', { id: 5 }, { subscriber: subscriberOf() }),
};
