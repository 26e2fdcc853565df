/** Which steps drive people away more than before: their goodbyes or complaints rise by more than chance. */
import type { Warning } from './figures.ts';
import { type Answers, numberIn, type Row, sumOf, textIn } from './rows.ts';
import { differenceOfShares } from './statistics.ts';

/** Fewer cases are an accident. */
const CASES_LEAST = 3;
/** From fewer messages before nobody knows what is usual. */
const BEFORE_LEAST = 30;

const KINDS = {
  unsubscribed: { de: 'Abmeldungen', en: 'unsubscribes' },
  complained: { de: 'Beschwerden', en: 'complaints' },
} as const;

export const warningsOf = (answers: Answers): readonly Warning[] =>
  answers.steps_before.flatMap((before) => {
    const [flow, step] = [textIn(before, 'flow'), textIn(before, 'step')];
    const now = answers.steps.filter((row) => textIn(row, 'flow') === flow && textIn(row, 'step') === step);
    return (['unsubscribed', 'complained'] as const).flatMap((what) =>
      warningOf({ flow, step, what }, before, now),
    );
  });

const warningOf = (
  about: Readonly<{ flow: string; step: string; what: keyof typeof KINDS }>,
  before: Row,
  now: readonly Row[],
): readonly Warning[] => {
  const { flow, step, what } = about;
  const was = { hits: numberIn(before, what), of: numberIn(before, 'delivered') };
  const is = { hits: sumOf(now, what), of: sumOf(now, 'delivered') };
  const isKnown = is.hits >= CASES_LEAST && is.of >= is.hits && was.of >= BEFORE_LEAST;
  if (!isKnown || differenceOfShares(is, was).low <= 0) return [];
  const [share, usual] = [is.hits / is.of, was.hits / was.of];
  const percent = (rate: number): string => `${(rate * PER_CENT).toFixed(2)} %`;
  const words = {
    de: `„${flow}“, Schritt „${step}“: ${KINDS[what].de} steigen von ${percent(usual)} auf ${percent(share)}.`,
    en: `“${flow}”, step “${step}”: ${KINDS[what].en} rise from ${percent(usual)} to ${percent(share)}.`,
  };
  return [{ ...about, before: usual, now: share, words }];
};

const PER_CENT = 100;
