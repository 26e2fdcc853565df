/**
 * Checks a trigger that is no event for what a schema cannot see: which facts are dates and which way, which
 * segments there are, and which currency.
 */
import { type ConditionWorld, otherCurrency, unknownSegments } from './check-condition.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding } from './problem.ts';

/** Facts that are dates; the shop's own facts are dates where they are written like one. */
const DATE_FACTS = ['customer.birthday', 'orders.first_at', 'orders.last_at'];
const OWN_FACT = 'customer.attributes.';

export const checkWatch = ({ trigger }: FlowFile, world: ConditionWorld): readonly Finding[] => {
  if ('segment' in trigger) return unknownSegments(trigger.segment, ['trigger'], world);
  if ('threshold' in trigger) return otherCurrency(trigger.threshold, ['trigger', 'threshold'], world);
  if (!('date' in trigger)) return [];
  const { date, before, after } = trigger;
  const known = DATE_FACTS.includes(date) || date.startsWith(OWN_FACT);
  return [
    ...(known ? [] : [error(['trigger', 'date'], noDate(date))]),
    ...(before !== undefined && after !== undefined ? [error(['trigger', 'after'], BOTH_WAYS, 'key')] : []),
  ];
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
