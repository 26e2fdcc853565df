/** How well one colour can be read on another (WCAG 2.2, 1.4.3). */

/** Text of a usual size needs this much, large text the lesser one. */
export const TEXT_CONTRAST = 4.5;
export const LARGE_TEXT_CONTRAST = 3;

/** From 1, the same colour, to 21, black on white. Both are written as `#rrggbb`. */
export const contrast = (a: string, b: string): number => {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + OFFSET) / (Math.min(first, second) + OFFSET);
};

const OFFSET = 0.05;

/** Relative luminance as WCAG defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** `#rrggbb` of a colour that a person wrote; undefined for names and functions other than black and white. */
export const hexOf = (written: string): string | undefined => {
  const word = written.trim().toLowerCase();
  const named = NAMED[word];
  if (named) return named;
  if (/^#[0-9a-f]{6}$/.test(word)) return word;
  return /^#[0-9a-f]{3}$/.test(word)
    ? `#${[...word.slice(1)].map((digit) => digit + digit).join('')}`
    : undefined;
};

const NAMED: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff' };
