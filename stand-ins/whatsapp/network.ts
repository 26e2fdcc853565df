/**
 * Stand-in for WhatsApp behind both transports: checks a message as Meta would, against the templates
 * published here, and puts it into the mailbox.
 */

import * as z from 'zod';
import { highestPlaceholder } from '../../core/message/whatsapp/placeholders.ts';
import { present } from '../../core/present.ts';
import type { WhatsappTemplate } from '../../core/program/program.ts';
import { createIds } from '../ids.ts';
import type { Mailbox } from '../mailbox.ts';

type Approved = Extract<WhatsappTemplate, { kind: 'template' }>;

/** A refusal with Meta's code. */
export class MetaRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`(#${code}) ${message}`);
    this.code = code;
  }
}

export type Network = Readonly<{
  /** Returns WhatsApp's own id of the message. */
  send: (from: string, body: Uint8Array) => Promise<string>;
}>;

type Options = Readonly<{
  now: () => number;
  mailbox: Mailbox;
  run: number;
  /** The template that Meta has approved: here, everything that was ever published. */
  approved: (name: string, language: string) => Approved | undefined;
  /** The flow and step of a message. Meta does not carry them, but our ledger finds them by our id. */
  originOf: (
    messageId: string,
  ) => Promise<Readonly<{ profileId: string; flow: string; step: string }> | undefined>;
}>;

export const createNetwork = ({ now, mailbox, run, approved, originOf }: Options): Network => {
  const newId = createIds('whatsapp', run);
  return {
    send: async (from, bytes) => {
      const message = understood(bytes);
      const providerId = `wamid.${Buffer.from(newId()).toString('base64url')}`;
      const shown = shownText(message, approved);
      const messageId = message.biz_opaque_callback_data ?? providerId;
      const { profileId = '', flow = '', step = '' } = (await originOf(messageId)) ?? {};
      mailbox.add(
        present({
          messageId,
          channel: 'whatsapp',
          to: message.to ?? message.recipient ?? '',
          from,
          subject: '',
          headers: {},
          html: '',
          text: shown.text,
          body: Buffer.from(bytes).toString('utf8'),
          buttons: shown.buttons.length > 0 ? shown.buttons : undefined,
          sentAt: new Date(now()).toISOString(),
          profileId,
          flow,
          step,
          providerId,
          tags: { message_id: messageId, profile_id: profileId, flow, step },
        }),
      );
      return providerId;
    },
  };
};

const TEXT_CHARS = 4_096;
const CALLBACK_CHARS = 512;

const parameter = z.looseObject({ type: z.string(), text: z.string().optional() });
const component = z.looseObject({
  type: z.enum(['header', 'body', 'button']),
  sub_type: z.string().optional(),
  index: z.string().optional(),
  parameters: z.array(parameter).min(1),
});

const base = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z
    .string()
    .regex(/^\+?[1-9]\d{6,14}$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/)
    .optional(),
  biz_opaque_callback_data: z.string().max(CALLBACK_CHARS).optional(),
};

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('text'),
    text: z.strictObject({ preview_url: z.boolean().optional(), body: z.string().min(1).max(TEXT_CHARS) }),
  }),
  z.strictObject({
    ...base,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string().min(1),
      language: z.strictObject({ code: z.string().min(2) }),
      components: z.array(component).optional(),
    }),
  }),
]);

type Message = z.infer<typeof messageSchema>;

const understood = (bytes: Uint8Array): Message => {
  const read = messageSchema.safeParse(asJson(Buffer.from(bytes).toString('utf8')));
  if (!read.success)
    throw new MetaRefusal(
      100,
      `Invalid parameter: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
    );
  if ((read.data.to === undefined) === (read.data.recipient === undefined))
    throw new MetaRefusal(100, 'Invalid parameter: exactly one of to and recipient is needed.');
  return read.data;
};

type Shown = Readonly<{ text: string; buttons: readonly string[] }>;

const shownText = (message: Message, approved: Options['approved']): Shown => {
  if (message.type === 'text') return { text: message.text.body, buttons: [] };
  const { name, language, components = [] } = message.template;
  const template = approved(name, language.code);
  if (!template)
    throw new MetaRefusal(
      132_001,
      `Template name does not exist in the translation: ${name} in ${language.code}.`,
    );
  const values =
    components.find(({ type }) => type === 'body')?.parameters.map(({ text = '' }) => text) ?? [];
  const wanted = highestPlaceholder(template.text);
  if (values.length !== wanted)
    throw new MetaRefusal(
      132_000,
      `Number of parameters does not match: the body has ${values.length}, expected are ${wanted}.`,
    );
  if (values.some((value) => value.trim() === ''))
    throw new MetaRefusal(131_008, 'A parameter of the body is empty.');
  if (values.some((value) => /[\n\t]| {5}/.test(value)))
    throw new MetaRefusal(132_018, 'Parameters cannot have new lines, tabs or more than 4 blanks in a row.');
  const text = template.text.replace(
    /\{\{\s*(\d+)\s*\}\}/g,
    (_found, index: string) => values[Number(index) - 1] ?? '',
  );
  return {
    text,
    buttons: template.buttons.flatMap((button) => (button ? [button.title ?? button.source] : [])),
  };
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
