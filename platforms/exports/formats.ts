/** The list of known formats, and the one that a file is in. */

import { type Columns, cellOf, columnsOf } from './columns.ts';
import type { ExportFormat, Row } from './format.ts';
import { klaviyo } from './klaviyo.ts';
import { mailchimp } from './mailchimp.ts';
import { shopifyCustomers } from './shopify-customers.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { suppressions } from './suppressions.ts';
import { addressIn } from './values.ts';
import { woocommerceCustomers } from './woocommerce-customers.ts';
import { woocommerceOrders, woocommerceOrdersReport } from './woocommerce-orders.ts';

/** The more a format asks for, the earlier it stands. */
const FORMATS: readonly ExportFormat[] = [
  mailchimp,
  shopifyOrders,
  shopifyCustomers,
  woocommerceOrders,
  woocommerceOrdersReport,
  klaviyo,
  woocommerceCustomers,
];

export type Known = Readonly<{
  format: ExportFormat;
  columns: Columns;
  /** True where the file has no headings: its first row is data. */
  headless: boolean;
}>;

export type Opening = Readonly<{
  /** The file's name without folder. */
  name: string;
  headings: readonly string[];
  /** The cells of the first row of data. */
  first: Row | undefined;
}>;

/** The format of a file; undefined where nobody knows it. */
export const formatOf = ({ name, headings, first }: Opening): Known | undefined => {
  if (headings.every((heading) => heading.trim() === '' || isAddress(heading)))
    return isSuppressing(name) && headings.some(isAddress)
      ? { format: suppressions, columns: columnsOf(['email']), headless: true }
      : undefined;
  const columns = columnsOf(headings);
  const format = FORMATS.find(({ knows }) => knows(columns, first?.cells ?? []));
  if (format) return { format, columns, headless: false };
  return isSuppressing(name) && suppressions.knows(columns, [])
    ? { format: suppressions, columns, headless: false }
    : undefined;
};

const isAddress = (heading: string): boolean => addressIn(cellOf(heading)) !== undefined;

const isSuppressing = (name: string): boolean => /^suppress/i.test(name);
