/**
 * I2 as well: what became of a message, and what somebody wrote, stands in the end where it belongs, once
 * whoever told it was answered.
 */
import { isNumberOf } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { joinedTheErased, mayBeErased } from './erasures.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';
import { entriesAt } from './reached.ts';

export const feedbackArrives: Check = (facts) => [...toldOfMessages(facts), ...written(facts)];

/**
 * Both: the message's own outcome, which the ledger keeps, and the event, by which the customer's state
 * learns of it.
 */
const toldOfMessages = (facts: Facts): readonly Problem[] =>
  facts.witness.feedback.flatMap(({ messageId, address, outcome, at }) => {
    const { customer } = customerAt(facts, address);
    // Late news of a mail from before an erasure is about nobody.
    const sentAt = facts.witness.mails.find((mail) => mail.messageId === messageId)?.at ?? at;
    if (mayBeErased(facts, customer, sentAt) || joinedTheErased(facts, customer)) return [];
    const entries = entriesAt(facts, address);
    const shown = entries.some(
      (entry) =>
        entry['messageId'] === messageId && isObject(entry['feedback']) && outcome in entry['feedback'],
    );
    const known = entries.some(
      ({ event, data }) =>
        event === `message.${outcome}` && isObject(data) && data['message_id'] === messageId,
    );
    const where = [...(shown ? [] : ['at the message']), ...(known ? [] : ['among the events'])].join(
      ', nor ',
    );
    const text = `${messageId} of ${address} was ${outcome}, as we were told until ${iso(at)}, and that does not stand ${where}`;
    return where === '' ? [] : [{ invariant: 'I2', ...customerAt(facts, address), text }];
  });

/** By WhatsApp. After an erasure nobody can tell any more whose number it is. */
const written = (facts: Facts): readonly Problem[] =>
  facts.witness.words.flatMap(({ id, customer, phone, answered, at }) => {
    if (answered === undefined || facts.witness.erasures.some((erasure) => erasure.customer === customer))
      return [];
    // A family's number leads to one of them.
    const told = facts.timelines
      .filter((timeline) => isNumberOf(timeline.customer, phone))
      .flatMap(({ entries }) => entries)
      .some(({ event, eventId }) => event === 'message.replied' && eventId === `wamid.${id}`);
    return told
      ? []
      : [
          {
            invariant: 'I2',
            customer,
            text: `what ${phone} wrote at ${iso(at)} was accepted and is on no timeline`,
          },
        ];
  });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
