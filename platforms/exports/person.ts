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
const OF_THE_PERSON = new Set([...FIRST, ...LAST, ...PHONE, ...COUNTRY, ...LOCALE, ...ZONE]);
const OF_BIRTHDAYS = new Set(BIRTHDAY);

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
  const birthday = dayIn(said(BIRTHDAY) ?? metafieldOf(columns, row));
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

/** A birthday that a shop keeps in a field of its own. */
const metafieldOf = (columns: Columns, row: Row): string | undefined => {
  const { birthday } = factsOf(columns);
  return birthday === undefined ? undefined : textIn(columns, row.cells, birthday);
};

const attributesIn = (
  columns: Columns,
  { cells }: Row,
  read: ReadonlySet<string>,
  birthdayIsRead: boolean,
): JsonObject => {
  const facts = new Map<string, Json>();
  let count = 0;
  for (const { name, own, places } of factsOf(columns).others) {
    if (read.has(name) || (birthdayIsRead && OF_BIRTHDAYS.has(name))) continue;
    const text = firstFilled(places, cells);
    if (text === '') continue;
    facts.set(own, asFact(text));
    count += 1;
    // Of more than can be kept the first ones stay: the columns of the tool's own stand in front.
    if (count >= LIMITS.importAttributes) break;
  }
  return Object.fromEntries(facts);
};

const firstFilled = (places: readonly number[], cells: readonly string[]): string => {
  for (const place of places) {
    const text = cellOf(cells[place]);
    if (text !== '') return text;
  }
  return '';
};

/** What the columns of a file are for people; the same for all of its rows, so it is worked out once. */
type Facts = Readonly<{
  /** The column of a metafield with the birthday. */
  birthday: string | undefined;
  /** Columns that may become attributes, with the names of these. */
  others: readonly Readonly<{ name: string; own: string; places: readonly number[] }>[];
}>;

const known = new WeakMap<Columns, Facts>();

const factsOf = (columns: Columns): Facts => {
  const before = known.get(columns);
  if (before) return before;
  const facts = {
    birthday: columns.names.find((one) => one.endsWith('_customer_metafields_facts_birth_date')),
    others: [...columns.places].flatMap(([name, places]) => {
      const own = attributeName(name);
      return OF_THE_PERSON.has(name) || NOT_KEPT.has(name) || !isSafeKey(own) ? [] : [{ name, own, places }];
    }),
  };
  known.set(columns, facts);
  return facts;
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
