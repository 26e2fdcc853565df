/** Shopify: the export of orders, one row per line item; an order's own columns stand in its first row. */
import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import { type Columns, has, hasAny, textIn } from './columns.ts';
import type { About, ExportFormat, Reading, Row } from './format.ts';
import { itemOf, namesIn, readingOf } from './orders.ts';
import { addressIn, amountIn, countryIn, timeIn } from './values.ts';

const read = (rows: readonly Row[], { columns }: About): Reading => {
  const head = rows.find(({ cells }) => textIn(columns, cells, 'created_at', 'total') !== undefined);
  if (!head) return { rejected: 'no-order-head' };
  const said = (...names: readonly string[]) => textIn(columns, head.cells, ...names);
  const name = said('name');
  const code = said('discount_code');
  return readingOf({
    orderId: said('id') ?? name,
    orderNumber: name,
    customer: customerIn(columns, rows, head),
    currency: said('currency'),
    total: said('total'),
    placedAt: timeIn(said('created_at')),
    paidAt: timeIn(said('paid_at')),
    cancelledAt: timeIn(said('cancelled_at')),
    refunded: said('refunded_amount'),
    codes: code === undefined ? [] : code.split(',').map((one) => one.trim()),
    items: rows.flatMap((row) => itemIn(columns, row)),
  });
};

const customerIn = (columns: Columns, rows: readonly Row[], head: Row): JsonObject => {
  const said = (...names: readonly string[]) => textIn(columns, head.cells, ...names);
  const written = rows.map(({ cells }) => textIn(columns, cells, 'email')).find((one) => one !== undefined);
  return present({
    email: addressIn(written),
    phone: said('phone', 'billing_phone', 'shipping_phone'),
    country: countryIn(said('billing_country', 'shipping_country')),
    ...namesIn(said('billing_name', 'shipping_name')),
  }) as JsonObject;
};

const itemIn = (columns: Columns, { cells }: Row): readonly JsonObject[] => {
  const said = (name: string) => textIn(columns, cells, `lineitem_${name}`);
  const title = said('name');
  if (title === undefined) return [];
  const [sku, price] = [said('sku'), amountIn(said('price'))];
  return [itemOf({ title, quantity: Number(said('quantity') ?? 1) || 1, unit_price: price, sku })];
};

export const shopifyOrders: ExportFormat = {
  name: 'shopify-orders',
  source: 'shopify',
  knows: (columns) =>
    has(columns, 'name', 'email') &&
    hasAny(columns, 'lineitem_name') &&
    hasAny(columns, 'financial_status', 'total'),
  belongsTo: (columns, { cells }) => textIn(columns, cells, 'name'),
  read,
};
