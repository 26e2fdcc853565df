/**
 * WooCommerce: orders as plug-ins export them, with the buyer's address, and the report of orders of
 * WooCommerce itself, which names nobody.
 */
import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import { type Columns, hasAny, textIn } from './columns.ts';
import type { About, ExportFormat, Reading, Row } from './format.ts';
import { itemOf, readingOf } from './orders.ts';
import { addressIn, amountIn, countryIn, timeIn } from './values.ts';

const EMAIL = ['billing_email', 'email_billing', 'customer_email', 'e_mail_rechnung', 'rechnungs_e_mail'];
const ORDER_ID = ['order_id', 'bestell_id', 'id'];
const NUMBER = ['order_number', 'bestellnummer', 'order'];
const TOTAL = ['order_total', 'order_total_amount', 'total', 'gesamtsumme', 'bestellsumme'];
const CURRENCY = ['order_currency', 'currency', 'waehrung'];
const PLACED = ['order_date', 'date_created', 'date', 'bestelldatum', 'datum'];
const PAID = ['paid_date', 'date_paid', 'bezahlt_am'];
const STATUS = ['status', 'order_status', 'bestellstatus'];

const NEVER_PLACED =
  /^(wc-)?(pending|failed|checkout-draft|draft|auto-draft|trash|ausstehend|fehlgeschlagen)/i;
const PAID_FOR = /^(wc-)?(completed|processing|abgeschlossen|in bearbeitung)/i;

const read = (rows: readonly Row[], { columns }: About): Reading => {
  const [head] = rows;
  if (!head) return { rejected: 'no-order-id' };
  const said = (...names: readonly string[]) => textIn(columns, head.cells, ...names);
  const status = said(...STATUS) ?? '';
  if (NEVER_PLACED.test(status)) return { rejected: 'not-ordered' };
  const placedAt = timeIn(said(...PLACED));
  const total = said(...TOTAL);
  const isRefunded = /^(wc-)?(refunded|erstattet|rückerstattet)/i.test(status);
  return readingOf({
    orderId: said(...ORDER_ID) ?? said(...NUMBER),
    orderNumber: said(...NUMBER),
    customer: customerIn(columns, head),
    currency: said(...CURRENCY),
    total,
    placedAt,
    paidAt: timeIn(said(...PAID)) ?? (PAID_FOR.test(status) ? placedAt : undefined),
    cancelledAt: /^(wc-)?(cancelled|storniert)/i.test(status) ? placedAt : undefined,
    refunded: said('refunded_amount', 'refund_amount') ?? (isRefunded ? total : undefined),
    codes: codesIn(said('coupon_items', 'coupons', 'coupon_code')),
    items: rows.flatMap((row) => itemsIn(columns, row)),
  });
};

const customerIn = (columns: Columns, { cells }: Row): JsonObject => {
  const said = (...names: readonly string[]) => textIn(columns, cells, ...names);
  const id = said('customer_id', 'customer_user');
  return present({
    email: addressIn(said(...EMAIL)),
    // A guest has the number 0.
    customer_id: id === undefined || id === '0' ? undefined : id,
    first_name: said('billing_first_name', 'first_name_billing'),
    last_name: said('billing_last_name', 'last_name_billing'),
    phone: said('billing_phone', 'phone_billing'),
    country: countryIn(said('billing_country', 'country_code_billing', 'country_billing')),
  }) as JsonObject;
};

/** `code:TEA10|amount:2.00` or the codes themselves. */
const codesIn = (text = ''): readonly string[] =>
  text
    .split(/[;,]/)
    .map((one) => (/code:([^|]+)/.exec(one)?.[1] ?? one).trim())
    .filter((code) => code !== '' && !code.includes(':'));

/** Either `line_item_1: name:Tea|product_id:12|quantity:2|total:20.00`, or one row for each item. */
const itemsIn = (columns: Columns, { cells }: Row): readonly JsonObject[] => {
  const packed = columns.names.flatMap((name, place) =>
    /^line_items?(_\d+)?$/.test(name) ? (cells[place] ?? '').split(';') : [],
  );
  const found = packed.flatMap(packedItem);
  if (found.length > 0) return found;
  const said = (...names: readonly string[]) => textIn(columns, cells, ...names);
  const title = said('item_name', 'product_name', 'artikelname');
  if (title === undefined) return [];
  return [
    itemOf({
      title,
      product_id: said('product_id', 'item_product_id'),
      variant_id: said('variation_id'),
      quantity: Number(said('quantity', 'item_quantity', 'menge') ?? 1) || 1,
      unit_price: amountIn(said('item_cost', 'item_price', 'preis')),
      sku: said('sku', 'item_sku'),
    }),
  ];
};

const packedItem = (text: string): readonly JsonObject[] => {
  const parts = new Map(
    text.split('|').map((part) => {
      const [name = '', ...rest] = part.split(':');
      return [name.trim().toLowerCase(), rest.join(':').trim()] as const;
    }),
  );
  const title = parts.get('name');
  if (title === undefined || title === '') return [];
  const [variant, total] = [parts.get('variation_id'), amountIn(parts.get('total'))];
  return [
    itemOf({
      title,
      product_id: parts.get('product_id'),
      variant_id: variant === '0' || variant === '' ? undefined : variant,
      quantity: Number(parts.get('quantity') ?? 1) || 1,
      line_price: total,
      sku: parts.get('sku'),
    }),
  ];
};

export const woocommerceOrders: ExportFormat = {
  name: 'woocommerce-orders',
  source: 'woocommerce',
  knows: (columns) =>
    hasAny(columns, ...EMAIL) && hasAny(columns, ...ORDER_ID, ...NUMBER) && hasAny(columns, ...TOTAL),
  belongsTo: (columns, { cells }) => textIn(columns, cells, ...ORDER_ID, ...NUMBER),
  read,
};

/** The eleven columns of WooCommerce's own report, in every language in this order. */
const REPORT_COLUMNS = [10, 11] as const;
const REPORT_WORDS = /customer_type|kundentyp|kundenart|items_sold|verkaufte|net_sales|nettoumsatz|n_revenue/;

export const woocommerceOrdersReport: ExportFormat = {
  name: 'woocommerce-orders-report',
  source: 'woocommerce',
  knows: ({ names }) =>
    names.length >= REPORT_COLUMNS[0] &&
    names.length <= REPORT_COLUMNS[1] &&
    names.filter((name) => REPORT_WORDS.test(name)).length >= 2 &&
    !names.some((name) => /mail/.test(name)),
  read: () => ({ rejected: 'orders-without-address' }),
  useless: 'orders-without-address',
};
