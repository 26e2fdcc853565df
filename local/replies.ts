/**
 * What a customer does on WhatsApp, as Meta tells it: writes, or presses a button under a message. Signed,
 * and through the public route like anybody's webhook.
 */
import type { WebhookSecrets } from '../contract/secrets.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';
import type { MailboxMessage } from '../stand-ins/mailbox.ts';
import { type SignedWebhook, signWhatsapp } from './signing.ts';

export type Reply = Readonly<{
  /** The message that is answered. */
  messageId: string;
  /** The button that is pressed, by its place; or words. */
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

/** What comes back when a quick reply is pressed stands in Meta's JSON, button by button. */
const payloadsIn = (body: string): readonly (string | undefined)[] => {
  const { template } = JSON.parse(body) as Readonly<{
    template?: Readonly<{ components?: readonly Component[] }>;
  }>;
  return (template?.components ?? [])
    .filter(({ type }) => type === 'button')
    .map(({ parameters }) => parameters?.[0]?.payload);
};

const bodyOf = ({ now, newId }: Wiring, { to, providerId, from }: MailboxMessage, said: Said): object => {
  // Somebody of whom WhatsApp tells no number is known by an id with the country in front.
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
