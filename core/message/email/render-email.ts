/** Renders one e-mail from a compiled template and a view. publish → program → send-email → [this] */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LiquidError } from 'liquidjs';
import { LIMITS } from '../../limits.ts';
import type { CompiledTemplate } from '../../program/program.ts';
import { renderHtml, renderText } from '../liquid.ts';
import type { Language } from '../locale.ts';
import { refusedByLiquid, type Unrendered, withoutNeed } from '../unrendered.ts';
import type { MessageView } from '../view.ts';

/** Mail programs show far fewer characters, and a header line of more than 998 bytes is not allowed. */
const SUBJECT_CHARS = 200;

export type RenderedEmail = Readonly<{
  ok: true;
  subject: string;
  html: string;
  text: string;
  locale: Language;
}>;
export const renderEmail = ({
  template,
  locale,
  view,
}: Readonly<{ template: CompiledTemplate; locale: Language; view: MessageView }>):
  | RenderedEmail
  | Unrendered => {
  const source = template.locales[locale];
  if (!source) return { ok: false, problem: `The template has no version for "${locale}".` };
  const missing = missingNeed(template.needs, view);
  if (missing !== undefined) return withoutNeed(missing);
  try {
    return bounded({
      ok: true,
      subject: subjectLine(renderText(source.subject, view)),
      html: renderHtml(source.html, view),
      text: tidyText(renderText(source.text, view)),
      locale,
    });
  } catch (error) {
    if (LiquidError.is(error)) return refusedByLiquid(error);
    throw error;
  }
};

/** What the template shows and this customer does not have; undefined where there is no such thing. */
export const missingNeed = (needs: readonly Need[], view: MessageView): Need | undefined =>
  needs.find((need) => !PRESENT[need](view));

type Need = CompiledTemplate['needs'][number];

const PRESENT: Readonly<Record<Need, (view: MessageView) => boolean>> = {
  offer: (view) => view.shop.offer !== null,
  coupon: (view) => view.coupon.code !== null,
  'coupon-expiry': (view) => view.coupon.expires_at !== null,
  checkout: (view) => view.checkout.items.length > 0,
  order: (view) => view.order.id !== null,
  confirm: (view) => view.links.confirm !== null,
  points: (view) => view.points !== null && view.points_rule !== null,
  viewed: (view) => view.products.viewed.length > 0,
  bought: (view) => view.products.bought.length > 0,
  recommended: (view) => view.products.recommended.length > 0,
  bestsellers: (view) => view.products.bestsellers.length > 0,
  wanted: (view) => view.products.wanted.length > 0,
};

const bounded = (email: RenderedEmail): RenderedEmail | Unrendered => {
  if (email.subject === '') return { ok: false, problem: 'The subject is empty for this customer.' };
  const bytes = utf8ToBytes(email.html).length;
  if (bytes > LIMITS.renderedHtmlBytes)
    return {
      ok: false,
      problem: `The mail has ${bytes} bytes of HTML; ${LIMITS.renderedHtmlBytes} are allowed.`,
    };
  return email;
};

/** Keeps the subject on one line: a line break in a title or name would start a header of its own. */
const subjectLine = (text: string): string =>
  [...text.replace(/\s+/g, ' ').trim()].slice(0, SUBJECT_CHARS).join('');

/** Joins the empty lines that loops and conditions leave, so that at most one stands in a row. */
const tidyText = (text: string): string =>
  `${text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
