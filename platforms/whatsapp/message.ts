/**
 * Translates a message that a customer wrote, or a button they pressed: always into one `message.replied`,
 * and into a consent where it is one.
 */

import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { writeFirstVersion } from '../../core/consent/write-first.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { cleanText, optional } from '../../core/events/event-fields.ts';
import { WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP } from '../../core/events/sources.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { TranslatedEvent } from '../platform.ts';
import { grant, HOLDER, stopFor, withdrawal } from './consent.ts';
import { buttonKeyword, type Keyword, keywordOf } from './keywords.ts';
import { type Contacts, customerOf, momentOf, type Person, personOf, phoneNumber, userId } from './people.ts';
import type { Reading } from './reading.ts';

export const readMessage = (
  raw: unknown,
  { contacts, now }: Readonly<{ contacts: Contacts; now: Instant }>,
): Reading => {
  const read = messageSchema.safeParse(raw);
  if (!read.success) return { problem: 'a message without an id or a type' };
  const message = read.data;
  if (NOT_WRITTEN.has(message.type)) return { ignored: `messages of the type ${message.type} are not used` };
  const person = personOf({ phone: message.from, userId: message.from_user_id }, contacts);
  if (!person) return { problem: 'a message from nobody: neither a phone number nor a user id' };
  return tell(message, person, momentOf(message.timestamp, now));
};

/**
 * Types of messages that WhatsApp itself wrote or that hold no words: a heart under a message is nothing that
 * a flow could react to.
 */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['system', 'reaction', 'request_welcome']);

const ID_CHARS = 250;
const PAYLOAD_CHARS = 256;
const words = optional(z.string().transform((value) => cleanText(value)));
const payload = optional(z.string().transform((value) => cleanText(value, PAYLOAD_CHARS)));
/** The text as it was written, with its lines: a signature below STOP does not belong to it. */
const written = optional(z.string());
const media = optional(z.object({ caption: written }));
const chosen = optional(z.object({ id: payload, title: words }));

const anyText = boundedText(Number.POSITIVE_INFINITY, 1);

const messageSchema = z.object({
  id: anyText.transform(boundedId),
  from: optional(phoneNumber),
  from_user_id: optional(userId),
  timestamp: z.unknown().optional(),
  type: z.string().regex(/^[a-z_]{1,40}$/),
  text: optional(z.object({ body: written })),
  image: media,
  video: media,
  document: media,
  button: optional(z.object({ payload, text: words })),
  interactive: optional(z.object({ button_reply: chosen, list_reply: chosen })),
  context: optional(z.object({ id: optional(anyText.transform(boundedId)) })),
});

type Message = z.infer<typeof messageSchema>;

/** The consent comes first, so that a flow that reacts to the answer already finds it. */
const tell = (message: Message, person: Person, at: Instant): Reading => {
  const said = replyIn(message);
  const version = said.reply || said.text === undefined ? undefined : writeFirstVersion(said.text);
  const told = {
    key: message.id,
    messageId: message.id,
    person,
    at,
    source: sourceOf(said, version),
  };
  const proof = present({ message_id: message.id, text: said.text, text_version: version });
  const replied: TranslatedEvent = {
    id: message.id,
    name: 'message.replied',
    at,
    evidence: HOLDER,
    data: dataOf(message, person, said),
  };
  if (said.keyword === 'stop')
    return { events: [withdrawal({ ...told, proof }), replied], acts: [stopFor(person, at)] };
  return { events: said.keyword === 'start' ? [grant({ ...told, proof }), replied] : [replied], acts: [] };
};

const sourceOf = ({ reply }: Said, version: string | undefined): string => {
  if (reply) return WHATSAPP_BUTTON;
  return version === undefined ? WHATSAPP_KEYWORD : WHATSAPP_SIGN_UP;
};

type Said = Readonly<{ text?: string; reply?: JsonObject; keyword?: Keyword }>;

const replyIn = ({ text, image, video, document, button, interactive }: Message): Said => {
  const choice = interactive?.button_reply ?? interactive?.list_reply;
  if (choice) return buttonReply(choice.id ?? choice.title, choice.title);
  if (button) return buttonReply(button.payload ?? button.text, button.text);
  const whole = text?.body ?? image?.caption ?? video?.caption ?? document?.caption ?? '';
  const plain = cleanText(whole);
  if (plain === '') return {};
  const keyword = writeFirstVersion(plain) === undefined ? keywordOf(whole) : 'start';
  return present({ text: plain, keyword });
};

/**
 * The reply of a button. Meta calls its value `id` or `payload`, depending on the kind of button; flows may
 * use either.
 */
const buttonReply = (id = '', title = ''): Said => {
  const keyword = buttonKeyword(id, title);
  return present({
    text: title === '' ? id : title,
    reply: { id, title, payload: id },
    keyword,
  });
};

const dataOf = (message: Message, person: Person, { text, reply, keyword }: Said): JsonObject =>
  present({
    channel: 'whatsapp',
    message_id: message.id,
    type: message.type,
    text,
    reply,
    keyword,
    context: message.context?.id === undefined ? undefined : { message_id: message.context.id },
    customer: customerOf(person),
  });

function boundedId(id: string): string {
  return id.length <= ID_CHARS && cleanText(id, ID_CHARS) === id ? id : idOf(id);
}
