/**
 * Finds messages that nobody can get, because they show what this trigger never brings (a cart where no cart
 * starts the flow), and parts of them that stay empty for everybody.
 */
import { fieldsOf, mayHave } from '../events/event-paths.ts';
import type { CompiledTemplate } from '../program/program.ts';
import type { Channel } from '../reason.ts';
import type { ConditionWorld } from './check-condition.ts';
import type { CouponWorld } from './check-coupons.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path, type Text, warning } from './problem.ts';
import { eventsOf, templatesUsed } from './visit-flow.ts';

/** What a template shows of the event that started the flow: the paths behind `event.`. */
export type EventFieldsOf = (channel: Channel, template: string) => readonly string[];

type World = ConditionWorld & Readonly<{ coupons?: CouponWorld; eventFields?: EventFieldsOf }>;
type Need = CompiledTemplate['needs'][number];

export const unfilled = (flow: FlowFile, { coupons, eventFields, points }: World): readonly Finding[] =>
  templatesUsed(flow).flatMap(({ item: { channel, template }, path }) => {
    const at = [...path, 'template'];
    const needs = coupons?.needs(channel, template) ?? [];
    return [
      ...needs.flatMap((need) => missing(flow, need, { template, at })),
      ...(points === false && needs.includes('points') ? pointless(flow, { template, at }) : []),
      ...(eventFields?.(channel, template) ?? []).flatMap((field) =>
        missingField(flow, field, { template, at }),
      ),
    ];
  });

type Where = Readonly<{ template: string; at: Path }>;

/** What a message about these may be started by, and what people call it. */
const BROUGHT_BY: Readonly<Partial<Record<Need, Readonly<{ events: readonly string[]; word: Text }>>>> = {
  checkout: { events: ['checkout.', 'cart.'], word: { de: 'einen Warenkorb', en: 'a cart' } },
  order: { events: ['order.'], word: { de: 'eine Bestellung', en: 'an order' } },
};

const missing = (flow: FlowFile, need: Need, { template, at }: Where): readonly Finding[] => {
  const { trigger } = flow;
  if (need === 'wanted') return 'catalogue' in trigger ? [] : [error(at, noProduct(template))];
  const about = BROUGHT_BY[need];
  const events = about && eventsBehind(flow);
  if (!events) return [];
  const without = events.filter((event) => !about.events.some((prefix) => event.startsWith(prefix)));
  // After a silence it is the last of the events that is told of, and that may be any of them.
  const some = without.length < events.length;
  if (some && (without.length === 0 || !('on' in trigger))) return [];
  return [(some ? warning : error)(at, notBrought(template, about.word, without))];
};

/**
 * The events of which one is told of; undefined where anything may be known: a run about one order knows what
 * else was told of it, and a threshold is reached by some event.
 */
const eventsBehind = ({ trigger }: FlowFile): readonly string[] | undefined => {
  if ('on' in trigger && trigger.per !== undefined) return undefined;
  const events = eventsOf(trigger);
  if (events) return events;
  if ('inactive' in trigger) return trigger.inactive.without;
  if ('schedule' in trigger) return [];
  return 'date' in trigger && trigger.date.startsWith('customer.') ? [] : undefined;
};

/** A flow that points start begins for nobody where there are none. */
const pointless = ({ trigger }: FlowFile, { template, at }: Where): readonly Finding[] =>
  'on' in trigger && [trigger.on].flat().every((event) => event.startsWith('points.'))
    ? []
    : [error(at, noPoints(template))];

/**
 * Warns only: templates ask for a field of the event by `{% if %}` or `| default:`, so that the message leaves
 * and this part of it stays empty.
 */
const missingField = (flow: FlowFile, field: string, { template, at }: Where): readonly Finding[] => {
  const { trigger } = flow;
  const events = eventsOf(trigger) ?? eventsBehind(flow);
  if (events?.length === 0) return [warning(at, noEvent(template, field))];
  const without = (events ?? []).filter((event) => !mayHave(event, field.split('.')));
  if (!events || without.length === 0) return [];
  const words = allowedWords(field, [...new Set(events.flatMap(fieldsOf))]);
  return [
    warning(at, {
      de: `Die Vorlage „${template}“ zeigt event.${field}, und ${without.join(', ')} hat das nicht: Dort steht dann nie etwas.${words.de}`,
      en: `The template "${template}" shows event.${field}, which ${without.join(', ')} does not have: nothing will ever stand there then.${words.en}`,
    }),
  ];
};

const notBrought = (template: string, { de, en }: Text, events: readonly string[]): Text => {
  const [der, the] =
    events.length > 0 ? [events.join(', '), events.join(', ')] : ['dieser Auslöser', 'this trigger'];
  return {
    de: `Die Vorlage „${template}“ zeigt ${de}, und ${der} bringt keinen mit: Wer so in den Flow kommt, bekommt diese Nachricht nicht.`,
    en: `The template "${template}" shows ${en}, and ${the} brings none: whoever comes into the flow by it does not get this message.`,
  };
};

const noProduct = (template: string): Text => ({
  de: `Die Vorlage „${template}“ zeigt products.wanted. Worauf jemand wartet, wissen nur Flows mit einem Auslöser "catalogue", zum Beispiel { "catalogue": "back-in-stock" }.`,
  en: `The template "${template}" shows products.wanted. Only flows with a "catalogue" trigger know what somebody waits for, for example { "catalogue": "back-in-stock" }.`,
});

const noPoints = (template: string): Text => ({
  de: `Die Vorlage „${template}“ zeigt Punkte, und der Shop vergibt keine: In settings.json fehlt loyalty.points. So bekommt niemand diese Nachricht.`,
  en: `The template "${template}" shows points, and the shop gives none: loyalty.points is missing in settings.json. So nobody gets this message.`,
});

const noEvent = (template: string, field: string): Text => ({
  de: `Die Vorlage „${template}“ zeigt event.${field}, aber kein Ereignis beginnt diesen Flow: Dort steht nie etwas.`,
  en: `The template "${template}" shows event.${field}, but no event starts this flow: nothing will ever stand there.`,
});
