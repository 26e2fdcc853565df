/**
 * Reads JSON with comments and remembers the place of every value, so that problems can name line and column.
 */
import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { LIMITS } from '../../core/limits.ts';
import type { ParseJsonFile } from '../../core/ports/content-compilers.ts';
import type { Path, Place, Text } from '../../core/publish/problem.ts';

/** One broken bracket causes errors in many lines; the first ones are enough to mend it. */
const SYNTAX_PROBLEMS_SHOWN = 5;

export const parseJsonFile: ParseJsonFile = (source) => {
  const text = source.replace(/^\uFEFF/, '');
  const placeOf = placeFinder(text);
  const depthAt = tooDeepAt(text);
  if (depthAt !== undefined)
    return {
      value: undefined,
      syntaxProblems: [{ ...placeOf(depthAt), message: TOO_DEEP }],
      locate: () => placeOf(depthAt),
    };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const syntax = slipsIn(text, errors)
    .slice(0, SYNTAX_PROBLEMS_SHOWN)
    .map(({ offset, message }) => ({ ...placeOf(offset), message }));
  const repeated = tree
    ? repeatedKeys(tree).map((key) => ({
        ...placeOf(key.offset),
        message: repeatedMessage(String(key.value)),
      }))
    : [];
  return {
    value: tree ? getNodeValue(tree) : undefined,
    syntaxProblems: [...syntax, ...repeated],
    locate: (path, at = 'value') => placeOf(tree ? offsetOf(tree, path, at) : 0),
  };
};

type Slip = Readonly<{ offset: number; message: Text }>;

/** One for each line: whatever else is wrong in a line mostly follows from its first slip. */
const slipsIn = (text: string, errors: readonly ParseError[]): readonly Slip[] => {
  const lines = new Map<number, Slip>();
  for (const { error, offset } of errors) {
    const from = text.lastIndexOf('\n', offset - 1) + 1;
    if (lines.has(from)) continue;
    const quote = openQuoteIn(text, from);
    lines.set(from, {
      offset: quote ?? offset,
      message:
        quote === undefined
          ? (oddCharacter(text.charAt(offset)) ?? syntaxMessage(printParseErrorCode(error)))
          : syntaxMessage('UnexpectedEndOfString'),
    });
  }
  return [...lines.values()];
};

const STRING = /"(?:[^"\\\n]|\\.)*"/g;

/**
 * Where a text begins that lacks its closing quotation mark: the next text's opening one then ends it, and
 * the word behind that stands free.
 */
const openQuoteIn = (text: string, from: number): number | undefined => {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, end < 0 ? undefined : end);
  for (const match of line.matchAll(STRING)) {
    const next = line[match.index + match[0].length] ?? '';
    if (/[\p{L}\p{N}_]/u.test(next)) return from + match.index;
  }
  return undefined;
};

const offsetOf = (tree: Node, path: Path, at: 'key' | 'value'): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (!node) continue;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return at === 'key' && key ? key.offset : node.offset;
  }
  return tree.offset;
};

const placeFinder = (text: string): ((offset: number) => Place) => {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1);
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
};

const DEPTH_CHANGES: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Where brackets are nested too deeply. They are counted before parsing, because the parser recurses. */
const tooDeepAt = (text: string): number | undefined => {
  const scanner = createScanner(text, true);
  let depth = 0;
  // Only the end of the file is a token without length.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    if (scanner.getTokenLength() === 1) depth += DEPTH_CHANGES[text.charAt(scanner.getTokenOffset())] ?? 0;
    if (depth > LIMITS.contentDepth) return scanner.getTokenOffset();
  }
  return undefined;
};

/** Finds keys that occur twice: JSON silently uses the last one, so an edit of the first would be lost. */
const repeatedKeys = (node: Node): readonly Node[] => {
  const keys =
    node.type === 'object' ? (node.children ?? []).flatMap((property) => property.children?.[0] ?? []) : [];
  const here = keys.filter((key, index) => keys.findIndex((other) => other.value === key.value) < index);
  return [...here, ...(node.children ?? []).flatMap(repeatedKeys)];
};

const repeatedMessage = (key: string): Text => ({
  de: `„${key}“ steht hier zum zweiten Mal; nur eines davon würde gelten. Löschen Sie eines.`,
  en: `"${key}" stands here for the second time; only one of them would count. Delete one.`,
});

const TOO_DEEP: Text = {
  de: `Zu viele Klammern ineinander, höchstens ${LIMITS.contentDepth}.`,
  en: `Too many brackets inside brackets, at most ${LIMITS.contentDepth}.`,
};

const MESSAGES: Readonly<Record<string, Text>> = {
  InvalidSymbol: {
    de: 'Hier steht etwas, das kein JSON ist. Texte brauchen Anführungszeichen: "so".',
    en: 'This is not JSON. Texts need quotation marks: "like this".',
  },
  InvalidNumberFormat: {
    de: 'Das ist keine Zahl. Nachkommastellen stehen hinter einem Punkt.',
    en: 'This is no number. Decimals come after a point.',
  },
  PropertyNameExpected: {
    de: 'Hier fehlt ein Schlüssel in Anführungszeichen.',
    en: 'A key in quotation marks is missing here.',
  },
  ValueExpected: { de: 'Hier fehlt ein Wert.', en: 'A value is missing here.' },
  ColonExpected: {
    de: 'Hier fehlt ein Doppelpunkt nach dem Schlüssel.',
    en: 'A colon is missing here after the key.',
  },
  CommaExpected: { de: 'Davor fehlt ein Komma.', en: 'A comma is missing before this.' },
  CloseBraceExpected: { de: 'Eine geschweifte Klammer } fehlt.', en: 'A closing brace } is missing.' },
  CloseBracketExpected: { de: 'Eine eckige Klammer ] fehlt.', en: 'A closing bracket ] is missing.' },
  EndOfFileExpected: {
    de: 'Nach dem Ende steht noch etwas. Vielleicht ist eine Klammer zu viel.',
    en: 'There is something after the end. Perhaps one bracket too many.',
  },
  UnexpectedEndOfString: {
    de: 'Der Text endet nicht. Das schließende Anführungszeichen fehlt.',
    en: 'The text does not end. Its closing quotation mark is missing.',
  },
  UnexpectedEndOfComment: {
    de: 'Der Kommentar endet nicht. */ fehlt.',
    en: 'The comment does not end. */ is missing.',
  },
  InvalidCharacter: {
    de: 'Dieses Zeichen darf hier nicht stehen, etwa ein Zeilenumbruch im Text.',
    en: 'This character is not allowed here, a line break in a text, say.',
  },
};

const syntaxMessage = (code: string): Text =>
  MESSAGES[code] ?? { de: `Das ist kein gültiges JSON (${code}).`, en: `This is not valid JSON (${code}).` };

/** Explains a character that word processors and web pages insert and that looks like another one. */
const oddCharacter = (char: string): Text | undefined => {
  if (/[\u201c-\u201f\u2018-\u201b\u00ab\u00bb\u2039\u203a]/.test(char))
    return {
      de: `Hier steht das typografische Anführungszeichen ${char}. JSON braucht das gerade: ".`,
      en: `The typographic quotation mark ${char} stands here. JSON needs the straight one: ".`,
    };
  if (!/[\u00a0\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]/.test(char)) return undefined;
  const code = `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    de: `Hier steht ein Leerzeichen, das keines ist (${code}, etwa ein geschütztes). Löschen Sie es und tippen Sie ein gewöhnliches.`,
    en: `A blank that is none stands here (${code}, a no-break space, say). Delete it and type an ordinary one.`,
  };
};
