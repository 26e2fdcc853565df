/**
 * What marketers do to the content while people wait in it: quiet hours, caps, pauses, other steps and waits,
 * and files that are broken.
 */
import { present } from '../../core/present.ts';
import type { ContentEdit, Sending } from './content.ts';
import type { ShopHappening } from './happening.ts';
import { isJourney, isWeekly, leaningOf } from './leaning.ts';
import { PRODUCTS } from './products.ts';
import { chanceOf } from './random.ts';

const SECOND = 1_000;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** In a long world less often: it is to be longer, and not only more of the same. */
const editEveryDays = (days: number): number => Math.max(7, Math.round(days / 14));

type Span = Readonly<{ start: number; days: number }>;

export const marketerHappenings = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'marketers');
  const latest = start + days * DAY - HOUR;
  const happenings: ShopHappening[] = [];
  const add = (edit: ContentEdit, at: number): void => {
    if (at <= latest) happenings.push({ id: `m-${happenings.length}`, at, kind: 'edit', edit });
  };
  for (
    let at = start + 4 * DAY;
    at < latest;
    at += chance.between(1, 2 * editEveryDays(days)) * DAY + chance.between(0, 23) * HOUR
  ) {
    const edit = drawEdit(seed, happenings.length);
    add(edit, at);
    if (edit.what === 'pause' && edit.paused)
      add({ what: 'pause', paused: false }, at + pauseOf(seed, happenings.length));
  }
  const others = [
    buyerEdits,
    quietEdits,
    weekEdits,
    codeEdits,
    budgetEdits,
    switchEdits,
    rushedEdits,
    journeyEdits,
    shopHappenings,
    imports,
    journeyStock,
  ].flatMap((part) => part(seed, { start, days }));
  return [...happenings, ...others].filter((one) => !endsTheWeek(seed, one)).sort((a, b) => a.at - b.at);
};

/** In some worlds the shop writes to its buyers, at least for a time. */
const buyerEdits = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'writes to buyers');
  // Where the shop parts from customers, what it may write to buyers is another question.
  if (isJourney(seed) || !chance.maybe(0.5)) return [];
  const on = start + chance.between(1, days * 8) * HOUR;
  const off = on + chance.between(days * 6, days * 30) * HOUR;
  const edits = [
    { at: on, existingCustomers: true },
    { at: off, existingCustomers: false },
  ];
  return edits
    .filter(({ at }) => at < start + days * DAY - HOUR)
    .map(({ at, existingCustomers }, index) => ({
      id: `w-${index}`,
      at,
      kind: 'edit',
      edit: { what: 'buyers', existingCustomers },
    }));
};

/** In worlds that lean towards clocks the nights are quiet from the beginning. */
const quietEdits = (seed: number, { start }: Span): readonly ShopHappening[] =>
  leaningOf(seed) === 'clocks'
    ? [
        {
          id: 'n-0',
          at: start + HOUR,
          kind: 'edit',
          edit: { what: 'quiet-hours', quietHours: { from: '21:00', to: '08:00', sundays: false } },
        },
      ]
    : [];

/** Another cap than the one that worlds of weeks begin with. */
const endsTheWeek = (seed: number, happening: ShopHappening): boolean =>
  isWeekly(seed) &&
  happening.kind === 'edit' &&
  happening.edit.what === 'cap' &&
  happening.edit.frequencyCap?.perWeek !== 1;

const weekEdits = (seed: number, { start }: Span): readonly ShopHappening[] =>
  isWeekly(seed)
    ? [
        {
          id: 'l-0',
          at: start + 3 * HOUR,
          kind: 'edit',
          edit: { what: 'cap', frequencyCap: { perDay: 1, perWeek: 1 } },
        },
      ]
    : [];

/**
 * The shop brings its past along from another tool, mostly twice: nobody is sure whether the first time
 * was the right one. Not where silence starts something: a past that comes late is another question there.
 */
const imports = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'imports');
  const first = start + chance.between(2, Math.max(3, days * 8)) * HOUR;
  const times = isJourney(seed) ? [] : [first, first + chance.between(1, 90) * HOUR];
  return times
    .filter((at, index) => at < start + days * DAY - HOUR && (index === 0 || chance.maybe(0.7)))
    .map((at, index) => ({ id: `h-${index}`, at, kind: 'import' }));
};

/** The shop makes further codes, mostly too late. */
const codeEdits = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'codes');
  return Array.from({ length: Math.floor(days / 9) }, (_, index) => ({
    id: `c-${index}`,
    at: start + (9 * index + chance.between(5, 12)) * DAY + chance.between(0, 23) * HOUR,
    kind: 'edit' as const,
    edit: { what: 'codes' as const },
  })).filter(({ at }) => at < start + days * DAY - HOUR);
};

/** In the same worlds there is money for two messages a month, on WhatsApp. */
const budgetEdits = (seed: number, { start }: Span): readonly ShopHappening[] =>
  leaningOf(seed) === 'clocks'
    ? [{ id: 'g-0', at: start + 2 * HOUR, kind: 'edit', edit: { what: 'budget', cents: 26 } }]
    : [];

