/** Reading webhook bodies: every digit is kept, deep bodies are refused, and large ones are fast. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../platforms/json.ts';

const value = (body: string) => {
  const read = readJson(body);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
};

test('integers beyond 2^53 become text, everything else stays as it is', () => {
  expect(
    value(
      '{"id":820982911946154508,"small":9007199254740991,"minus":-9007199254740993,"price":12.5000000000000000000,"text":"820982911946154508","big":1e300}',
    ),
  ).toEqual({
    id: '820982911946154508',
    small: 9007199254740991,
    minus: '-9007199254740993',
    price: 12.5,
    text: '820982911946154508',
    big: 1e300,
  });
});

test('JSON without large numbers is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text));
      expect(value(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('brackets inside of strings are no nesting', () => {
  expect(value(JSON.stringify({ text: '[{'.repeat(100), quote: '"\\"[' }))).toMatchObject({ quote: '"\\"[' });
});

test.each([
  ['nesting', '['.repeat(1_000_000)],
  ['nesting that closes', `${'['.repeat(41)}${']'.repeat(41)}`],
  ['a string without end', `"${'x'.repeat(1_000_000)}`],
  ['quotes in a row', '"'.repeat(1_000_001)],
  ['nothing', ''],
])('%s is refused', (_, body) => {
  expect(readJson(body).ok).toBe(false);
});
