/**
 * Puts the shared building blocks into a template where it says <mj-include>, and tells for every place of
 * the result which file it came from.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Place, Text } from '../../core/publish/problem.ts';
import { type Finding, placeOf } from './mjml-problems.ts';
import { withoutComments } from './mjml-source.ts';

/** The text of each block, by the name of its file without the ending: `footer.de`. */
export type Blocks = Readonly<Record<string, string>>;

/** A finding with its file where that is a block; absent, it is the template itself. */
export type PlacedFinding = Finding & Readonly<{ file?: string }>;

/** Where a finding in the whole text belongs. */
export type Locate = (finding: Finding) => PlacedFinding;

export type WithBlocks = Readonly<{ text: string; locate: Locate; findings: readonly PlacedFinding[] }>;

export const withBlocks = (source: string, blocks: Blocks): WithBlocks => {
  const { pieces, findings } = piecesOf({ text: source }, { blocks, put: { count: 0 } }, 0);
  return { text: pieces.map(({ text }) => text).join(''), locate: locator(pieces), findings };
};

/** `put` counts the blocks of one template, because blocks within blocks multiply. */
type Known = Readonly<{ blocks: Blocks; put: { count: number } }>;

/** A text with the file that it stands in; absent for the template. */
type Source = Readonly<{ text: string; file?: string }>;
/** A part of the whole text; all of an attribute's value lies at one offset. */
type Piece = Readonly<{ text: string; from: Source; offset: number; still?: boolean }>;
type Pieces = Readonly<{ pieces: readonly Piece[]; findings: readonly PlacedFinding[] }>;

const INCLUDE = /<mj-include\b((?:"[^"]*"|'[^']*'|[^"'>])*?)\/?>(?:\s*<\/mj-include>)?/g;
const PATH = /^\.\.\/blocks\/([a-z][a-z0-9-]{0,59}(?:\.(?:de|en))?)\.mjml$/;
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** `$name` in a block: what the include gives as `name`. A price such as $5 is none. */
const PLACEHOLDER = /\$([a-z][a-z-]*)/g;

const piecesOf = (from: Source, known: Known, depth: number): Pieces => {
  const text = withoutComments(from.text);
  const pieces: Piece[] = [];
  const findings: PlacedFinding[] = [];
  let end = 0;
  for (const match of text.matchAll(INCLUDE)) {
    pieces.push({ text: text.slice(end, match.index), from, offset: end });
    end = match.index + match[0].length;
    const put = included({ from, offset: match.index, given: givenIn(match[1] ?? '') }, known, depth);
    pieces.push(...put.pieces);
    findings.push(...put.findings);
  }
  return { pieces: [...pieces, { text: text.slice(end), from, offset: end }], findings };
};

type Include = Readonly<{ from: Source; offset: number; given: ReadonlyMap<string, string> }>;

const givenIn = (attributes: string): ReadonlyMap<string, string> =>
  new Map([...attributes.matchAll(ATTRIBUTE)].map(([, name = '', a, b]) => [name, a ?? b ?? '']));

const included = (include: Include, known: Known, depth: number): Pieces => {
  const { blocks, put } = known;
  const path = include.given.get('path') ?? '';
  const name = PATH.exec(path)?.[1];
  const text = name !== undefined && Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  if (name === undefined || text === undefined) return wrong(include, noBlock(path, Object.keys(blocks)));
  if (depth >= LIMITS.blockDepth) return wrong(include, tooDeep);
  put.count += 1;
  if (put.count > LIMITS.blocksPerTemplate) return wrong(include, tooMany);
  const unfilled = unlike(include, text);
  if (unfilled) return wrong(include, unfilled);
  const { pieces, findings } = piecesOf({ text, file: `blocks/${name}.mjml` }, known, depth + 1);
  return { pieces: pieces.flatMap((piece) => filled(piece, include)), findings };
};

const wrong = ({ from, offset }: Include, message: Text): Pieces => ({
  pieces: [],
  findings: [{ ...fileOf(from), ...placeOf(from.text, offset), message }],
});

const fileOf = ({ file }: Source): Readonly<{ file?: string }> => (file === undefined ? {} : { file });

/** What the include gives and the block does not ask for, or the other way round. */
const unlike = ({ given }: Include, text: string): Text | undefined => {
  const asked = new Set([...withoutComments(text).matchAll(PLACEHOLDER)].map(([, name = '']) => name));
  const missing = [...asked].find((name) => !given.has(name));
  if (missing !== undefined) return notGiven(missing);
  const extra = [...given.keys()].find((name) => name !== 'path' && !asked.has(name));
  return extra === undefined ? undefined : notAsked(extra, [...asked]);
};

/** Puts the include's values into the block; they belong to the place of the include. */
const filled = (piece: Piece, { from, offset, given }: Include): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  const upTo = (index?: number): Piece => ({
    ...piece,
    text: piece.text.slice(end, index),
    offset: piece.offset + (piece.still ? 0 : end),
  });
  for (const match of piece.text.matchAll(PLACEHOLDER)) {
    pieces.push(upTo(match.index));
    pieces.push({ text: given.get(match[1] ?? '') ?? '', from, offset, still: true });
    end = match.index + match[0].length;
  }
  return [...pieces, upTo()];
};

const locator = (pieces: readonly Piece[]): Locate => {
  const whole = pieces.map(({ text }) => text).join('');
  return ({ line, column, message }) => {
    let left = offsetOf(whole, { line, column });
    for (const { text, from, offset, still } of pieces) {
      if (left < text.length)
        return { ...fileOf(from), ...placeOf(from.text, offset + (still ? 0 : left)), message };
      left -= text.length;
    }
    return { line, column, message };
  };
};

const offsetOf = (text: string, { line, column }: Place): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0) +
  column -
  1;

const noBlock = (path: string, names: readonly string[]): Text => {
  const known = names.toSorted().map((name) => `../blocks/${name}.mjml`);
  const [de, en] = known.length > 0 ? [known.join(', '), known.join(', ')] : ['noch keiner', 'none yet'];
  return {
    de: `<mj-include> ist in Vorlagen nur für Bausteine erlaubt, und path="${path}" ist keiner. Vorhanden: ${de}.`,
    en: `<mj-include> is for building blocks only, and path="${path}" is none. There are: ${en}.`,
  };
};

const tooDeep: Text = {
  de: `Bausteine enthalten einander zu tief. Erlaubt sind ${LIMITS.blockDepth} Ebenen; enthält einer sich selbst?`,
  en: `Blocks hold each other too deeply. ${LIMITS.blockDepth} levels are allowed; does one hold itself?`,
};

const tooMany: Text = {
  de: `Zu viele Bausteine. Eine Vorlage nimmt höchstens ${LIMITS.blocksPerTemplate} auf, die in Bausteinen mitgezählt.`,
  en: `Too many blocks. A template takes at most ${LIMITS.blocksPerTemplate}, those within blocks counted.`,
};

const notGiven = (name: string): Text => ({
  de: `Dieser Baustein braucht „${name}“. Ergänzen Sie ${name}="…".`,
  en: `This block needs "${name}". Add ${name}="…".`,
});

const notAsked = (name: string, asked: readonly string[]): Text => ({
  de: `Dieser Baustein kennt „${name}“ nicht. ${asked.length > 0 ? `Er nimmt: ${asked.join(', ')}.` : 'Er nimmt nichts.'}`,
  en: `This block does not know "${name}". ${asked.length > 0 ? `It takes: ${asked.join(', ')}.` : 'It takes nothing.'}`,
});
