/**
 * Checks a trigger that is no event for what a schema cannot see: which facts are dates and which way, which
 * segments there are, and which currency.
 */
import type { CompiledFlow } from '../program/program.ts';
import type { Instant } from '../time/instant.ts';
import { momentOfDay } from '../time/moment-of-day.ts';
import { type ConditionWorld, doubtfulAmounts, unknownSegments } from './check-condition.ts';
import { compileWatch } from './compile-watch.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, warning } from './problem.ts';
import type { ScheduleTrigger, ThresholdTrigger } from './trigger-schema.ts';

/** Facts that are dates; the shop's own facts are dates where they are written like one. */
const DATE_FACTS = ['customer.birthday', 'orders.first_at', 'orders.last_at'];
const OWN_FACT = 'customer.attributes.';

/** Whether a newsletter would come too late for everybody; `perhaps` where nobody knows what has run. */
export type IsOver = (trigger: ScheduleTrigger) => 'over' | 'perhaps' | undefined;

type World = ConditionWorld & Readonly<{ isOver?: IsOver }>;

export const checkWatch = (flow: FlowFile, world: World): readonly Finding[] => {
  const { trigger } = flow;
  if ('segment' in trigger) return unknownSegments(trigger.segment, ['trigger'], world);
  if ('threshold' in trigger) return checkThreshold(trigger, world);
  if ('schedule' in trigger) return checkSchedule(trigger, flow, world);
  if (!('date' in trigger)) return [];
  const { date, before, after } = trigger;
  const known = DATE_FACTS.includes(date) || date.startsWith(OWN_FACT);
  return [
    ...(known ? [] : [error(['trigger', 'date'], noDate(date))]),
    ...(before !== undefined && after !== undefined ? [error(['trigger', 'after'], BOTH_WAYS, 'key')] : []),
  ];
};

/** A draft may lie there with whatever date: it starts for nobody. */
const checkSchedule = (
  trigger: ScheduleTrigger,
  { audience, status }: FlowFile,
  { isOver }: World,
): readonly Finding[] => {
  const { schedule } = trigger;
  const over = status === 'draft' ? undefined : isOver?.(trigger);
  const tell = over === 'perhaps' ? warning : error;
  return [
    ...(over && 'date' in schedule ? [tell(['trigger', 'schedule', 'date'], isPast(schedule))] : []),
    ...(audience === undefined ? [warning(['trigger', 'schedule'], TO_EVERYBODY, 'key')] : []),
  ];
};

/** One that was live before is left alone: it has run, and its file may stay. */
export const overFor =
  (previous: CompiledFlow | undefined, { now, alone }: Readonly<{ now: Instant; alone?: true }>): IsOver =>
  (trigger) => {
    const watch = compileWatch(trigger);
    if (watch.kind !== 'schedule' || !('day' in watch.on)) return undefined;
    const hasRun = previous?.status !== 'draft' && isSame(previous?.trigger.watch, watch);
    if (hasRun || momentOfDay(watch.on.day, watch, LAST_ZONE) >= now) return undefined;
    return alone ? 'perhaps' : 'over';
  };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Twelve hours behind UTC, where a day ends last; POSIX writes it with the other sign. */
const LAST_ZONE = 'Etc/GMT+12';

const isPast = ({ date, at }: Readonly<{ date: string; at: string }>) => ({
  de: `Der ${date}, ${at} Uhr, ist überall vorbei: Wenn dieser Newsletter nicht schon lief, bekäme ihn niemand. Tragen Sie einen späteren Tag ein, oder setzen Sie "status": "draft".`,
  en: `${date}, ${at}, has passed everywhere: unless it has run, nobody would get this newsletter. Write a later day, or set "status": "draft".`,
});

const TO_EVERYBODY = {
  de: 'Ohne „audience“ geht dieser Newsletter an alle, denen geschrieben werden darf. Wer gemeint ist, sagt zum Beispiel "audience": { "segment": "stammkunden" }.',
  en: 'Without "audience" this newsletter goes to everybody who may be written to. Say who is meant, for example "audience": { "segment": "regulars" }.',
};

const checkThreshold = ({ threshold }: ThresholdTrigger, world: ConditionWorld): readonly Finding[] =>
  'points' in threshold && world.points === false
    ? [error(['trigger', 'threshold', 'points'], NO_POINTS, 'key')]
    : doubtfulAmounts(threshold, ['trigger', 'threshold'], world);

const NO_POINTS = {
  de: 'Der Shop vergibt keine Punkte. Tragen Sie in settings.json die Regel ein: "loyalty": { "points": { "per": { "amount": 100, "currency": "EUR" }, "expire": "365d" } }.',
  en: 'The shop gives no points. Write the rule into settings.json: "loyalty": { "points": { "per": { "amount": 100, "currency": "EUR" }, "expire": "365d" } }.',
};

const noDate = (fact: string) => {
  const words = allowedWords(fact, [...DATE_FACTS, `${OWN_FACT}<name>`]);
  return {
    de: `„${fact}“ ist kein Datum.${words.de}`,
    en: `"${fact}" is no date.${words.en}`,
  };
};

const BOTH_WAYS = {
  de: '„before“ und „after“ schließen einander aus. Lassen Sie eines davon weg.',
  en: '"before" and "after" exclude each other. Leave out one of them.',
};
