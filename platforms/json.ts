/**
 * Reads a webhook body as JSON. Large ids keep all their digits, and bodies that are nested deeper than any
 * real payload are refused.
 */

/** Levels of nesting; the deepest payloads of the platforms we know have fewer than ten. */
const DEPTH = 40;
/**
 * Values in one body. Of the payloads we know, a product with two thousand variants has the most, about
 * 60,000. Reading a value costs a thousand times what sending its two bytes costs.
 */
const VALUES = 200_000;

export type ReadJson = Readonly<{ ok: true; value: unknown }> | Readonly<{ ok: false; problem: string }>;

export const readJson = (body: string): ReadJson => {
  const { deepest, commas } = shapeOf(body);
  if (deepest > DEPTH) return { ok: false, problem: `the body is nested deeper than ${DEPTH} levels` };
  if (commas >= VALUES) return { ok: false, problem: `the body holds more than ${VALUES} values` };
  try {
    // Only a run of 16 digits can be an integer that a double cannot hold, so all other bodies are read the
    // faster way.
    return { ok: true, value: /\d{16}/.test(body) ? JSON.parse(body, keepLargeIntegers) : JSON.parse(body) };
  } catch {
    return { ok: false, problem: 'the body is not JSON' };
  }
};

/** Turns integers beyond 2^53 into text; `JSON.parse` passes the source text of every number. */
const keepLargeIntegers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  context?.source !== undefined &&
  /^-?\d+$/.test(context.source)
    ? context.source
    : value;

/** Counts brackets and commas outside of strings before parsing, because the parser recurses into them. */
const shapeOf = (body: string): Readonly<{ deepest: number; commas: number }> => {
  let depth = 0;
  let deepest = 0;
  let commas = 0;
  for (let at = 0; at < body.length; at += 1) {
    switch (body[at]) {
      case '"':
        at = endOfString(body, at);
        break;
      case ',':
        commas += 1;
        break;
      case '{':
      case '[':
        depth += 1;
        deepest = Math.max(deepest, depth);
        break;
      case '}':
      case ']':
        depth -= 1;
    }
  }
  return { deepest, commas };
};

/** Where the string that opens at `start` closes; the end of the body where it never closes. */
const endOfString = (body: string, start: number): number => {
  let at = start + 1;
  while (at < body.length && body[at] !== '"') at += body[at] === '\\' ? 2 : 1;
  return at;
};
