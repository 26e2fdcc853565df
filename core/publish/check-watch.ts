/**
 * Checks a trigger that is no event for what a schema cannot see: which facts are dates and which way, which
 * segments there are, and which currency.
 */
import { type ConditionWorld, doubtfulAmounts, unknownSegments } from './check-condition.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding } from './problem.ts';
import type { ThresholdTrigger } from './trigger-schema.ts';

/** Facts that are dates; the shop's own facts are dates where they are written like one. */
const DATE_FACTS = ['customer.birthday', 'orders.first_at', 'orders.last_at'];
const OWN_FACT = 'customer.attributes.';

export const checkWatch = ({ trigger }: FlowFile, world: ConditionWorld): readonly Finding[] => {
  if ('segment' in trigger) return unknownSegments(trigger.segment, ['trigger'], world);
  if ('threshold' in trigger) return checkThreshold(trigger, world);
  if (!('date' in trigger)) return [];
  const { date, before, after } = trigger;
  const known = DATE_FACTS.includes(date) || date.startsWith(OWN_FACT);
  return [
    ...(known ? [] : [error(['trigger', 'date'], noDate(date))]),
    ...(before !== undefined && after !== undefined ? [error(['trigger', 'after'], BOTH_WAYS, 'key')] : []),
  ];
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
