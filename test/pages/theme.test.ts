/** A shop's colour, whatever it is, leaves every text readable in light and dark (WCAG 2.2, level AA). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { themeCss } from '../../pages/theme.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** The custom properties of one scheme. */
const paletteOf = (css: string, scheme: 'light' | 'dark'): Readonly<Record<string, string>> => {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  return Object.fromEntries(
    [...(scheme === 'light' ? light : dark).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
};

/** The contrast as WCAG 2.2 defines it, written a second time for the test. */
const contrastOf = (one: string | undefined, other: string | undefined): number => {
  const [a, b] = [one, other].map((hex = '') => {
    const [red = 0, green = 0, blue = 0] = [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5)].map((pair) => {
      const share = Number(`0x${pair}`) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return red * 0.2126 + green * 0.7152 + blue * 0.0722;
  });
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05);
};

const TEXTS = [
  ['ink', 'paper'],
  ['ink', 'ground'],
  ['soft', 'paper'],
  ['soft', 'ground'],
  ['wrong', 'paper'],
  ['accent', 'paper'],
  ['accent', 'ground'],
  ['on-fill', 'fill'],
] as const;
const EDGES = [
  ['line', 'paper'],
  ['edge', 'paper'],
] as const;

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test('every text has a contrast of 4.5 and every edge one of 3, whatever the colour', () => {
    fc.assert(
      fc.property(colour, (shops) => {
        const palette = paletteOf(themeCss(shops), scheme);
        const weak = (pairs: readonly (readonly [string, string])[], least: number) =>
          pairs.filter(([over, under]) => contrastOf(palette[over], palette[under]) < least);
        expect([weak(TEXTS, 4.5), weak(EDGES, 3)]).toEqual([[], []]);
      }),
    );
  });

  test('a button has the very colour of the shop', () => {
    fc.assert(
      fc.property(colour, (shops) => {
        expect(paletteOf(themeCss(shops), scheme)['fill']).toBe(shops);
      }),
    );
  });
});

test('a colour that can be read as it is stays as it is in links', () => {
  expect(paletteOf(themeCss('#14594c'), 'light')['accent']).toBe('#14594c');
  expect(paletteOf(themeCss('#8fd8c4'), 'dark')['accent']).toBe('#8fd8c4');
});

test('what is no colour is taken for none, and nothing of it comes into the style', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => !/^#[0-9a-f]{6}$/i.test(text)),
      (text) => {
        expect(themeCss(text)).toBe(themeCss());
      },
    ),
  );
  expect(themeCss('#ABCDEF')).toBe(themeCss('#abcdef'));
});
