/**
 * Calculates the colours of our public pages from the shop's own. Whatever it is, text in it and on it stays
 * readable (WCAG 2.2, level AA), in light and dark.
 */
import { contrast, TEXT_CONTRAST } from '../core/message/contrast.ts';

type Scheme = 'light' | 'dark';
type Rgb = readonly [red: number, green: number, blue: number];

const OWN_COLOUR = '#14594c';
const BLACK = '#000000';
const WHITE = '#ffffff';

const PALETTES = {
  light: {
    ink: '#1d2a2f',
    soft: '#4a5a60',
    paper: '#ffffff',
    ground: '#f1f4f3',
    line: '#7c8a87',
    wrong: '#a3211b',
  },
  dark: {
    ink: '#eef3f1',
    soft: '#b6c4c0',
    paper: '#1b2422',
    ground: '#101615',
    line: '#82918d',
    wrong: '#ffb0a6',
  },
} as const;

/** The colours as custom properties. An invalid colour is replaced by our own. */
export const themeCss = (colour: string = OWN_COLOUR): string => {
  const brand = HEX.test(colour) ? colour.toLowerCase() : OWN_COLOUR;
  return `:root { color-scheme: light dark; ${properties('light', brand)} }
@media (prefers-color-scheme: dark) { :root { ${properties('dark', brand)} } }`;
};

const HEX = /^#[0-9a-f]{6}$/i;

/** WCAG 1.4.3 for text below 24 px, and 1.4.11 for the edge of a button. */
const EDGE_CONTRAST = 3;

const properties = (scheme: Scheme, brand: string): string => {
  const palette = PALETTES[scheme];
  const accent = readable(scheme, brand);
  const colours = {
    ...palette,
    /** For links, marks and quiet buttons: the shop's colour, made as dark or light as it must be. */
    accent,
    /** For buttons: the shop's colour itself, under black or white text, whichever is easier to read. */
    fill: brand,
    'on-fill': contrast(brand, WHITE) >= contrast(brand, BLACK) ? WHITE : BLACK,
    edge: contrast(brand, palette.paper) >= EDGE_CONTRAST ? brand : accent,
  };
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
};

/**
 * The shop's colour, mixed with black or white until it is readable. The last step is pure black or white,
 * which is readable on every surface of the scheme.
 */
const readable = (scheme: Scheme, brand: string): string => {
  const { paper, ground } = PALETTES[scheme];
  const end = scheme === 'light' ? BLACK : WHITE;
  const steps = Array.from({ length: MIX_STEPS + 1 }, (_, step) => mixed(brand, end, step / MIX_STEPS));
  return (
    steps.find((step) => [paper, ground].every((surface) => contrast(step, surface) >= TEXT_CONTRAST)) ?? end
  );
};

const MIX_STEPS = 32;

const mixed = (from: string, to: string, share: number): string => {
  const [a, b] = [rgbOf(from), rgbOf(to)];
  return `#${a.map((value, index) => hexOf(value + ((b[index] ?? 0) - value) * share)).join('')}`;
};

const hexOf = (value: number): string => Math.round(value).toString(16).padStart(2, '0');

const rgbOf = (colour: string): Rgb => [channel(colour, 1), channel(colour, 3), channel(colour, 5)];

const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
