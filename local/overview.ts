/**
 * Everything that the page shows, in one answer: the clock, the mailbox of one customer, their past, and what
 * is planned for them, in words. customers, mailbox, publishing → [this] → local/page
 */
import { explain } from '../core/explain/explain.ts';
import { planSentences } from '../core/explain/plan-words.ts';
import { flowName, momentText, type Telling } from '../core/explain/telling.ts';
import type { Language } from '../core/message/locale.ts';
import { present } from '../core/present.ts';
import type { Rules } from '../core/program/rules.ts';
import type { Report } from '../core/publish/report.ts';
import { emptyProfile } from '../core/state/empty-profile.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import type { MailboxMessage } from '../stand-ins/mailbox.ts';
import type { Customers, SeenCustomer } from './customers.ts';
import { GUIDED_FLOW, guideOf } from './guide.ts';
import { mostSends } from './most-sends.ts';
import { PEOPLE } from './sample-customers.ts';
import { timelineRows } from './timeline-rows.ts';

export type Asked = Readonly<{
  /** The customer whose mailbox and times are shown: e-mail, phone or id. */
  customer: string;
  language: Language;
  /** Words that a message must contain. */
  find?: string;
  /** True: messages of all customers, not of this one only. */
  everybody?: boolean;
}>;

type Sources = Readonly<{
  customers: Customers;
  messages: () => readonly MailboxMessage[];
  report: () => Report | undefined;
  now: () => Instant;
  /** When anything falls due next, for any customer. */
  nextDue: () => Instant | undefined;
}>;

export const createOverview =
  (sources: Sources) =>
  async (asked: Asked): Promise<object> => {
    const now = sources.now();
    const rules = await sources.customers.rules();
    const seen = await sources.customers.see(asked.customer, rules, now);
    const telling = tellingFor(asked, { rules, seen, now });
    const own = belongsTo(asked.customer, seen);
    const messages = sources.messages();
    return {
      now: toIso(now),
      zone: telling.zone,
      next: nextMove(sources.nextDue(), telling),
      program: sources.report()?.program ?? null,
      problems: problemsIn(sources.report(), asked.language),
      customers: knownIn(messages),
      customer: customerRow(asked.customer, { seen, telling }),
      guide: guideOf({
        timeline: seen?.timeline ?? [],
        sends: sendsOf(rules),
        telling,
        ...present({ explanation: seen?.explanation ?? forAnybody(rules, now) }),
      }),
      messages: messages
        .filter((message) => (asked.everybody || own(message)) && holds(message, telling, asked.find))
        .map((message) => messageRow(message, { telling, mine: own(message) })),
      all: messages.length,
    };
  };

/**
 * The time to which “next due” leads, so that the button names it before the clock jumps. Overdue work is due
 * now.
 */
const nextMove = (due: Instant | undefined, telling: Telling): object | null => {
  if (due === undefined) return null;
  const at = Math.max(due, telling.now);
  return { to: toIso(at), at: momentText(at, telling) };
};

type Found = Readonly<{ rules: Rules | undefined; seen: SeenCustomer | undefined; now: Instant }>;

const tellingFor = ({ customer, language }: Asked, { rules, seen, now }: Found): Telling => ({
  language,
  now,
  zone: seen?.explanation?.zone ?? sampleZone(customer) ?? rules?.program.settings.timeZone ?? 'UTC',
  flowNames: Object.fromEntries(Object.values(rules?.program.flows ?? {}).map(({ id, name }) => [id, name])),
});

const sampleZone = (identity: string): string | undefined =>
  Object.values(PEOPLE).find(({ email }) => email === identity.toLowerCase())?.timeZone;

/** The explanation for anybody, where no customer is known by this identity yet. */
const forAnybody = (rules: Rules | undefined, now: Instant) =>
  rules && explain(emptyProfile('nobody', rules.program.seq, now), rules, now);

const sendsOf = (rules: Rules | undefined): number => {
  const flow = rules?.program.flows[GUIDED_FLOW];
  return flow ? mostSends(flow) : 0;
};

const belongsTo = (
  identity: string,
  seen: SeenCustomer | undefined,
): ((message: MailboxMessage) => boolean) => {
  const { profile } = seen ?? {};
  const ids = new Set([profile?.id, ...(profile?.absorbed ?? [])]);
  const addresses = new Set(
    [identity, profile?.person.email, profile?.person.phone].map((one) => one?.toLowerCase()),
  );
  return ({ profileId, to }) => ids.has(profileId) || addresses.has(to.toLowerCase());
};

const holds = ({ subject, text, to, flow, step }: MailboxMessage, telling: Telling, find = ''): boolean => {
  const hay = [subject, text, to, flow, flowName(flow, telling), step].join('\n').toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
};

/** Recipients of messages that are not samples, each once. */
const knownIn = (messages: readonly MailboxMessage[]): readonly string[] => {
  const samples = new Set(Object.values(PEOPLE).flatMap(({ email, phone }) => [email, phone]));
  return [...new Set(messages.map(({ to }) => to))].filter((to) => !samples.has(to));
};

const PREVIEW_CHARS = 120;

const messageRow = (
  { messageId, channel, subject, text, to, sentAt, flow, step }: MailboxMessage,
  { telling, mine }: Readonly<{ telling: Telling; mine: boolean }>,
): object => ({
  id: messageId,
  channel,
  subject,
  preview: text.replaceAll(/\s+/g, ' ').slice(0, PREVIEW_CHARS),
  to,
  at: sentAt,
  flow: flowName(flow, telling),
  step,
  mine,
});

const customerRow = (
  identity: string,
  { seen, telling }: Readonly<{ seen: SeenCustomer | undefined; telling: Telling }>,
): object => {
  const { person } = seen?.profile ?? {};
  return {
    identity,
    known: seen !== undefined,
    name: [person?.firstName, person?.lastName].filter(Boolean).join(' '),
    ...present({ email: person?.email, phone: person?.phone }),
    plan: seen?.explanation ? planSentences(seen.explanation, telling) : [],
    timeline: timelineRows(seen?.timeline ?? [], telling),
  };
};

const problemsIn = (report: Report | undefined, language: Language): object => ({
  ok: report?.ok ?? false,
  list: (report?.problems ?? []).map(({ severity, file, line, column, message }) => ({
    severity,
    where: `${file}:${line}:${column}`,
    message: message[language],
  })),
});
