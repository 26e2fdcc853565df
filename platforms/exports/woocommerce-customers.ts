/**
 * WooCommerce: the report of customers. Its headings are in the language of whoever exports it, so it is also
 * known by where its columns stand. It says nothing about consent.
 */
import { type Columns, columnsOf, hasAny, textIn } from './columns.ts';
import type { About, ExportFormat, Reading, Row } from './format.ts';
import { namesIn } from './orders.ts';
import { recordOf } from './person.ts';
import { addressIn, timeIn } from './values.ts';

/** As WooCommerce writes them, in this order in every language. */
const ORDER = [
  'name',
  'username',
  'last_active',
  'sign_up',
  'email',
  'orders',
  'total_spend',
  'aov',
  'country',
  'city',
  'region',
  'postal_code',
  'billing_phone',
  'shipping_phone',
  'role',
];
/** Older versions end with the postal code. */
const LEAST_COLUMNS = 12;
const READ = new Set([
  'name',
  'email',
  'username',
  'last_active',
  'sign_up',
  'billing_phone',
  'shipping_phone',
]);
const [ACTIVE_AT, SIGNED_UP_AT, EMAIL_AT, ORDERS_AT] = [2, 3, 4, 5] as const;

const read = ([row]: readonly Row[], { columns, at }: About): Reading => {
  const own = byPlace(columns);
  const said = (...names: readonly string[]) => textIn(own, row?.cells ?? [], ...names);
  const email = addressIn(said('email'));
  if (!row || email === undefined) return { rejected: 'no-address' };
  const seen = [said('last_active'), said('sign_up')].flatMap((text) => timeIn(text) ?? []);
  const record = recordOf(own, row, {
    email,
    at: seen.length === 0 ? at : Math.min(Math.max(...seen), at),
    evidence: 'typed',
    read: READ,
  });
  const named = { ...namesIn(said('name')), ...(record.data.customer as object) };
  const phone = said('billing_phone', 'shipping_phone');
  return { events: [{ ...record, data: { customer: phone === undefined ? named : { ...named, phone } } }] };
};

/** The columns under WooCommerce's English names; those of plug-ins behind them keep their own. */
const byPlace = (columns: Columns): Columns => {
  const { names } = columns;
  const own =
    known.get(columns) ?? columnsOf([...ORDER.slice(0, names.length), ...names.slice(ORDER.length)]);
  known.set(columns, own);
  return own;
};

const known = new WeakMap<Columns, Columns>();

const isDate = (text: string): boolean => text.trim() === '' || timeIn(text.trim()) !== undefined;

export const woocommerceCustomers: ExportFormat = {
  name: 'woocommerce-customers',
  source: 'woocommerce',
  knows: (columns, first) => {
    if (columns.names.length < LEAST_COLUMNS || hasAny(columns, 'klaviyo_id', 'lineitem_name')) return false;
    const cell = (place: number): string => first[place] ?? '';
    if (addressIn(columns.names[EMAIL_AT]) !== undefined) return false;
    const inPlace = /mail/.test(columns.names[EMAIL_AT] ?? '');
    const readable =
      isDate(cell(ACTIVE_AT)) && isDate(cell(SIGNED_UP_AT)) && /^\d*$/.test(cell(ORDERS_AT).trim());
    return readable && (inPlace || addressIn(cell(EMAIL_AT)) !== undefined);
  },
  read,
};
