/**
 * Finds conditions that nobody can fulfil: two parts of one condition that exclude each other, an audience
 * that shuts out everybody whom the trigger brings, and one whom the flow's messages may never go to.
 */
import { type Claim, claimsOf, exclude } from './claims.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Text, warning } from './problem.ts';
import type { InactivityTrigger, SegmentTrigger, ThresholdTrigger } from './trigger-schema.ts';
import { allConditions, allSteps, eventsOf, templatesUsed } from './visit-flow.ts';

/** What the conditions of segment files say, by the segment's name. */
export type SegmentConditions = Readonly<Record<string, ConditionFile>>;

type Around = Readonly<{
  segmentConditions?: SegmentConditions;
  /** Whether customers may get advertising without having agreed to it (§7(3) UWG). */
  existingCustomers?: boolean;
}>;

export const contradictions = (flow: FlowFile, around: Around): readonly Finding[] => {
  const audience = flow.audience ? claimsOf({ item: flow.audience, path: ['audience'] }) : [];
  const { trigger } = flow;
  const where = 'on' in trigger && trigger.where ? trigger.where : undefined;
  const asked = where ? claimsOf({ item: where, path: ['trigger', 'where'] }) : [];
  const inside = insideOne(flow);
  // One slip is told once: the other checks would only say it again.
  if (inside.length > 0) return inside;
  const between = firstClash(asked, audience, (a, b) => error(b.path, never(a.written, b.written)));
  if (between.length > 0) return between;
  const outside = firstClash(implied(flow, around), [...asked, ...audience], (a, b) =>
    warning(b.path, shutOut(a.written, b.written)),
  );
  return outside.length > 0
    ? outside
    : firstClash(allowedOnly(flow, around), audience, (a, b) =>
        warning(b.path, unwritten(a.written, b.written)),
      );
};

/** In a branch it is a warning: the flow runs, and only this way through it is never taken. */
const insideOne = (flow: FlowFile): readonly Finding[] =>
  allConditions(flow).flatMap((condition) => {
    const claims = claimsOf(condition);
    const tell = condition.path[0] === 'steps' ? warning : error;
    return firstClash(claims, claims, (a, b) => tell(b.path, never(a.written, b.written)));
  });

const firstClash = (
  some: readonly Claim[],
  others: readonly Claim[],
  tell: (a: Claim, b: Claim) => Finding,
): readonly Finding[] => {
  for (const a of some) {
    // The later of the two is told: it was probably added to the earlier one.
    const b = others.findLast((other) => exclude(a, other));
    if (b) return [tell(a, b)];
  }
  return [];
};

/** What is true of everybody at the moment at which the trigger brings them. */
const implied = (flow: FlowFile, { segmentConditions = {} }: Around): readonly Claim[] =>
  broughtBy(flow, segmentConditions).flatMap((item) => claimsOf({ item, path: ['trigger'] }));

const broughtBy = ({ trigger }: FlowFile, segments: SegmentConditions): readonly ConditionFile[] => {
  const events = eventsOf(trigger);
  if (events) return afterEvents(events);
  if ('segment' in trigger) return atSegment(trigger, segments);
  if ('inactive' in trigger) return afterSilence(trigger);
  if ('threshold' in trigger) return [atThreshold(trigger)];
  if ('date' in trigger)
    return trigger.date.startsWith('orders.') ? [BOUGHT] : [{ [trigger.date]: { exists: true } }];
  return [];
};

const atSegment = (
  { segment, when }: SegmentTrigger,
  segments: SegmentConditions,
): readonly ConditionFile[] => {
  const where = Object.hasOwn(segments, segment) ? segments[segment] : undefined;
  return when === 'left' ? [{ not: { segment } }] : [{ segment }, ...(where ? [where] : [])];
};

/** Who never had any of the events is not brought: one of them happened, but not lately. */
const afterSilence = ({
  inactive: { without, for: length },
}: InactivityTrigger): readonly ConditionFile[] => {
  const since = typeof length === 'string' ? length : length.atLeast;
  const [only, ...more] = without;
  return [
    ...without.map((event): ConditionFile => ({ not: { event, since } })),
    ...(only !== undefined && more.length === 0 ? [{ event: only }] : []),
  ];
};

const atThreshold = ({ threshold }: ThresholdTrigger): ConditionFile =>
  'spend' in threshold
    ? { 'orders.spent': { gte: threshold.spend } }
    : { 'customer.points': { gte: threshold.points } };

const BOUGHT: ConditionFile = { 'orders.count': { gte: 1 } };

/** It happened just now; a minute is the shortest time that a condition can look back over. */
const afterEvents = ([event, ...others]: readonly string[]): readonly ConditionFile[] =>
  event === undefined || others.length > 0
    ? []
    : [{ event, since: '1m' }, ...(event === 'order.placed' ? [BOUGHT] : [])];

/**
 * What must be true of everybody who may get one of the flow's messages: marketing goes to those alone who
 * agreed to it on the channel (§7(2) UWG). Mails that ask for that agreement are the exception.
 */
const allowedOnly = (flow: FlowFile, { existingCustomers = true }: Around): readonly Claim[] => {
  const channels = new Set(
    templatesUsed(flow)
      .filter(({ path }) => path.at(-1) !== 'notify')
      .map(({ item }) => item.channel),
  );
  const [channel, ...others] = [...channels];
  const asksForConsent = allSteps(flow).some(({ item }) => /opt-in|consent|renew/.test(item.id));
  if (flow.purpose !== 'marketing' || existingCustomers || !channel || others.length > 0 || asksForConsent)
    return [];
  return claimsOf({ item: { [`consent.${channel}`]: { eq: 'given' } }, path: ['steps'] });
};

const never = (a: string, b: string): Text => ({
  de: `Das gilt für niemanden: ${a} und ${b} schließen einander aus.`,
  en: `Nobody fulfils this: ${a} and ${b} exclude each other.`,
});

const shutOut = (a: string, b: string): Text => ({
  de: `Diese Bedingung schließt alle aus, die der Auslöser bringt: Für sie gilt ${a}, hier wird ${b} verlangt. Niemand bekäme diesen Flow.`,
  en: `This condition shuts out everybody whom the trigger brings: ${a} holds for them, and ${b} is asked for here. Nobody would get this flow.`,
});

const unwritten = (a: string, b: string): Text => ({
  de: `Werbung geht nur an Kunden mit ${a} (§7 Abs. 2 UWG), hier wird ${b} verlangt: Jede Nachricht würde übersprungen.`,
  en: `Marketing goes only to customers with ${a} (§7(2) UWG), and ${b} is asked for here: every message would be skipped.`,
});
