/**
 * A list of addresses that must not be written to, where the name of its file says so; whatever stands beside
 * an address, such as a reason, changes nothing.
 */
import { hasAny, textIn } from './columns.ts';
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
  knows: (columns) => hasAny(columns, ...HEADINGS),
  read: ([row], { columns, at }) => {
    const email = addressIn(textIn(columns, row?.cells ?? [], ...HEADINGS));
    if (email === undefined) return { rejected: 'no-address' };
    return stopped(email, { at, by: 'manual' });
  },
};
