/**
 * Shows the facts of conditions to templates: `orders.count` as `customer.orders.count`, `customer.tags` by its
 * own name. They are found as conditions find them, so a text and a condition never disagree.
 */
import { isDay } from '../conditions/dates.ts';
import type { Dated, Fact, PerCurrency } from '../conditions/fact-values.ts';
import { FACT_PATHS, FACTS, type FactPath } from '../conditions/facts.ts';
import type { Profile } from '../state/profile.ts';
import { formatDate, formatMoney, LINK_URL_CHARS, lineOf, TITLE_CHARS } from './format.ts';

/** Texts, numbers and lists of texts; null or an empty list where nobody knows the fact. */
export type FactsView = Readonly<Record<string, unknown>>;

type Asked = Readonly<{
  profile: Readonly<{ attributes?: Profile['attributes'] }>;
  /** Finds a fact by its path; nothing is known where it is absent. */
  factOf?: (path: string) => Fact;
  /** Of amounts in several currencies the one in this is shown. */
  currency?: string;
}>;

type Local = Readonly<{ locale: string; zone: string }>;

/** Roots of facts about the customer; those of a cart, an order or an event are shown as such. */
const ROOTS: readonly string[] = ['customer', 'orders', 'views', 'messages', 'consent', 'rfm'];

/**
 * Shown by the view in a form of their own, or, as `customer.orders`, an old name for a fact that has another.
 */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'customer.first_name',
  'customer.last_name',
  'customer.email',
  'customer.tier',
  'customer.points',
  'customer.attributes.',
  'customer.orders',
  'customer.spent',
]);

const SHOWN: readonly FactPath[] = FACT_PATHS.filter(
  (path) => ROOTS.includes(path.split('.')[0] ?? '') && !ELSEWHERE.has(path),
);

/** Each fact is computed where a template reads it, and only there. */
export const factsView = (asked: Asked, local: Local): FactsView => {
  const view: Record<string, unknown> = { attributes: attributesView(asked.profile.attributes ?? {}) };
  for (const path of SHOWN) {
    const [root = '', key = ''] = path.split('.');
    const get = (): unknown => shown(path, asked, local);
    Object.defineProperty(root === 'customer' ? view : partOf(view, root), key, { enumerable: true, get });
  }
  return view;
};

const partOf = (view: Record<string, unknown>, root: string): object => {
  view[root] ??= {};
  return view[root] as object;
};

/** Numbers and yes or no stay as they are, so that a template can compare them. */
const attributesView = (attributes: Profile['attributes']): FactsView =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? lineOf(value, LINK_URL_CHARS) : value,
    ]),
  );

const shown = (path: FactPath, { factOf, currency }: Asked, local: Local): unknown => {
  const fact = factOf?.(path);
  switch (FACTS[path].type) {
    case 'list':
      return listOf(fact);
    case 'money':
      return amountIn(fact as PerCurrency | undefined, currency, local);
    case 'date':
      return dayOf(fact, local);
    case 'number':
      return typeof fact === 'number' ? Math.round(fact) : null;
    default:
      return lineOf(fact, TITLE_CHARS);
  }
};

const listOf = (fact: Fact): readonly string[] =>
  Array.isArray(fact) ? fact.map((one) => lineOf(one, TITLE_CHARS)).filter((one) => one !== null) : [];

/** Null where nothing was bought, or nothing in the currency. */
const amountIn = (
  fact: PerCurrency | undefined,
  currency: string | undefined,
  { locale }: Local,
): string | null => {
  const amount = currency === undefined ? undefined : fact?.perCurrency[currency];
  return currency === undefined || !amount ? null : formatMoney({ amount, currency }, locale);
};

/** A date without time of day, such as a birthday, is the same day everywhere. */
const dayOf = (fact: Fact, { locale, zone }: Local): string | null => {
  if (typeof fact === 'string') return isDay(fact) ? formatDate(Date.parse(fact), locale, 'UTC') : null;
  return fact === undefined || fact === null ? null : formatDate((fact as Dated).at, locale, zone);
};
