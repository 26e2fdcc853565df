/** The mailbox in which all messages of the local system end: nothing ever leaves the machine. */
import type { Part } from './journal.ts';

export type MailboxMessage = Readonly<{
  /** Our own id, from the tag `message_id`. */
  messageId: string;
  channel: 'email' | 'whatsapp';
  to: string;
  from: string;
  subject: string;
  headers: Readonly<Record<string, string>>;
  html: string;
  text: string;
  /**
   * The readable content: the text part of an e-mail, or Meta's JSON of a WhatsApp message as it was sent.
   */
  body: string;
  /** The labels of the buttons of a WhatsApp message. */
  buttons?: readonly string[];
  /** ISO 8601, by the virtual clock. */
  sentAt: string;
  profileId: string;
  flow: string;
  step: string;
  /** The provider's own id of the message. */
  providerId: string;
  tags: Readonly<Record<string, string>>;
}>;

export type Mailbox = Readonly<{
  /** Oldest first. */
  messages: () => readonly MailboxMessage[];
  add: (message: MailboxMessage) => void;
  /** Calls the listener for every new message; returns a function that ends this. */
  subscribe: (listener: (message: MailboxMessage) => void) => () => void;
  clear: () => void;
}>;

export const createMailbox = (part: Part): Mailbox => {
  const messages = [...part.load().values()] as MailboxMessage[];
  const listeners = new Set<(message: MailboxMessage) => void>();
  return {
    messages: () => [...messages],
    add: (message) => {
      messages.push(message);
      part.set(message.providerId, message);
      for (const listener of listeners) listener(message);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      for (const message of messages.splice(0)) part.remove(message.providerId);
    },
  };
};
