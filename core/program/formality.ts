/** How the shop speaks to its customers in German: Sie or du. */
import * as z from 'zod';

export const FORMALITIES = ['formal', 'informal'] as const;
export type Formality = (typeof FORMALITIES)[number];

export const formalitySchema = z
  .enum(FORMALITIES)
  .default('formal')
  .describe('How German texts speak to customers: `formal` says Sie, `informal` says du.');

/** The part of "Sie haben|du hast" that is said; a text without a second part is said as it is. */
export const spoken = (text: string, formality: unknown): string => {
  const at = text.indexOf('|');
  if (at === -1) return text;
  return formality === 'informal' ? text.slice(at + 1) : text.slice(0, at);
};
