/**
 * Reads lists of coupon codes from CSV. Codes that cannot be used are told with their line and left out, so
 * that one slip does not stop a publish.
 */
import { foldedCode, isCode } from '../coupons/code.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { fileProblem, type Problem, type Text } from './problem.ts';

/** A list of codes as it was read, each once. */
export type CodeList = Readonly<{ codes: readonly string[]; hash: string; problems: readonly Problem[] }>;

export const readCodes = (path: string, text: string): CodeList => {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const separator = [';', '\t', ','].find((sign) => header.includes(sign)) ?? ',';
  const column = cellsOf(header, separator).findIndex((cell) => cell.toLowerCase() === 'code');
  if (column < 0) return listOf([], [fileProblem('error', path, NO_HEADER)]);
  const seen = new Map<string, number>();
  const found: Found = { codes: [], repeated: [], bad: [] };
  for (const [index, line] of lines.entries())
    sortIn(found, seen, {
      code: cellsOf(line, separator)[column] ?? '',
      line: index + 2,
      blank: line.trim() === '' || NOTE.test(line),
    });
  return listOf(found.codes, problemsOf(path, found, lines));
};

/** A line for people: no code begins with a sign and a space. */
const NOTE = /^\s*"?# /;

const cellsOf = (line: string, separator: string): readonly string[] =>
  line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );

type Found = { codes: string[]; repeated: [line: number, first: number][]; bad: number[] };
type Line = Readonly<{ code: string; line: number; blank: boolean }>;

const sortIn = (found: Found, seen: Map<string, number>, { code, line, blank }: Line): void => {
  if (blank) return;
  if (!isCode(code)) return void found.bad.push(line);
  const folded = foldedCode(code);
  const first = seen.get(folded);
  if (first !== undefined) return void found.repeated.push([line, first]);
  seen.set(folded, line);
  found.codes.push(code);
};

/** The order of the lines says nothing, so it makes no other list. */
const listOf = (codes: readonly string[], problems: readonly Problem[]): CodeList => ({
  codes,
  hash: idOf('codes', codes.map(foldedCode).toSorted().join('\n')),
  problems,
});

/** A list without codes is empty on purpose where a note in it says why. */
const problemsOf = (
  path: string,
  { codes, repeated, bad }: Found,
  lines: readonly string[],
): readonly Problem[] => {
  const at = (line: number, message: Text): Problem => ({
    severity: 'warning',
    file: path,
    line,
    column: 1,
    message,
  });
  const told = LIMITS.problemsTold;
  return [
    ...(codes.length > LIMITS.couponCodes ? [fileProblem('error', path, TOO_MANY(codes.length))] : []),
    ...(codes.length === 0 && !lines.some((line) => NOTE.test(line))
      ? [fileProblem('warning', path, NO_CODES)]
      : []),
    ...bad.slice(0, told).map((line) => at(line, NO_CODE)),
    ...(bad.length > told ? [at(bad[told] ?? 1, MORE(bad.length - told))] : []),
    ...repeated.slice(0, told).map(([line, first]) => at(line, REPEATED(first))),
    ...(repeated.length > told ? [at(repeated[told]?.[0] ?? 1, MORE(repeated.length - told))] : []),
  ];
};

const NO_HEADER: Text = {
  de: 'Die erste Zeile muss „code“ heißen; darunter steht je Zeile ein Code.',
  en: 'The first line must be "code"; below it stands one code per line.',
};
const NO_CODES: Text = {
  de: 'In dieser Datei steht kein Code: Nachrichten mit einem Code daraus gehen nicht hinaus.',
  en: 'There is no code in this file: messages with a code of it do not leave.',
};
const TOO_MANY = (count: number): Text => ({
  de: `Zu viele Codes: ${count}. Höchstens ${LIMITS.couponCodes}.`,
  en: `Too many codes: ${count}. At most ${LIMITS.couponCodes}.`,
});
const NO_CODE: Text = {
  de: `Das ist kein Code: ein Wort ohne Leerzeichen, höchstens ${LIMITS.couponCodeChars} Zeichen. Die Zeile wird ausgelassen.`,
  en: `This is no code: one word without spaces, at most ${LIMITS.couponCodeChars} characters. The line is left out.`,
};
const REPEATED = (first: number): Text => ({
  de: `Dieser Code steht schon in Zeile ${first} (Groß- und Kleinschreibung zählt nicht); er wird einmal vergeben.`,
  en: `This code stands in line ${first} already (capital or small letters make no difference); it is given out once.`,
});
const MORE = (count: number): Text => ({
  de: `Und ${count} weitere Zeilen dieser Art.`,
  en: `And ${count} more lines of this kind.`,
});
