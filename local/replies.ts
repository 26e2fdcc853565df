/**
 * Sends what a customer does on WhatsApp as Meta reports it: writing, or pressing a button under a message.
 * It is signed and goes through the public route like every webhook.
 */
import type { WebhookSecrets } from '../contract/secrets.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';
import type { MailboxMessage } from '../stand-ins/mailbox.ts';
import { type SignedWebhook, signWhatsapp } from './signing.ts';

export type Reply = Readonly<{
  /** The message that the customer replies to. */
  messageId: string;
  /** The place of the pressed button; otherwise the text counts. */
  button?: number;
  text?: string;
}>;

export type ReplyResult = Readonly<{ status: number; text: string; problem?: string }>;

type Wiring = Readonly<{
  secrets: WebhookSecrets;
  now: () => Instant;
  newId: () => string;
  messages: () => readonly MailboxMessage[];
  send: (webhook: SignedWebhook) => Promise<Response>;
}>;

export const createReplies =
  (wiring: Wiring) =>
  async (reply: Reply): Promise<ReplyResult> => {
    const message = wiring.messages().find(({ messageId }) => messageId === reply.messageId);
    if (message?.channel !== 'whatsapp')
      return refused('Only a WhatsApp message can be answered here; this is none.');
    const said = wordsOf(message, reply);
    if (!said) return refused('This message has no such button, and an answer without words is none.');
    const response = await wiring.send(signWhatsapp(wiring.secrets, bodyOf(wiring, message, said)));
    if (response.ok) return { status: response.status, text: said.text };
    return { status: response.status, text: said.text, problem: await response.text() };
  };

const refused = (problem: string): ReplyResult => ({ status: 400, text: '', problem });

type Said = Readonly<{ text: string; payload?: string }>;

const wordsOf = (message: MailboxMessage, { button, text = '' }: Reply): Said | undefined => {
  if (button === undefined) return text.trim() === '' ? undefined : { text: text.trim() };
  const title = message.buttons?.[button];
  return title === undefined
    ? undefined
    : present({ text: title, payload: payloadsIn(message.body)[button] });
};

type Component = Readonly<{ type?: string; parameters?: readonly Readonly<{ payload?: string }>[] }>;

/** The payloads of a message's quick replies, button by button, from Meta's JSON. */
const payloadsIn = (body: string): readonly (string | undefined)[] => {
  const { template } = JSON.parse(body) as Readonly<{
    template?: Readonly<{ components?: readonly Component[] }>;
  }>;
  return (template?.components ?? [])
    .filter(({ type }) => type === 'button')
    .map(({ parameters }) => parameters?.[0]?.payload);
};

const bodyOf = ({ now, newId }: Wiring, { to, providerId, from }: MailboxMessage, said: Said): object => {
  // A person whose number WhatsApp does not tell has an id that begins with the country.
  const number = to.startsWith('+') ? to.slice(1) : undefined;
  const sender = present({ from: number, from_user_id: number === undefined ? to : undefined });
  const contact = present({ wa_id: number, user_id: number === undefined ? to : undefined });
  const content =
    said.payload === undefined
      ? { type: 'text', text: { body: said.text } }
      : { type: 'button', button: { payload: said.payload, text: said.text }, context: { id: providerId } };
  const message = {
    ...sender,
    id: `wamid.${newId()}`,
    timestamp: String(Math.floor(now() / 1000)),
    ...content,
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: from, phone_number_id: from },
    contacts: [contact],
    messages: [message],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '100000000000001', changes: [{ field: 'messages', value }] }],
  };
};
