/** What the files say about a person: the record with its facts, and what every other column becomes. */
import type { Json, JsonObject } from '../../core/events/event.ts';
import { isSafeKey } from '../../core/events/event-fields.ts';
import type { Evidence } from '../../core/identity/evidence.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Columns, cellOf, textIn } from './columns.ts';
import type { Row, ToldEvent } from './format.ts';
import { countryIn, dayIn } from './values.ts';

const FIRST = ['first_name', 'vorname', 'fname', 'firstname', 'billing_first_name'];
const LAST = ['last_name', 'nachname', 'lname', 'lastname', 'billing_last_name'];
const PHONE = ['phone_number', 'phone', 'telefon', 'telefonnummer', 'mobile', 'default_address_phone'];
const COUNTRY = ['country_code', 'default_address_country_code', 'cc', 'country', 'land', 'country_region'];
const BIRTHDAY = ['birthday', 'geburtstag', 'geburtsdatum', 'birth_date', 'date_of_birth'];
const LOCALE = ['locale', 'language', 'sprache'];
const ZONE = ['timezone', 'time_zone', 'zeitzone'];

/** Columns that the record reads by itself in every format. */
const OF_THE_PERSON = [...FIRST, ...LAST, ...PHONE, ...COUNTRY, ...LOCALE, ...ZONE];

/** Where somebody lives and from where they clicked is not needed to write to them, so it is not kept. */
const NOT_KEPT = new Set(
  [
    ['address', 'address1', 'address2', 'address_1', 'address_2', 'adresse', 'strasse', 'street'],
    ['default_address_address1', 'default_address_address2', 'latitude', 'longitude', 'ip_address'],
    ['gmtoff', 'dstoff', 'optin_ip', 'confirm_ip', 'note', 'notes', 'leid', 'euid', 'password'],
  ].flat(),
);

export type Stated = Readonly<{
  email: string;
  at: Instant;
  /** The account's id in the shop, where the file is the shop's own list of accounts. */
  customerId?: string | undefined;
  evidence: Evidence;
  tags?: readonly string[];
  /** Columns that the format has read itself; every other one becomes an attribute. */
  read: ReadonlySet<string>;
}>;

/** The record of a person, with every column that nobody else has read as an attribute. */
export const recordOf = (columns: Columns, row: Row, stated: Stated): ToldEvent => {
  const said = (names: readonly string[]) => textIn(columns, row.cells, ...names);
  const birthday = dayIn(said(BIRTHDAY) ?? metafield(columns, row, 'birth_date'));
  const customer = present({
    email: stated.email,
    customer_id: stated.customerId,
    first_name: said(FIRST),
    last_name: said(LAST),
    phone: said(PHONE),
    country: countryIn(said(COUNTRY)),
    locale: said(LOCALE),
    time_zone: said(ZONE),
    birthday,
    tags: stated.tags,
    attributes: attributesIn(columns, row, stated.read, birthday !== undefined),
  });
  const { at, evidence } = stated;
  return { name: 'customer.updated', at, evidence, data: { customer } satisfies JsonObject };
};

const metafield = (columns: Columns, row: Row, name: string): string | undefined => {
  const column = columns.names.find((one) => one.endsWith(`_customer_metafields_facts_${name}`));
  return column === undefined ? undefined : textIn(columns, row.cells, column);
};

const attributesIn = (
  { names, places }: Columns,
  { cells }: Row,
  read: ReadonlySet<string>,
  birthdayIsRead: boolean,
): JsonObject => {
  const taken = new Set([...OF_THE_PERSON, ...(birthdayIsRead ? BIRTHDAY : []), ...read]);
  const facts: [string, Json][] = [];
  for (const [name, where] of places) {
    const place = where.find((one) => cellOf(cells[one]) !== '');
    const own = attributeName(name);
    if (place === undefined || taken.has(name) || NOT_KEPT.has(name) || !isSafeKey(own)) continue;
    facts.push([own, asFact(cellOf(cells[place]))]);
  }
  // Of more than can be kept the first ones stay: the columns of the tool's own stand in front.
  return names.length === 0 ? {} : Object.fromEntries(facts.slice(0, LIMITS.importAttributes));
};

/** A metafield is named by its own name, and no attribute begins with a digit. */
const attributeName = (column: string): string => {
  const [, field] = /_customer_metafields_[a-z0-9]+_(.+)$/.exec(column) ?? [];
  const name = (field ?? column).slice(0, ATTRIBUTE_NAME_CHARS);
  return /^[a-z]/.test(name) ? name : `_${name}`.replace(/^_+/, 'n');
};

const ATTRIBUTE_NAME_CHARS = 60;

/** Numbers and truths as such, so that conditions can compare them; what begins with 0 is no number. */
const asFact = (text: string): Json => {
  if (/^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/.test(text)) return Number(text);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text.slice(0, LIMITS.attributeChars);
};
