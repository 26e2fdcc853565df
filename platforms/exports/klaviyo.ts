/** Klaviyo: the export of a list or segment, and its list of suppressed profiles. */
import type { Instant } from '../../core/time/instant.ts';
import { hasAny, textIn } from './columns.ts';
import { consentOf, type Standing, stopped } from './consent.ts';
import type { About, ExportFormat, Reading, Row, Stop } from './format.ts';
import { recordOf } from './person.ts';
import { addressIn, timeIn } from './values.ts';

const EMAIL = ['email', 'email_address', 'e_mail', 'e_mail_adresse'];
const CONSENT = ['email_marketing_consent', 'email_consent', 'consent'];
const CONSENT_AT = ['email_marketing_consent_timestamp', 'email_consent_timestamp', 'consent_timestamp'];
const SUPPRESSIONS = ['email_suppressions', 'suppressions', 'suppression_reason', 'suppression_reasons'];
/** Filled only for whoever is suppressed, also where the reason is missing. */
const SUPPRESSED_AT = ['suppression_date', 'suppression_timestamp', 'suppressed_at', 'suppressed_on'];
const OWN = new Set([...EMAIL, ...CONSENT, ...CONSENT_AT, ...SUPPRESSIONS, ...SUPPRESSED_AT, 'klaviyo_id']);
const SEEN = ['last_active', 'date_added', 'profile_created_on', 'first_active'];

const read = ([row]: readonly Row[], about: About): Reading => {
  if (!row) return { rejected: 'no-address' };
  const written = textIn(about.columns, row.cells, ...EMAIL);
  if (/^redacted\..*@example\.com$/i.test(written ?? '')) return { rejected: 'redacted' };
  const email = addressIn(written);
  if (email === undefined) return { rejected: 'no-address' };
  const blocks = blocksIn(row, about);
  const told = consentOf(email, standingIn(row, about, blocks.length > 0), klaviyo.source);
  const others = blocks.map(({ by, at }) => stopped(email, { by, at }));
  const record = recordOf(about.columns, row, {
    email,
    at: seenAt(row, about),
    evidence: 'typed',
    tags: told.tags,
    read: OWN,
  });
  return {
    events: [record, ...told.events, ...others.flatMap(({ events }) => events)],
    stops: [...told.stops, ...others.flatMap(({ stops }) => stops)],
  };
};

/** The newest moment at which Klaviyo knew the person; else when the file was put here. */
const seenAt = ({ cells }: Row, { columns, at }: About): Instant => {
  const seen = SEEN.flatMap((name) => timeIn(textIn(columns, cells, name)) ?? []);
  return seen.length === 0 ? at : Math.min(Math.max(...seen), at);
};

/** A row that is suppressed may still say SUBSCRIBED: then the suppression is all that counts. */
const standingIn = (row: Row, { columns, at }: About, isBlocked: boolean): Standing => {
  const consent = (textIn(columns, row.cells, ...CONSENT) ?? '').toUpperCase().replaceAll(' ', '_');
  const stated = timeIn(textIn(columns, row.cells, ...CONSENT_AT));
  if (LEFT.has(consent)) return { kind: 'stopped', at: stated ?? at, by: 'unsubscribe' };
  if (isBlocked || !AGREED.has(consent)) return { kind: 'none' };
  return { kind: 'agreed', at: stated };
};

/** Klaviyo's own words, and those of lists that went through other hands. */
const AGREED: ReadonlySet<string> = new Set(
  'SUBSCRIBED SUBSCRIBE TRUE YES JA WAHR 1 ABONNIERT ANGEMELDET OPT-IN OPTED_IN'.split(' '),
);
const LEFT: ReadonlySet<string> = new Set(
  'UNSUBSCRIBED UNSUBSCRIBE ABGEMELDET ABBESTELLT OPT-OUT OPTED_OUT WITHDRAWN WIDERRUFEN'.split(' '),
);

/** The suppressions of a row, dated as the file where it does not date them. */
const blocksIn = ({ cells }: Row, { columns, at }: About): readonly Pick<Stop, 'at' | 'by'>[] => {
  const text = (textIn(columns, cells, ...SUPPRESSIONS) ?? '').toUpperCase();
  const kinds = new Set(BLOCKS.flatMap(([word, by]) => (word.test(text) ? [by] : [])));
  // A reason that we do not know is still a suppression.
  const isDated = text === '' && textIn(columns, cells, ...SUPPRESSED_AT) !== undefined;
  const isSuppressed = isDated || !NOT_SUPPRESSED.test(text);
  const by = kinds.size > 0 || !isSuppressed ? [...kinds] : ['manual' as const];
  return by.map((one) => ({ by: one, at }));
};

const BLOCKS: readonly (readonly [RegExp, Stop['by']])[] = [
  [/SPAM|COMPLAIN/, 'complaint'],
  [/BOUNCE|INVALID/, 'bounce'],
  [/USER_SUPPRESSED|MANUAL/, 'manual'],
  [/UNSUBSCRIBE/, 'unsubscribe'],
];
const NOT_SUPPRESSED = /^(|\[\]|FALSE|NO|NONE|NULL|NEVER)$/;

export const klaviyo: ExportFormat = {
  name: 'klaviyo',
  source: 'klaviyo',
  knows: (columns) =>
    hasAny(columns, ...EMAIL) &&
    hasAny(columns, 'klaviyo_id', 'email_marketing_consent', 'email_suppressions', ...SUPPRESSIONS),
  read,
};
