/** A list of nothing but addresses, which must not be written to where its file says so. */
import { textIn } from './columns.ts';
import { stopped } from './consent.ts';
import type { ExportFormat } from './format.ts';
import { addressIn } from './values.ts';

const HEADINGS: ReadonlySet<string> = new Set([
  'email',
  'e_mail',
  'email_address',
  'e_mail_adresse',
  'mail',
  'adresse',
  'address',
]);

export const suppressions: ExportFormat = {
  name: 'suppressions',
  source: 'import',
  knows: ({ names }) =>
    names.filter((name) => name !== '').every((name) => HEADINGS.has(name)) && names.length > 0,
  read: ([row], { columns, at }) => {
    const email = addressIn(textIn(columns, row?.cells ?? [], ...HEADINGS));
    if (email === undefined) return { rejected: 'no-address' };
    return stopped(email, { at, by: 'manual' });
  },
};
