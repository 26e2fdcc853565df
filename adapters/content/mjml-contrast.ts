/**
 * Looks for colours that cannot be read: on the background that the same element names, or, where it names
 * none, on the white and the dark card of the shipped look.
 */
import { contrast, hexOf, LARGE_TEXT_CONTRAST, TEXT_CONTRAST } from '../../core/message/contrast.ts';
import { present } from '../../core/present.ts';
import type { Text } from '../../core/publish/problem.ts';
import { type Finding, placeOf } from './mjml-problems.ts';
import { type Hidden, sourceOffset } from './mjml-source.ts';

/** The cards of blocks/brand.mjml by day and in the dark. */
const CARDS = { light: '#ffffff', dark: '#1e2422' } as const;

type Sources = Readonly<{ source: string; hidden: Hidden }>;
type Painted = Readonly<{ colour: string; background?: string; offset: number; inside: boolean }>;

export const unreadableColours = ({ source, hidden }: Sources): readonly Finding[] => {
  const { mjml } = hidden;
  const own = hasOwnBackground(mjml);
  return [...elementsIn(mjml), ...stylesIn(mjml)].flatMap(({ colour, background, offset, inside }) => {
    const message = background
      ? onItsOwn(colour, background)
      : inside && !own
        ? onTheCards(colour)
        : undefined;
    return message ? [{ ...placeOf(source, sourceOffset(hidden, offset)), message }] : [];
  });
};

/** Where the file paints sections itself, nobody can tell on what a text without background stands. */
const hasOwnBackground = (mjml: string): boolean =>
  [
    ...mjml.matchAll(/<mj-(?:body|wrapper|section|column|hero)\b[^>]*\sbackground-(?:color|url)="([^"]*)"/gi),
  ].some(([, colour = '']) => hexOf(colour) !== CARDS.light);

const ELEMENT = /<mj-(?:button|text|table)\b((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;

const elementsIn = (mjml: string): readonly Painted[] =>
  [...mjml.matchAll(ELEMENT)].flatMap((match) => {
    const attribute = (name: string): string | undefined =>
      hexOf(new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(match[1] ?? '')?.[1] ?? '');
    const colour = attribute('color');
    const background = attribute('background-color') ?? attribute('container-background-color');
    return colour && background ? [{ colour, background, offset: match.index, inside: false }] : [];
  });

const TAG = /<[a-z][\w-]*((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
/** What has a class may be painted anew in the dark, as the shipped blocks are. */
const HAS_CLASS = /\sclass\s*=/i;

const stylesIn = (mjml: string): readonly Painted[] =>
  [...mjml.matchAll(TAG)].flatMap((match) => {
    const [, attributes = ''] = match;
    const [, quoted, single] = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes) ?? [];
    const style = quoted ?? single ?? '';
    const colour = hexOf(/(?:^|;)\s*color\s*:\s*([^;!]+)/i.exec(style)?.[1] ?? '');
    const painted = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i.exec(style)?.[1];
    const background = hexOf(painted ?? '');
    if (!colour || (painted !== undefined && !background)) return [];
    return [present({ colour, background, offset: match.index, inside: !HAS_CLASS.test(attributes) })];
  });

const onItsOwn = (colour: string, background: string): Text | undefined => {
  const found = contrast(colour, background);
  if (found >= TEXT_CONTRAST) return undefined;
  const shown = found.toFixed(1);
  return {
    de: `${colour} auf ${background} ist kaum zu lesen: Kontrast ${shown}, nötig sind ${TEXT_CONTRAST} (WCAG 1.4.3).`,
    en: `${colour} on ${background} can hardly be read: contrast ${shown}, and ${TEXT_CONTRAST} is needed (WCAG 1.4.3).`,
  };
};

const onTheCards = (colour: string): Text | undefined => {
  if (contrast(colour, CARDS.light) < LARGE_TEXT_CONTRAST)
    return {
      de: `${colour} ist auf Weiß kaum zu lesen. Nehmen Sie eine dunklere Farbe.`,
      en: `${colour} can hardly be read on white. Take a darker colour.`,
    };
  if (contrast(colour, CARDS.dark) < LARGE_TEXT_CONTRAST)
    return {
      de: `${colour} ist im dunklen Erscheinungsbild kaum zu lesen: Die Karte ist dann dunkel, und diese Farbe bleibt. Lassen Sie sie weg (der Text passt sich an), oder nehmen Sie eine mittlere wie #1f8a66.`,
      en: `${colour} can hardly be read in the dark appearance: the card is dark then, and this colour stays. Leave it out (text adapts by itself), or take a middle one such as #1f8a66.`,
    };
  return undefined;
};
