/** The report of a product feed, for people in German and English and for programs as JSON. */
import { cleanText } from '../events/event-fields.ts';
import { LIMITS } from '../limits.ts';
import type { FeedFault } from './feed-row.ts';

/** Why the rest of a feed could not be read. `line` is where, 1-based. */
export type FeedBreak = Readonly<{ line: number; reason: 'encoding' | 'row' | 'xml' | 'size' }>;

export type FeedReport = Readonly<{
  feed: string;
  /** Items read, products that changed, and products in which the feed told nothing new. */
  items: number;
  changed: number;
  unchanged: number;
  /** How often each fault was met. */
  faults: Readonly<Partial<Record<FeedFault, number>>>;
  /** The first faults, each with its line and the item's id. */
  examples: readonly Readonly<{ line: number; id: string; fault: FeedFault }>[];
  broken?: FeedBreak;
}>;

export const emptyFeedReport = (feed: string): FeedReport => ({
  feed,
  items: 0,
  changed: 0,
  unchanged: 0,
  faults: {},
  examples: [],
});

/** The report with one more item. */
export const withItem = (
  report: FeedReport,
  { line, id, faults }: Readonly<{ line: number; id: string; faults: readonly FeedFault[] }>,
): FeedReport => {
  const counts = { ...report.faults };
  for (const fault of faults) counts[fault] = (counts[fault] ?? 0) + 1;
  const room = LIMITS.feedExamples - report.examples.length;
  const examples = faults
    .slice(0, room)
    .map((fault) => ({ line, id: cleanText(id, LIMITS.feedExampleChars), fault }));
  return { ...report, items: report.items + 1, faults: counts, examples: [...report.examples, ...examples] };
};

const GB = 1024 ** 3;

const FAULTS: Readonly<Record<FeedFault, Readonly<{ de: string; en: string }>>> = {
  'no-id': {
    de: 'Die Kennung (id) fehlt; der Artikel wurde ausgelassen.',
    en: 'The id is missing; the item was left out.',
  },
  'odd-id': {
    de: 'Die Kennung (id oder item_group_id) ist länger als 200 Zeichen oder enthält Steuerzeichen; der Artikel wurde ausgelassen.',
    en: 'The id (or item_group_id) is longer than 200 characters or holds control characters; the item was left out.',
  },
  'no-title': {
    de: 'Der Name (title) fehlt; der Artikel wurde ausgelassen.',
    en: 'The title is missing; the item was left out.',
  },
  price: {
    de: 'Der Preis ist nicht lesbar; erwartet wird zum Beispiel "15.00 EUR", price und sale_price in einer Währung. Der Artikel wurde ohne Preis übernommen.',
    en: 'The price cannot be read; expected is for example "15.00 EUR", price and sale_price in one currency. The item was taken without a price.',
  },
  availability: {
    de: 'Die Verfügbarkeit (availability) ist unbekannt; erlaubt sind in_stock, out_of_stock, preorder, backorder. Der Bestand blieb, wie er war.',
    en: 'The availability is not known; allowed are in_stock, out_of_stock, preorder, backorder. The stock stayed as it was.',
  },
};

/** Why the rest of a file could not be read, in both languages. */
export const BREAKS: Readonly<Record<FeedBreak['reason'], Readonly<{ de: string; en: string }>>> = {
  encoding: {
    de: 'Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie als UTF-8.',
    en: 'The file is not stored in UTF-8. Store it as UTF-8.',
  },
  row: {
    de: 'Hier endet eine Zeile nicht: meist fehlt ein schließendes Anführungszeichen.',
    en: 'A row does not end here: mostly a closing quotation mark is missing.',
  },
  xml: {
    de: 'Das ist kein wohlgeformtes XML: meist fehlt ein schließendes Element, oder & steht statt &amp;.',
    en: 'This is no well-formed XML: mostly a closing tag is missing, or & stands for &amp;.',
  },
  size: {
    de: `Die Datei ist größer als ${LIMITS.feedBytes / GB} GB.`,
    en: `The file is larger than ${LIMITS.feedBytes / GB} GB.`,
  },
};

export const feedReportText = (report: FeedReport): string =>
  [...section(report, 'de'), '', ...section(report, 'en'), ''].join('\n');

const WORDS = {
  de: {
    done: ({ feed, items, changed, unchanged }: FeedReport) =>
      `${feed}: ${items} Artikel gelesen; ${changed} Produkte geändert, ${unchanged} unverändert.`,
    broken: ({ line, reason }: FeedBreak) =>
      `ABGEBROCHEN in Zeile ${line}: ${BREAKS[reason].de} Die oben gezählten Artikel sind übernommen. Berichtigen Sie die Datei und legen Sie sie noch einmal ab.`,
    times: 'mal',
    line: 'Zeile',
  },
  en: {
    done: ({ feed, items, changed, unchanged }: FeedReport) =>
      `${feed}: ${items} items read; ${changed} products changed, ${unchanged} unchanged.`,
    broken: ({ line, reason }: FeedBreak) =>
      `STOPPED at line ${line}: ${BREAKS[reason].en} The items counted above were taken. Correct the file and put it there again.`,
    times: 'times',
    line: 'line',
  },
} as const;

const section = (report: FeedReport, language: 'de' | 'en'): readonly string[] => {
  const words = WORDS[language];
  const counts = Object.entries(report.faults) as [FeedFault, number][];
  return [
    words.done(report),
    ...(report.broken ? [words.broken(report.broken)] : []),
    ...counts.flatMap(([fault, count]) => [
      `${count} ${words.times}: ${FAULTS[fault][language]}`,
      ...report.examples
        .filter((example) => example.fault === fault)
        .map(({ line, id }) => `  ${words.line} ${line}${id === '' ? '' : `, id ${id}`}`),
    ]),
  ];
};
