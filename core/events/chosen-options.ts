/**
 * Finds the sizes and colours of what was bought: options that the shop names, else parts of a variant's title
 * that can be nothing else. What cannot be told is left out.
 */
import { LIMITS } from '../limits.ts';
import type { JsonObject } from './event.ts';
import { listAt, textAt } from './read-data.ts';

export type Chosen = Readonly<{ sizes: readonly string[]; colours: readonly string[] }>;

type Option = Readonly<{ name: string; value: string }>;

/** What the lines of an order say, each once and as the shop writes it. */
export const chosenIn = (data: JsonObject): Chosen => {
  const lines = listAt(data, 'items').map(chosenOfLine);
  return {
    sizes: bounded(lines.flatMap(({ sizes }) => sizes)),
    colours: bounded(lines.flatMap(({ colours }) => colours)),
  };
};

/** Two spellings of one word, such as "m" and "M", are one. */
export const sameChoice = (word: string): string => word.toLowerCase();

const bounded = (words: readonly string[]): readonly string[] =>
  [...new Map(words.map((word) => [sameChoice(word), word])).values()].slice(0, LIMITS.choicesPerOrder);

const chosenOfLine = (line: JsonObject): Chosen => {
  const title = partsOf(textAt(line, 'variant_title') ?? '');
  const named = [
    ...listAt(line, 'options').map((option) => ({
      name: textAt(option, 'name') ?? '',
      value: textAt(option, 'value') ?? '',
    })),
    ...title.flatMap(namedIn),
  ];
  const sizes = valuesOf(named, SIZE_NAMES).filter((value) => !AMOUNT.test(value));
  const colours = valuesOf(named, COLOUR_NAMES);
  const sizesInTitle = sizes.length > 0 ? [] : title.flatMap(plainSize);
  // "Green" may be a tea; beside a size it is a colour.
  const isWorn = sizes.length > 0 || sizesInTitle.length > 0;
  return {
    sizes: [...sizes, ...sizesInTitle],
    colours: colours.length === 0 && isWorn ? title.filter((part) => COLOUR.test(part)) : colours,
  };
};

/** Platforms join the options of a variant by " / ", ", " or " - ". */
const partsOf = (title: string): readonly string[] =>
  title
    .slice(0, LIMITS.textChars)
    .split(/\s\/\s|,\s|\s\|\s|\s-\s/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.length <= LIMITS.choiceChars);

/** "Size: M" */
const namedIn = (part: string): readonly Option[] => {
  const colon = part.indexOf(':');
  return colon < 0 ? [] : [{ name: part.slice(0, colon), value: part.slice(colon + 1) }];
};

const valuesOf = (options: readonly Option[], names: ReadonlySet<string>): readonly string[] =>
  options
    .filter(({ name }) => names.has(nameOf(name)))
    .map(({ value }) => value.trim())
    .filter((value) => value !== '' && value.length <= LIMITS.choiceChars);

/** WooCommerce writes the names of attributes as `pa_size`. */
const nameOf = (name: string): string => name.trim().toLowerCase().replace(/^pa_/, '').replaceAll('-', ' ');

const SIZE_NAMES: ReadonlySet<string> = new Set([
  'size',
  'clothing size',
  'shoe size',
  'größe',
  'grösse',
  'groesse',
  'kleidergröße',
  'konfektionsgröße',
  'schuhgröße',
]);
const COLOUR_NAMES: ReadonlySet<string> = new Set(['colour', 'color', 'farbe']);

/** 250 g or 90 x 200 cm is the size of a thing, not of a person. */
const AMOUNT =
  /\d\s*(?:mg|g|kg|ml|cl|l|mm|cm|m|in|inch|oz|lb|lbs|stk|stück|pcs|"|″)(?!\p{L})|\d\s*[x×]\s*\d/iu;

const LETTER_SIZE = /^(?:x{0,4}s|m|x{0,4}l|[2-6]xl)$/i;
/** Numbers alone may be anything; with what they count in they are a size. */
const NUMBER_SIZE =
  /^(?:(?:gr\.|gr|größe|grösse|size)\s*(\d{2}(?:[.,]5)?)|((?:eu|us|uk)\s*\d{1,2}(?:[.,]5)?))$/i;

const plainSize = (part: string): readonly string[] => {
  if (LETTER_SIZE.test(part)) return [part.toUpperCase()];
  const [, bare, withSystem] = NUMBER_SIZE.exec(part) ?? [];
  const size = bare ?? withSystem;
  return size === undefined ? [] : [size];
};

const COLOUR =
  /^(?:(?:hell|dunkel|light |dark )?(?:schwarz|black|wei(?:ß|ss)|white|grau|gr[ae]y|rot|red|blau|blue|grün|green|gelb|yellow|orange|lila|violett|purple|pink|rosa|braun|brown|beige|türkis|turquoise|marine|navy|bordeaux|anthrazit|creme|cream|oliv|olive))$/i;
