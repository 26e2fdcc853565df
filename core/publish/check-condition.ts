/**
 * Checks one condition for what a schema cannot see: facts and segments that do not exist, tests that suit no
 * such fact, and words that have no meaning where they stand.
 */
import { FACT_PATHS, type FactAbout, factAbout } from '../conditions/facts.ts';
import { momentsNeeded } from '../conditions/moments.ts';
import { LIMITS } from '../limits.ts';
import { minorDigits } from '../money.ts';
import { noPool } from './check-coupons.ts';
import { isAll, isAny, isConsent, isEvent, isNot, isSegment } from './compile-condition.ts';
import type { ConditionFile, EventCondition, TestFile } from './condition-schema.ts';
import { allowedWords } from './did-you-mean.ts';
import { error, type Finding, type Path, type Text, warning } from './problem.ts';
import { suits, unsuited } from './test-words.ts';
import { conditionParts, type Visited } from './visit-flow.ts';

/** The names that a condition may use; absent where nobody knows them. */
export type ConditionWorld = Readonly<{
  segments?: readonly string[];
  /** The currency of the shop's money. */
  currency?: string;
  /** Whether the shop gives points. */
  points?: boolean;
  /** Whether settings.json says where the shop itself is reached. */
  contact?: boolean;
  coupons?: Readonly<{ pools: Readonly<Record<string, unknown>> }>;
}>;

/** Where a condition stands: a segment belongs to no flow and to no event. */
export type Place = 'flow' | 'segment';

export const checkCondition = (
  condition: Visited<ConditionFile>,
  world: ConditionWorld,
  place: Place,
): readonly Finding[] =>
  conditionParts(condition).flatMap(({ item, path, depth }) => {
    if (depth === LIMITS.conditionDepth + 1) return [error(path, TOO_DEEP)];
    if (isAll(item) || isAny(item) || isNot(item)) return [];
    const counted = path.slice(condition.path.length).includes('where');
    if (isEvent(item)) return checkEvent(item, path, { place, counted });
    if (isSegment(item)) return unknownSegments(item.segment, path, world);
    return checkFacts({ item, path }, { world, eventless: place === 'segment' && !counted });
  });

const TOO_DEEP: Text = {
  de: `Zu tief verschachtelt. Höchstens ${LIMITS.conditionDepth} Ebenen.`,
  en: `Nested too deeply. At most ${LIMITS.conditionDepth} levels.`,
};

type Around = Readonly<{ place: Place; counted: boolean }>;

const checkEvent = (
  { since, times, where }: EventCondition,
  path: Path,
  { place, counted }: Around,
): readonly Finding[] => {
  const homeless = since === 'enrolled' && (place === 'segment' || counted);
  const kept = where !== undefined || (since !== undefined && since !== 'ever');
  const far = kept && momentsNeeded(times) > LIMITS.countedTimes;
  return [
    ...(homeless ? [error([...path, 'since'], NO_ENROLLMENT)] : []),
    ...(far ? [error([...path, 'times'], COUNTS_TOO_FAR)] : []),
  ];
};

const NO_ENROLLMENT: Text = {
  de: '„enrolled“ gibt es hier nicht: ein Segment und ein gezähltes Ereignis gehören zu keinem Durchlauf eines Flows. Erlaubt: "ever" oder eine Zeit wie "30d".',
  en: '"enrolled" has no meaning here: a segment and a counted event belong to no run of a flow. Allowed: "ever", or a time such as "30d".',
};

const COUNTS_TOO_FAR: Text = {
  de: `„times“ vergleicht innerhalb einer Zeit oder mit „where“ höchstens mit ${LIMITS.countedTimes - 1}.`,
  en: `Within a time, or with "where", "times" compares with ${LIMITS.countedTimes - 1} at most.`,
};

export const unknownSegments = (id: string, path: Path, { segments }: ConditionWorld): readonly Finding[] => {
  if (!segments || segments.includes(id)) return [];
  const words = allowedWords(id, segments);
  return [
    error([...path, 'segment'], {
      de: `Das Segment „${id}“ gibt es nicht: segments/${id}.json fehlt.${words.de}`,
      en: `There is no segment "${id}": segments/${id}.json is missing.${words.en}`,
    }),
  ];
};

type FactsAround = Readonly<{ world: ConditionWorld; eventless: boolean }>;

