/** The topics of Shopify: the kind of body that belongs to each, how it is read, and why some are of no use. */
import { checkout } from './checkout.ts';
import { consent } from './consent.ts';
import { customer, mergedCustomer } from './customer.ts';
import { fulfillment, fulfillmentEvent } from './fulfillment.ts';
import { cancelledOrder, paidOrder, placedOrder, updatedOrder } from './order.ts';
import { redactedCustomer, redactedShop, requestedData } from './privacy.ts';
import { deletedProduct, product } from './product.ts';
import { refund } from './refund.ts';
import { addedTags } from './tags.ts';
import type { KindName } from './tell-tales.ts';
import type { Topic } from './topic.ts';

export const TOPICS: Readonly<Record<string, Readonly<{ kind: KindName; read: Topic }>>> = {
  'checkouts/create': { kind: 'checkout', read: checkout },
  'checkouts/update': { kind: 'checkout', read: checkout },
  'orders/create': { kind: 'order', read: placedOrder },
  'orders/paid': { kind: 'order', read: paidOrder },
  'orders/cancelled': { kind: 'order', read: cancelledOrder },
  'orders/updated': { kind: 'order', read: updatedOrder },
  'orders/fulfilled': { kind: 'order', read: updatedOrder },
  'orders/partially_fulfilled': { kind: 'order', read: updatedOrder },
  'refunds/create': { kind: 'refund', read: refund },
  'fulfillments/create': { kind: 'fulfillment', read: fulfillment },
  'fulfillments/update': { kind: 'fulfillment', read: fulfillment },
  'fulfillment_events/create': { kind: 'fulfillment event', read: fulfillmentEvent },
  'products/create': { kind: 'product', read: product },
  'products/update': { kind: 'product', read: product },
  'products/delete': { kind: 'deleted product', read: deletedProduct },
  'customers/create': { kind: 'account', read: customer('customer.created') },
  'customers/update': { kind: 'account', read: customer('customer.updated') },
  // An account that was opened or closed for its owner is the same record.
  'customers/enable': { kind: 'account', read: customer('customer.updated', 'customers/update') },
  'customers/disable': { kind: 'account', read: customer('customer.updated', 'customers/update') },
  'customer.tags_added': { kind: 'tags', read: addedTags },
  'customers/merge': { kind: 'merge', read: mergedCustomer },
  'customers_email_marketing_consent/update': { kind: 'consent', read: consent },
  'customers/data_request': { kind: 'data request', read: requestedData },
  'customers/redact': { kind: 'customer redaction', read: redactedCustomer },
  'shop/redact': { kind: 'shop redaction', read: redactedShop },
};

/** Topics that a shop may well subscribe to and that tell nothing we could use, with the reason. */
export const IGNORED: Readonly<Record<string, string | undefined>> = {
  'orders/edited': 'an edit names lines only; orders/updated tells what the order has become',
  'orders/delete': 'what was bought or cancelled before its record was deleted stays so',
  'order_transactions/create': 'orders and refunds tell what was paid and given back',
  'carts/create': 'a cart names nobody; the checkout that it becomes tells of it',
  'carts/update': 'a cart names nobody; the checkout that it becomes tells of it',
  'checkouts/delete': 'a checkout that was deleted says neither that it was bought nor that it was left',
  'customers/delete': 'to delete a record is no request for erasure; customers/redact is',
  'customer.tags_removed': 'a record takes nothing away from what is known of a customer',
  'customers/purchasing_summary': 'sums are made from the orders themselves',
  'customers_marketing_consent/update':
    'text messages are no channel of ours, and their consent is for no other',
  'app/uninstalled': 'the shop has switched us off; shop/redact asks for the erasure of its customers',
  'inventory_levels/update':
    'the stock of one place alone; products/update tells that of all places together',
};
