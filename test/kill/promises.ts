/**
 * Checks from outside what must hold after any number of kills: the answers that the shop got, the mailbox
 * and the timelines.
 */
import type { Entry, Mail, View } from '../support/local-system.ts';
import type { Customer } from './customers.ts';
import type { Accepted } from './shop.ts';

export type Found = Readonly<{ broken: readonly string[]; mails: number; unknown: number }>;

type Evidence = Readonly<{
  accepted: readonly Accepted[];
  mails: readonly Mail[];
  view: (email: string) => Promise<View>;
  /** How many kills there were, and how many senders were running at each of them. */
  kills: number;
  senders: number;
}>;

const STEPS = ['help', 'reviews', 'offer'];

export const checkPromises = async (customers: readonly Customer[], evidence: Evidence): Promise<Found> => {
  const broken: string[] = [];
  let unknown = 0;
  for (const customer of customers) {
    const own = await checkCustomer(customer, evidence);
    broken.push(...own.broken.map((what) => `${customer.email}: ${what}`));
    unknown += own.unknown;
  }
  const most = evidence.kills * evidence.senders;
  if (unknown > most)
    broken.push(
      `${unknown} mails of unknown fate; at most one per call that was in flight when it was killed: ${most}`,
    );
  return { broken, mails: evidence.mails.length, unknown };
};

const checkCustomer = async (customer: Customer, evidence: Evidence) => {
  const { timeline = [] } = await evidence.view(customer.email);
  const mails = evidence.mails.filter(({ to }) => to === customer.email);
  const fates = new Map(
    timeline.filter(({ type }) => type === 'message').map((entry) => [String(entry['step']), entry]),
  );
  const sent = mails.map(({ step }) => step);
  return {
    unknown: [...fates.values()].filter((entry) => entry['outcome'] === 'unknown').length,
    broken: [
      ...lostEvents(customer, evidence.accepted, timeline),
      ...sent.filter((step, index) => sent.indexOf(step) !== index).map((step) => `${step} was sent twice`),
      ...(customer.buys ? afterTheOrder(customer, evidence.accepted, mails) : withoutFate(sent, fates)),
    ],
  };
};

const lostEvents = (
  { email }: Customer,
  accepted: readonly Accepted[],
  timeline: readonly Entry[],
): readonly string[] => {
  const told = timeline.filter(({ type }) => type === 'event').map((entry) => String(entry['eventId']));
  return accepted
    .filter((event) => event.email === email)
    .flatMap(({ eventId, type }) => {
      const times = told.filter((id) => id.includes(eventId)).length;
      return times === 1 ? [] : [`${type} was accepted and is on the timeline ${times} times`];
    });
};

/**
 * Mails without a proper outcome: every mail must be sent, or unknown because the process died within the
 * call to the provider.
 */
const withoutFate = (sent: readonly string[], fates: ReadonlyMap<string, Entry>): readonly string[] =>
  STEPS.filter((step) => !sent.includes(step) && fates.get(step)?.['outcome'] !== 'unknown').map(
    (step) => `${step} never left and is ${String(fates.get(step)?.['outcome'] ?? 'not even decided')}`,
  );

const afterTheOrder = (
  { email }: Customer,
  accepted: readonly Accepted[],
  mails: readonly Mail[],
): readonly string[] => {
  const order = accepted.find((event) => event.email === email && event.type === 'order.placed');
  return mails
    .filter(({ sentAt }) => order !== undefined && Date.parse(sentAt) > order.at)
    .map(({ step }) => `${step} left after the order`);
};