const checkFacts = (
  { item, path }: Visited<ConditionFile>,
  { world, eventless }: FactsAround,
): readonly Finding[] =>
  Object.entries(item as Readonly<Record<string, TestFile>>).flatMap(([fact, test]) => {
    const about = factAbout(fact);
    const at = [...path, fact];
    if (!about) return [unknownFact(fact, at)];
    if (eventless && fact.startsWith('event.')) return [error(at, NO_EVENT, 'key')];
    return [
      ...unknownPool(fact, at, world),
      ...checkTests(fact, about, { test, at }),
      ...doubtfulAmounts(test, at, world),
    ];
  });

const unknownPool = (fact: string, at: Path, { coupons }: ConditionWorld): readonly Finding[] => {
  const [root, pool = ''] = fact.split('.');
  if (root !== 'coupons' || !coupons || Object.hasOwn(coupons.pools, pool)) return [];
  return [error(at, noPool(pool, Object.keys(coupons.pools)), 'key')];
};

const KNOWN_FACTS = FACT_PATHS.map((path) => (path.endsWith('.') ? `${path}<name>` : path));

const unknownFact = (fact: string, at: Path): Finding => error(at, noFact(fact), 'key');

export const noFact = (fact: string): Text => {
  const words = allowedWords(fact, KNOWN_FACTS);
  return {
    de: `Die Angabe „${fact}“ ist unbekannt.${words.de}`,
    en: `The fact "${fact}" is unknown.${words.en}`,
  };
};

const NO_EVENT: Text = {
  de: 'Angaben eines Ereignisses gibt es in einem Segment nur in „where“ eines gezählten Ereignisses.',
  en: 'In a segment, facts of an event exist only in the "where" of a counted event.',
};

type Tested = Readonly<{ test: TestFile; at: Path }>;

const checkTests = (fact: string, about: FactAbout, { test, at }: Tested): readonly Finding[] =>
  Object.entries(test).flatMap(([name, wanted]) => {
    const way = [...at, name];
    if (isConsent(fact) && name === 'eq' && typeof wanted === 'boolean') return [];
    if (!suits(about.type, name, wanted)) return [error(way, unsuited(fact, about.type, name))];
    return unknownValues(about, name, wanted).map((value) => {
      const words = allowedWords(value, about.values ?? []);
      return error(way, {
        de: `„${fact}“ ist nie „${value}“.${words.de}`,
        en: `"${fact}" is never "${value}".${words.en}`,
      });
    });
  });

/** The words that a fact with a closed list of values can never be. */
const unknownValues = ({ values }: FactAbout, name: string, wanted: unknown): readonly string[] => {
  if (!values || !['eq', 'ne', 'in'].includes(name)) return [];
  return [wanted]
    .flat()
    .map(String)
    .filter((value) => !values.includes(value));
};

/** Warns of an amount in another currency than the shop's, and of one that was probably meant in euros. */
export const doubtfulAmounts = (
  amounts: Readonly<Record<string, unknown>>,
  at: Path,
  { currency }: ConditionWorld,
): readonly Finding[] =>
  Object.entries(amounts).flatMap(([name, wanted]) => {
    if (typeof wanted !== 'object' || wanted === null || !('currency' in wanted)) return [];
    const tiny = 'amount' in wanted ? tinyAmount(Number(wanted.amount), String(wanted.currency)) : undefined;
    if (tiny) return [warning([...at, name, 'amount'], tiny)];
    if (currency === undefined || wanted.currency === currency) return [];
    return [
      warning([...at, name, 'currency'], {
        de: `Der Shop rechnet in ${currency}. Beträge werden nie umgerechnet: Für Kunden, die nicht in ${String(wanted.currency)} zahlen, gilt diese Bedingung nie.`,
        en: `The shop's money is in ${currency}. Amounts are never converted: for customers who do not pay in ${String(wanted.currency)} this condition never holds.`,
      }),
    ];
  });

/** Nobody asks whether somebody has spent less than this; whoever writes 50 means 50 euros. */
const TINY_UNITS = 5;

const tinyAmount = (amount: number, currency: string): Text | undefined => {
  const digits = minorDigits(currency);
  const unit = 10 ** digits;
  if (digits === 0 || amount <= 0 || amount >= TINY_UNITS * unit) return undefined;
  const really = (amount / unit).toFixed(digits);
  return {
    de: `${amount} sind ${really} ${currency}: Beträge stehen in der kleinsten Einheit. Für ${amount} ${currency} schreiben Sie ${amount * unit}.`,
    en: `${amount} is ${really} ${currency}: amounts are written in the smallest unit. For ${amount} ${currency} write ${amount * unit}.`,
  };
};
