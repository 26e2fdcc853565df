/**
 * Changes valid documents: values replaced, keys removed, renamed or added, as attackers and accidents do.
 */
import * as fc from 'fast-check';

const deep = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'deep');

/** The corpus: each of these has broken some parser somewhere. */
export const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\uFFFE\uFFFF',
  '\u202Eevil\u202C',
  '{{ 7 | times: 7 }}',
  '{% for x in (1..99999999) %}x{% endfor %}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: another language's template; it must stay text
  '${7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  "' OR 1=1 --",
  'a\r\nBcc: someone@example.org',
  '../../etc/passwd',
  'x'.repeat(10_000),
  'é'.repeat(3_000),
  '👩‍👩‍👧‍👦'.repeat(200),
  'someone@example.org, other@example.org',
  'a@b',
  '@',
  '+',
  '+4900000000000000000000000',
  'NaN',
  '1e309',
  '-0',
  '99999999999999999999.99',
  '0.1.2',
  '1,234.56',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00Z',
  '0000-00-00',
  'Mars/Olympus',
  '__proto__',
  'constructor',
  0,
  -0,
  -1,
  0.1,
  1e21,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  [],
  {},
  [null],
  [[[]]],
  { toString: 'x', valueOf: 'y', length: -1 },
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  deep(30),
  deep(300),
  Array.from({ length: 500 }, () => ({})),
];

export const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  '',
  ' ',
  '\u0000',
  'hasOwnProperty',
  'then',
];

type Mutation = Readonly<{
  place: number;
  value: unknown;
  how: 'replace' | 'remove' | 'add' | 'repeat';
  key: string;
}>;

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(10_000),
  value: nasty,
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat'),
  key: fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 12 })),
});

/** The document with up to six such changes. */
export const mutated = (document: unknown): fc.Arbitrary<unknown> =>
  fc.array(mutation, { minLength: 1, maxLength: 6 }).map((mutations) => {
    const holder = { document: structuredClone(document) };
    for (const change of mutations) apply(holder, change);
    return holder.document;
  });

type Container = Record<string, unknown> | unknown[];
type Place = Readonly<{ container: Container; key: string }>;

const apply = (holder: Container, { place, value, how, key }: Mutation): void => {
  const places = placesIn(holder);
  const chosen = places[place % places.length];
  if (!chosen) return;
  const { container } = chosen;
  if (how === 'remove' && container !== holder) remove(chosen);
  else if (how === 'add') put(valueAt(chosen), key, value);
  else if (how === 'repeat' && Array.isArray(container)) container.push(...container.slice(0, 50));
  else put(container, chosen.key, value);
};

const placesIn = (container: Container): readonly Place[] =>
  Object.entries(container).flatMap(([key, value]) => [
    { container, key },
    ...(isContainer(value) ? placesIn(value) : []),
  ]);

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const valueAt = ({ container, key }: Place): unknown => (container as Record<string, unknown>)[key];

const remove = ({ container, key }: Place): void => {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
};

/**
 * A copy, so that no value ends up inside itself; also for `__proto__`, as an own key, the way `JSON.parse`
 * makes it.
 */
const put = (container: unknown, key: string, value: unknown): void => {
  if (Array.isArray(container) && !Object.hasOwn(container, key)) container.push(structuredClone(value));
  else if (isContainer(container) && !(Array.isArray(container) && key === 'length'))
    Object.defineProperty(container, key, {
      value: structuredClone(value),
      writable: true,
      enumerable: true,
      configurable: true,
    });
};
