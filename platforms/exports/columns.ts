/** The columns of a file under one spelling, and the cells of a row by their column's name. */
import { LIMITS } from '../../core/limits.ts';

/** Where each name stands; a name may stand in several places. */
export type Columns = Readonly<{
  names: readonly string[];
  places: ReadonlyMap<string, readonly number[]>;
  /** The distinct names in one order, however the columns stand; those without a name among them. */
  sorted: readonly Readonly<{ name: string; places: readonly number[] }>[];
}>;

export const columnsOf = (headings: readonly string[]): Columns => {
  const names = headings.slice(0, LIMITS.importColumns).map(columnName);
  const places = new Map<string, number[]>();
  names.forEach((name, place) => {
    places.set(name, [...(places.get(name) ?? []), place]);
  });
  const sorted = [...places]
    .map(([name, own]) => ({ name, places: own }))
    .toSorted((a, b) => (`${a.name}=` < `${b.name}=` ? -1 : 1));
  places.delete('');
  return { names, places, sorted };
};

const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** `Default Address Country Code` and `E-Mail-Adresse` in snake_case, as attributes are named. */
export const columnName = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

export const has = ({ places }: Columns, ...names: readonly string[]): boolean =>
  names.every((name) => places.has(name));

export const hasAny = ({ places }: Columns, ...names: readonly string[]): boolean =>
  names.some((name) => places.has(name));

/** The first filled cell under any of these names. */
export const textIn = (
  { places }: Columns,
  cells: readonly string[],
  ...names: readonly string[]
): string | undefined => {
  for (const name of names)
    for (const place of places.get(name) ?? []) {
      const text = cellOf(cells[place]);
      if (text !== '') return text;
    }
  return undefined;
};

/**
 * The cell as it was meant. Shops protect what a spreadsheet would take for a formula or a number by an
 * apostrophe in front; one that belongs to a name, as in 't Hooft, stays.
 */
export const cellOf = (cell = ''): string => {
  const text = cell.trim();
  return /^'[=+\-@\d\t]/.test(text) ? text.slice(1).trim() : text;
};
