/** Chooses the language of a page. */
import type { Language } from '../core/message/locale.ts';

/**
 * The language that the reader asked for: a link's own `l`, otherwise the first of ours that the browser
 * names; German where neither says one.
 */
export const pageLanguage = (wish: string | undefined, acceptLanguage: string | undefined): Language => {
  if (wish === 'de' || wish === 'en') return wish;
  const spoken = (acceptLanguage ?? '')
    .slice(0, ACCEPT_LANGUAGE_CHARS)
    .split(',')
    .map(spokenLanguage)
    .toSorted((a, b) => b.weight - a.weight);
  const ours = spoken.find(({ name, weight }) => weight > 0 && (name === 'de' || name === 'en'));
  return ours?.name === 'en' || (ours === undefined && spoken.some(({ name }) => name !== '')) ? 'en' : 'de';
};

const ACCEPT_LANGUAGE_CHARS = 500;

const spokenLanguage = (range: string): Readonly<{ name: string; weight: number }> => {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { name: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight };
};
