/** The report of a file of reviews, for people in German and English and for programs as JSON. */
import { LIMITS } from '../limits.ts';
import { BREAKS, type FeedBreak } from './feed-report.ts';
import type { ReviewFault } from './review-row.ts';

type Words = Readonly<{ de: string; en: string }>;

export type ReviewReport = Readonly<{
  file: string;
  rows: number;
  /** Rows with a published review, rows with one that must not be shown, and products that changed. */
  taken: number;
  unpublished: number;
  changed: number;
  /** How often each fault was met. */
  faults: Readonly<Partial<Record<ReviewFault, number>>>;
  /** The first faults, each with its line. Who wrote the review is never named. */
  problems: readonly Readonly<{ line: number; message: Words }>[];
  broken?: FeedBreak;
}>;

export const emptyReviewReport = (file: string): ReviewReport => ({
  file,
  rows: 0,
  taken: 0,
  unpublished: 0,
  changed: 0,
  faults: {},
  problems: [],
});

type Row = Readonly<{ line: number; faults: readonly ReviewFault[]; published?: boolean }>;

/** The report with one more row; `published` is absent where the row says nothing of use. */
export const withReviewRow = (report: ReviewReport, { line, faults, published }: Row): ReviewReport => {
  const counts = { ...report.faults };
  for (const fault of faults) counts[fault] = (counts[fault] ?? 0) + 1;
  const room = LIMITS.feedExamples - report.problems.length;
  return {
    ...report,
    rows: report.rows + 1,
    taken: report.taken + Number(published === true),
    unpublished: report.unpublished + Number(published === false),
    faults: counts,
    problems: [
      ...report.problems,
      ...faults.slice(0, room).map((fault) => ({ line, message: FAULTS[fault] })),
    ],
  };
};

const FAULTS: Readonly<Record<ReviewFault, Words>> = {
  'no-product': {
    de: 'Es fehlt, zu welchem Produkt die Bewertung gehört (Spalte product_id oder Produktnummer); sie wurde ausgelassen.',
    en: 'It is missing which product the review is about (column product_id); it was left out.',
  },
  'odd-product': {
    de: 'Die Produktnummer ist länger als 200 Zeichen oder enthält Steuerzeichen; die Bewertung wurde ausgelassen.',
    en: 'The product id is longer than 200 characters or holds control characters; the review was left out.',
  },
  rating: {
    de: 'Die Sterne (Spalte rating oder Sterne) fehlen oder sind keine Zahl von 1 bis 5; die Bewertung wurde ausgelassen.',
    en: 'The rating is missing or is no number from 1 to 5; the review was left out.',
  },
  date: {
    de: 'Das Datum (Spalte review_date oder Datum) fehlt oder ist nicht lesbar; erwartet wird zum Beispiel 2026-11-20. Die Bewertung gilt als älter als alle anderen.',
    en: 'The date (column review_date) is missing or cannot be read; expected is for example 2026-11-20. The review counts as older than all others.',
  },
};

export const reviewReportText = (report: ReviewReport): string =>
  [...section(report, 'de'), '', ...section(report, 'en'), ''].join('\n');

const WORDS = {
  de: {
    done: ({ file, rows, taken, unpublished, changed }: ReviewReport) =>
      `${file}: ${rows} Zeilen gelesen; ${taken} veröffentlichte Bewertungen, ${unpublished} nicht veröffentlichte; ${changed} Produkte geändert.`,
    broken: ({ line, reason }: FeedBreak) =>
      `ABGEBROCHEN in Zeile ${line}: ${BREAKS[reason].de} Die oben gezählten Zeilen sind übernommen. Berichtigen Sie die Datei und legen Sie sie noch einmal ab.`,
    times: 'mal',
    line: 'Zeile',
  },
  en: {
    done: ({ file, rows, taken, unpublished, changed }: ReviewReport) =>
      `${file}: ${rows} rows read; ${taken} published reviews, ${unpublished} unpublished; ${changed} products changed.`,
    broken: ({ line, reason }: FeedBreak) =>
      `STOPPED at line ${line}: ${BREAKS[reason].en} The rows counted above were taken. Correct the file and put it there again.`,
    times: 'times',
    line: 'line',
  },
} as const;

const section = (report: ReviewReport, language: 'de' | 'en'): readonly string[] => {
  const words = WORDS[language];
  const counts = Object.entries(report.faults) as [ReviewFault, number][];
  return [
    words.done(report),
    ...(report.broken ? [words.broken(report.broken)] : []),
    ...counts.flatMap(([fault, count]) => [
      `${count} ${words.times}: ${FAULTS[fault][language]}`,
      ...report.problems
        .filter(({ message }) => message.de === FAULTS[fault].de)
        .map(({ line }) => `  ${words.line} ${line}`),
    ]),
  ];
};
