/** Art. 15 GDPR: an export shows all that had surely been taken in before it, and every message that had left. */
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { isTold } from '../happening.ts';
import type { Moment } from '../witness.ts';
import { type Check, iso } from './problem.ts';

/** It shows another thing of these, or nobody can say of whom they are. */
const SHOWN_OTHERWISE = ['identified', 'odd', 'ticked', 'consent', 'withdrawal'];

type Document = Readonly<{
  timeline?: readonly Readonly<{ type: string; eventId?: string }>[];
  messages?: readonly Readonly<{ messageId?: string }>[];
}>;
type Export = Moment & Readonly<{ text: string }>;

export const shownWhole: Check = (facts) =>
  facts.witness.exports.flatMap(({ customer: index, ...shown }) => {
    const customer = facts.plan.customers.find((candidate) => candidate.index === index);
    const erased = facts.witness.erasures.some((erasure) => erasure.customer === index);
    if (!customer?.plain || erased) return [];
    const document = JSON.parse(shown.text) as Document;
    const events = new Set(
      (document.timeline ?? []).flatMap(({ eventId }) => facts.witness.happeningsOf(eventId ?? '')),
    );
    const messages = new Set((document.messages ?? []).map(({ messageId }) => messageId));
    const missing = [
      ...toldBefore(facts, customer, shown).filter((id) => !events.has(id)),
      ...leftBefore(facts, customer, shown).filter((id) => !messages.has(id)),
    ];
    const text = `the export of ${iso(shown.at)} leaves out ${missing.join(', ')}`;
    return missing.length === 0 ? [] : [{ invariant: 'I2', customer: index, text }];
  });

const toldBefore = ({ plan, witness }: Facts, { index }: Customer, { tick }: Export): readonly string[] =>
  plan.happenings.filter(isTold).flatMap((happening) => {
    const own =
      'customer' in happening &&
      happening.customer === index &&
      happening.by === undefined &&
      happening.types === undefined &&
      'address' in happening &&
      happening.address !== undefined;
    const known = (witness.applied.get(happening.id)?.first.tick ?? Number.POSITIVE_INFINITY) < tick;
    return own && known && !SHOWN_OTHERWISE.includes(happening.kind) ? [happening.id] : [];
  });

const leftBefore = ({ witness }: Facts, { addresses }: Customer, { tick }: Export): readonly string[] =>
  witness.mails.flatMap((mail) =>
    mail.tick < tick && (addresses as readonly string[]).includes(mail.to) ? [mail.messageId] : [],
  );
