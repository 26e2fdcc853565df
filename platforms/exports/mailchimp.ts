/** Mailchimp: the three files of an audience's export, subscribed, unsubscribed and cleaned. */
import type { Instant } from '../../core/time/instant.ts';
import { type Columns, hasAny, textIn } from './columns.ts';
import { consentOf, type Standing } from './consent.ts';
import type { About, ExportFormat, Reading, Row } from './format.ts';
import { recordOf } from './person.ts';
import { addressIn, timeIn } from './values.ts';

const EMAIL = ['email_address', 'e_mail_adresse', 'email', 'e_mail', 'adresse_e_mail'];

/** Columns of Mailchimp's own, which no audience can rename. */
const OWN = ['member_rating', 'optin_time', 'confirm_time', 'last_changed', 'leid', 'euid'];
const LEFT = [
  'unsub_time',
  'unsub_campaign_title',
  'unsub_campaign_id',
  'unsub_reason',
  'unsub_reason_other',
];
const CLEANED = ['clean_time', 'clean_campaign_title', 'clean_campaign_id'];
const TIMES = ['optin_time', 'confirm_time', 'last_changed', 'optin_ip', 'confirm_ip', 'region', 'tags'];
const READ = new Set([...EMAIL, ...LEFT, ...CLEANED, ...TIMES]);

const read = ([row]: readonly Row[], about: About): Reading => {
  const { columns, at } = about;
  const email = row && addressOf(columns, row);
  if (!row || email === undefined) return { rejected: 'no-address' };
  const told = consentOf(email, standingIn(row, about), mailchimp.source);
  const changed = timeIn(textIn(columns, row.cells, 'last_changed'));
  const record = recordOf(columns, row, {
    email,
    at: Math.min(changed ?? at, at),
    evidence: 'typed',
    tags: [...told.tags, ...tagsIn(textIn(columns, row.cells, 'tags'))],
    read: READ,
  });
  return { events: [record, ...told.events], stops: told.stops };
};

/** An audience names its columns itself, in its own language: else the first address in the row counts. */
const addressOf = (columns: Columns, { cells }: Row): string | undefined => {
  const named = textIn(columns, cells, ...EMAIL);
  if (named !== undefined) return addressIn(named);
  return cells.map((cell) => addressIn(cell.trim())).find((address) => address !== undefined);
};

const standingIn = ({ cells }: Row, { columns, at }: About): Standing => {
  const said = (...names: readonly string[]) => textIn(columns, cells, ...names);
  if (hasAny(columns, ...CLEANED))
    return { kind: 'stopped', at: timeIn(said('clean_time')) ?? at, by: 'bounce' };
  if (hasAny(columns, ...LEFT)) {
    const reason = `${said('unsub_reason') ?? ''} ${said('unsub_reason_other') ?? ''}`;
    const by = /spam|abuse|complain/i.test(reason) ? 'complaint' : 'unsubscribe';
    return { kind: 'stopped', at: timeIn(said('unsub_time')) ?? at, by };
  }
  return agreedIn(timeIn(said('optin_time')), timeIn(said('confirm_time')), said('optin_ip', 'confirm_ip'));
};

/**
 * Rows that were imported or signed up in one step carry one time only, or the same one twice: the address
 * itself has confirmed nothing then.
 */
const agreedIn = (
  requestedAt: Instant | undefined,
  confirmedAt: Instant | undefined,
  ip: string | undefined,
): Standing => {
  const isConfirmed =
    requestedAt !== undefined && confirmedAt !== undefined && requestedAt < confirmedAt && ip !== undefined;
  return isConfirmed
    ? { kind: 'agreed', at: confirmedAt, confirmed: { requestedAt } }
    : { kind: 'agreed', at: confirmedAt ?? requestedAt };
};

/** `"tea","gift lovers"` */
const tagsIn = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((tag) => tag.replace(/^[\s"]+|[\s"]+$/g, ''))
    .filter((tag) => tag !== '');

export const mailchimp: ExportFormat = {
  name: 'mailchimp',
  source: 'mailchimp',
  knows: ({ names }) => {
    const known = new Set(names);
    return [...OWN, ...LEFT, ...CLEANED].filter((name) => known.has(name)).length >= 2;
  },
  read,
};
