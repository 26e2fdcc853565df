/** Shopify: the export of customers. It holds neither the date nor a proof of any consent. */
import { has, hasAny, textIn } from './columns.ts';
import { consentOf } from './consent.ts';
import type { About, ExportFormat, Reading, Row } from './format.ts';
import { recordOf } from './person.ts';
import { addressIn, isYes } from './values.ts';

const ACCEPTS = ['accepts_email_marketing', 'accepts_marketing'];
const READ = new Set(['email', 'customer_id', 'tags', ...ACCEPTS]);

const read = ([row]: readonly Row[], { columns, at }: About): Reading => {
  const said = (...names: readonly string[]) => textIn(columns, row?.cells ?? [], ...names);
  const email = addressIn(said('email'));
  if (!row || email === undefined) return { rejected: 'no-address' };
  const agreed = isYes(said(...ACCEPTS));
  const told = consentOf(email, { kind: agreed ? 'agreed' : 'none' }, shopifyCustomers.source);
  const customerId = said('customer_id');
  const tags = (said('tags') ?? '').split(',').map((tag) => tag.trim());
  const record = recordOf(columns, row, {
    email,
    at,
    customerId,
    // Without an id the row says nothing about an account.
    evidence: customerId === undefined ? 'typed' : 'account',
    tags: [...told.tags, ...tags.filter((tag) => tag !== '')],
    read: READ,
  });
  return { events: [record], stops: [] };
};

export const shopifyCustomers: ExportFormat = {
  name: 'shopify-customers',
  source: 'shopify',
  knows: (columns) =>
    has(columns, 'email') && hasAny(columns, ...ACCEPTS) && hasAny(columns, 'total_spent', 'total_orders'),
  read,
};
