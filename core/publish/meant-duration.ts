/** Guesses the length of time that a marketer wrote in words of their own: "24 hours", "3 Tage", "P1D". */

const UNITS: Readonly<Record<string, 'm' | 'h' | 'd' | 'w'>> = {
  ...names('m', 'm min mins minute minutes minuten'),
  ...names('h', 'h hr hrs hour hours std stunde stunden'),
  ...names('d', 'd day days t tag tage tagen'),
  ...names('w', 'w wk week weeks wo woche wochen'),
};

function names<T>(unit: T, words: string): Record<string, T> {
  return Object.fromEntries(words.split(' ').map((word) => [word, unit]));
}

const WORDS = /^(\d{1,7})\s*([a-z]+)\.?$/i;
/** ISO 8601, as other programs write it; months and years have no fixed length. */
const ISO = /^P(?:(\d+)([WD])|T(\d+)([HM]))$/i;
const MONTHS = /^(\d{1,2})\s*(?:months?|monate?n?)$/i;
const DAYS_OF_A_MONTH = 30;

/** "24h" for "24 hours"; undefined where nothing is plainly meant. A month is taken for 30 days. */
export const meantDuration = (text: string): string | undefined => {
  const tidy = text.trim();
  const [, months] = MONTHS.exec(tidy) ?? [];
  if (months !== undefined) return length(Number(months) * DAYS_OF_A_MONTH, 'd');
  const [, days, dayUnit, hours, hourUnit] = ISO.exec(tidy) ?? [];
  if (days !== undefined || hours !== undefined)
    return length(Number(days ?? hours), (dayUnit ?? hourUnit ?? '').toLowerCase());
  const [, count, word = ''] = WORDS.exec(tidy) ?? [];
  const unit = UNITS[word.toLowerCase()];
  return count === undefined || unit === undefined ? undefined : length(Number(count), unit);
};

const length = (count: number, unit: string): string | undefined =>
  Number.isSafeInteger(count) && count > 0 ? `${count}${unit}` : undefined;