/** Somebody throws the master switch while messages are on their way, and throws it back, or tests first. */
const switchEdits = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'switch');
  const times = leaningOf(seed) === 'publishes' ? 3 : Number(chance.maybe(0.2));
  return Array.from({ length: times }, (_, index) => {
    const off = start + chance.between(2 * 24, days * 24 - 40) * HOUR + chance.between(0, HOUR);
    const on = off + (chance.maybe(0.5) ? chance.between(1, 30) * HOUR : chance.between(1, 900) * SECOND);
    const again: Sending = index === 0 ? 'test' : chance.pick(['live', 'test']);
    const thrown = (at: number, sending: Sending, turn: number): ShopHappening =>
      present({
        id: `x-${index}-${turn}`,
        at,
        kind: 'edit',
        edit: { what: 'switch', sending },
        rushed: chance.maybe(0.5) || undefined,
      });
    const tested = on + chance.between(10, 40) * HOUR;
    const after = again === 'test' ? [thrown(tested, 'live', 2)] : [];
    return [thrown(off, 'off', 0), thrown(on, again, 1), ...after];
  })
    .flat()
    .filter(({ at }) => at < start + days * DAY - HOUR);
};

/** All flows from the beginning, and some more for whom there has been for long. */
const journeyEdits = (seed: number, { start, days }: Span): readonly ShopHappening[] =>
  isJourney(seed)
    ? [
        { id: 'j-0', at: start + 5 * 60_000, kind: 'edit', edit: { what: 'journey', journey: 'some' } },
        {
          id: 'j-1',
          at: start + Math.floor(days * 0.8) * DAY + chanceOf(seed, 'journey').between(0, 23) * HOUR,
          kind: 'edit',
          edit: { what: 'journey', journey: 'all' },
        },
      ]
    : [];

/** There the shelves empty and fill every other day. */
const journeyStock = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  if (!isJourney(seed)) return [];
  const chance = chanceOf(seed, 'shelves');
  return Array.from({ length: days }, (_, index): ShopHappening => {
    const at = start + index * DAY + chance.between(0, 23 * 60) * 60_000;
    return {
      id: `h-${index}`,
      at,
      kind: 'stock',
      product: chance.pick(PRODUCTS),
      stock: chance.pick([0, 0, 9]),
    };
  }).filter(({ at }) => at < start + days * DAY - HOUR);
};

/** Two or three who save within the same second, each word of which begins a publish. */
const rushedEdits = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'rush');
  const times = leaningOf(seed) === 'publishes' ? Math.ceil(days / 5) : Number(chance.maybe(0.3));
  return Array.from({ length: times }, (_, index) => {
    const at = start + chance.between(4 * 24, days * 24 - 2) * HOUR;
    return Array.from({ length: chance.between(2, 3) }, (_none, turn): ShopHappening => {
      const edit = drawEdit(seed, 1_000 + 10 * index + turn);
      const kept: ContentEdit = edit.what === 'pause' ? { what: 'policy', onEdit: 'follow' } : edit;
      const id = `y-${index}-${turn}`;
      return { id, at: at + turn * chance.between(0, 900), kind: 'edit', edit: kept, rushed: true };
    });
  }).flat();
};

/** Over lunch, or so long that what was due at its beginning is of no use any more at its end. */
const pauseOf = (seed: number, number: number): number => {
  const chance = chanceOf(seed, 'pause', number);
  return (chance.maybe(0.5) ? chance.between(14, 60) : chance.between(2, 9)) * HOUR;
};

const drawEdit = (seed: number, number: number): ContentEdit => {
  const chance = chanceOf(seed, 'edit', number);
  const at = chance.pick(['21:00', '20:00', '22:30']);
  const kinds: readonly [ContentEdit, ...ContentEdit[]] = [
    { what: 'quiet-hours', quietHours: { from: at, to: '08:00', sundays: chance.maybe(0.4) } },
    { what: 'quiet-hours', quietHours: { from: at, to: '07:30', sundays: false } },
    { what: 'quiet-hours', quietHours: null },
    { what: 'cap', frequencyCap: { perDay: 1, perWeek: chance.between(2, 4) } },
    { what: 'cap', frequencyCap: { perDay: 1, perWeek: 3 } },
    { what: 'cap', frequencyCap: null },
    { what: 'pause', paused: true },
    { what: 'pause', paused: true },
    { what: 'first-wait', minutes: chance.pick([60, 60, 30, 120]) },
    { what: 'steps', steps: chance.pick(['full', 'full', 'short', 'long']) },
    { what: 'policy', onEdit: chance.pick(['follow', 'finish', 'only-new']) },
    { what: 'break', file: chance.pick(['flow', 'settings', 'template']) },
  ];
  return chance.pick(kinds);
};

const shopHappenings = (seed: number, { start, days }: Span): readonly ShopHappening[] => {
  const chance = chanceOf(seed, 'shop');
  return Array.from({ length: Math.ceil(days / 8) }, (_, index): ShopHappening => {
    const at = start + chance.between(1, days * 24 - 2) * HOUR;
    return chance.maybe(0.8)
      ? {
          id: `s-${index}`,
          at,
          kind: 'stock',
          product: chance.pick(PRODUCTS),
          stock: chance.pick([0, 0, 12]),
        }
      : { id: `s-${index}`, at, kind: 'nonsense' };
  });
};
