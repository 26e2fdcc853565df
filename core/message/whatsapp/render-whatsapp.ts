/**
 * Renders one WhatsApp message from a compiled template and a view: Meta's own JSON, which every transport
 * carries unchanged.
 */

import { LiquidError } from 'liquidjs';
import type { JsonObject } from '../../events/event.ts';
import { present } from '../../present.ts';
import type { WhatsappButton, WhatsappHeader, WhatsappTemplate } from '../../program/program.ts';
import { lineOf, linkOf } from '../format.ts';
import { renderText } from '../liquid.ts';
import { refusedByLiquid, type Unrendered } from '../unrendered.ts';
import type { MessageView } from '../view.ts';

/**
 * Meta refuses parameters with line breaks, tabs or long runs of blanks, and bodies beyond 1024 characters.
 */
const PARAMETER_CHARS = 500;
const HEADER_CHARS = 60;
const PAYLOAD_CHARS = 256;
/** Meta's limit for a text message, in characters. */
export const FREEFORM_CHARS = 4_096;

export type RenderedWhatsapp = Readonly<{ ok: true; content: JsonObject }> | Unrendered;

/** `content` is the message without its recipient. */
export const renderWhatsapp = (template: WhatsappTemplate, view: MessageView): RenderedWhatsapp => {
  try {
    return template.kind === 'freeform' ? freeform(template.text, view) : approved(template, view);
  } catch (error) {
    if (LiquidError.is(error)) return refusedByLiquid(error);
    if (error instanceof EmptyParameter)
      return { ok: false, problem: error.message, missing: error.parameter };
    throw error;
  }
};

/**
 * Adds the recipient: `to` takes a phone number, `recipient` a business-scoped user id. `messageId` comes
 * back with every status.
 */
export const addressed = (content: JsonObject, to: string, messageId: string): JsonObject => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(to.startsWith('+') ? { to } : { recipient: to }),
  ...content,
  biz_opaque_callback_data: messageId,
});

const freeform = (source: string, view: MessageView): RenderedWhatsapp => {
  const text = renderText(source, view)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (text === '') return { ok: false, problem: 'The text is empty for this customer.' };
  const body = [...text].slice(0, FREEFORM_CHARS).join('');
  return { ok: true, content: { type: 'text', text: { preview_url: false, body } } };
};

type Approved = Extract<WhatsappTemplate, { kind: 'template' }>;

const approved = (
  { name: formal, informal, language, header, body, buttons }: Approved,
  view: MessageView,
): RenderedWhatsapp => {
  const name = view.shop.formality === 'informal' ? (informal?.name ?? formal) : formal;
  const components = [
    ...(header.length > 0
      ? [
          {
            type: 'header',
            parameters: header.map((entry, index) => headerParameter(entry, view, `header ${index + 1}`)),
          },
        ]
      : []),
    ...(body.length > 0
      ? [
          {
            type: 'body',
            parameters: body.map((source, index) =>
              textParameter(source, view, { name: `{{${index + 1}}}`, chars: PARAMETER_CHARS }),
            ),
          },
        ]
      : []),
    ...buttons.flatMap((button, index) => (button ? [buttonComponent(button, index, view)] : [])),
  ];
  return {
    ok: true,
    content: {
      type: 'template',
      template: present({
        name,
        language: { code: language },
        components: components.length > 0 ? components : undefined,
      }),
    },
  };
};

class EmptyParameter extends Error {
  readonly parameter: string;
  constructor(parameter: string, problem: string) {
    super(`${parameter} ${problem}`);
    this.parameter = parameter;
  }
}

type Bound = Readonly<{ name: string; chars: number }>;

const filled = (source: string, view: MessageView, { name, chars }: Bound): string => {
  const value = lineOf(renderText(source, view), chars);
  // Meta refuses empty parameters, and a blank in a sentence would read no better.
  if (value === null)
    throw new EmptyParameter(
      name,
      `is empty for this customer. Give it a value for such cases, e.g. {{ … | default: "du" }}.`,
    );
  return value;
};

const textParameter = (source: string, view: MessageView, bound: Bound) => ({
  type: 'text',
  text: filled(source, view, bound),
});

const headerParameter = ({ kind, source }: WhatsappHeader, view: MessageView, name: string): JsonObject => {
  if (kind === 'text') return textParameter(source, view, { name, chars: HEADER_CHARS });
  const link = linkOf(filled(source, view, { name, chars: LINK_CHARS }));
  if (link === null) throw new EmptyParameter(name, 'is no web address of a picture for this customer.');
  return { type: 'image', image: { link } };
};

const LINK_CHARS = 2_000;

const buttonComponent = ({ kind, source }: WhatsappButton, index: number, view: MessageView): JsonObject => {
  const value = filled(source, view, {
    name: `button ${index + 1}`,
    chars: kind === 'payload' ? PAYLOAD_CHARS : LINK_CHARS,
  });
  const parameter = {
    payload: { type: 'payload', payload: value },
    url: { type: 'text', text: value },
    code: { type: 'coupon_code', coupon_code: value },
  };
  return { type: 'button', sub_type: SUB_TYPES[kind], index: String(index), parameters: [parameter[kind]] };
};

const SUB_TYPES: Readonly<Record<WhatsappButton['kind'], string>> = {
  payload: 'quick_reply',
  url: 'url',
  code: 'copy_code',
};
