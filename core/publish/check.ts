/**
 * Checks a flow for what a schema cannot see: names that do not exist, ids used twice, steps that cannot be
 * reached.
 */

import { LIMITS } from '../limits.ts';
import type { Channel } from '../reason.ts';
import { checkCatalogue } from './catalogue-trigger.ts';
import { checkActs } from './check-acts.ts';
import { checkCalls } from './check-calls.ts';
import { type ConditionWorld, checkCondition } from './check-condition.ts';
import { type CouponWorld, checkCoupons } from './check-coupons.ts';
import { checkLetters, type LacksOf } from './check-letters.ts';
import { checkNotify } from './check-notify.ts';
import { checkWatch, type IsOver } from './check-watch.ts';
import { contradictions, type SegmentConditions } from './contradictions.ts';
import { allowedWords } from './did-you-mean.ts';
import { fieldsOfNoEvent, fieldsOfSomeEvents } from './event-facts.ts';
import type { FlowFile } from './flow-schema.ts';
import { lostEvents } from './lost-events.ts';
import { meantEvent } from './meant-events.ts';
import { perOrderFindings } from './per-order.ts';
import { error, type Finding, warning } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { advertisingAsTransactional } from './transactional.ts';
import { type EventFieldsOf, unfilled } from './unfilled.ts';
import {
  allConditions,
  allEventNames,
  allSteps,
  type StepList,
  stepLists,
  type TemplateUse,
  templatesUsed,
  type Visited,
} from './visit-flow.ts';

/**
 * The names a flow may refer to. A part is absent where settings.json is unclear about it, and nothing is
 * checked against it then.
 */
export type World = ConditionWorld &
  Readonly<{
    events?: readonly string[];
    /** Template name to the languages of its files, per channel. */
    templates: Readonly<Record<Channel, Readonly<Record<string, readonly string[]>>>>;
    /** Channels that settings.json has set up. */
    channels?: readonly Channel[];
    locales?: readonly string[];
    /** Loyalty tiers that settings.json lists. */
    tiers?: readonly string[];
    /** What the mails may lack. */
    lacksOf?: LacksOf;
    /** Pools of coupons, and which templates show a code. */
    coupons?: CouponWorld;
    segmentConditions?: SegmentConditions;
    eventFields?: EventFieldsOf;
    existingCustomers?: boolean;
    isOver?: IsOver;
  }>;

export const checkFlow = (flow: FlowFile, world: World): readonly Finding[] => [
  ...checkWatch(flow, world),
  ...checkCatalogue(flow),
  ...repeatedIds(flow),
  ...unknownEvents(flow, world),
  ...unknownTemplates(flow, world),
  ...allConditions(flow).flatMap((condition) => checkCondition(condition, world, 'flow')),
  ...fieldsOfNoEvent(flow),
  ...fieldsOfSomeEvents(flow),
  ...lostEvents(flow),
  ...contradictions(flow, world),
  ...perOrderFindings(flow),
  ...checkActs(flow, world.tiers),
  ...checkNotify(flow, world),
  ...checkCalls(flow),
  ...(world.coupons ? checkCoupons(flow, world.coupons) : []),
  ...(world.lacksOf ? checkLetters(flow, world.lacksOf) : []),
  ...unfilled(flow, world),
  ...stepLists(flow).flatMap(unreachedSteps),
  ...lastWaits(flow),
  ...splitsWithoutWeight(flow),
  ...restartWithoutWait(flow),
  ...advertisingAsTransactional(flow),
];

const repeatedIds = (flow: FlowFile): readonly Finding[] => {
  const steps = allSteps(flow);
  const tooMany =
    steps.length > LIMITS.stepsPerFlow
      ? [
          error(['steps'], {
            de: `Zu viele Schritte: ${steps.length}. Höchstens ${LIMITS.stepsPerFlow}.`,
            en: `Too many steps: ${steps.length}. At most ${LIMITS.stepsPerFlow}.`,
          }),
        ]
      : [];
  const repeated = steps.filter(
    ({ item }, index) => steps.findIndex((other) => other.item.id === item.id) < index,
  );
  const say = (id: string) => ({
    de: `Die id „${id}“ gibt es in diesem Flow schon. Jeder Schritt braucht seine eigene, zum Beispiel „${id}-2“.`,
    en: `The id "${id}" is already used in this flow. Every step needs its own, for example "${id}-2".`,
  });
  return [...tooMany, ...repeated.map(({ item, path }) => error([...path, 'id'], say(item.id)))];
};

const unknownEvents = (flow: FlowFile, { events }: World): readonly Finding[] => {
  if (!events) return [];
  return allEventNames(flow)
    .filter(({ item }) => !events.includes(item))
    .map(({ item, path }) => {
      const words = allowedWords(item, events, meantEvent(item));
      return error(path, {
        de: `Das Ereignis „${item}“ ist unbekannt.${words.de} Eigene Ereignisse stehen in settings.json unter customEvents.`,
        en: `The event "${item}" is unknown.${words.en} Own events are listed in settings.json under customEvents.`,
      });
    });
};

const unknownTemplates = (flow: FlowFile, world: World): readonly Finding[] =>
  templatesUsed(flow).flatMap((use) => [...templateFindings(use, world), ...channelFindings(use, world)]);

const ENDINGS = { email: 'mjml', whatsapp: 'whatsapp.json' } as const;

const templateFindings = (
  { item, path }: Visited<TemplateUse>,
  { templates, locales = [] }: World,
): readonly Finding[] => {
  const { channel, template } = item;
  const known = templates[channel];
  const has = Object.hasOwn(known, template) ? known[template] : undefined;
  const at = [...path, 'template'];
  if (!has) {
    const words = allowedWords(template, Object.keys(known));
    const [de, en] = channel === 'whatsapp' ? [' für WhatsApp', ' for WhatsApp'] : ['', ''];
    return [
      error(at, {
        de: `Die Vorlage „${template}“ gibt es${de} nicht.${words.de}`,
        en: `There is no template "${template}"${en}.${words.en}`,
      }),
    ];
  }
  return locales
    .filter((locale) => !has.includes(locale))
    .map((locale) => {
      const file = `templates/${template}.${locale}.${ENDINGS[channel]}`;
      return error(at, {
        de: `Der Vorlage „${template}“ fehlt die Sprache „${locale}“. Legen Sie ${file} an, oder nehmen Sie „${locale}“ in settings.json aus locales.`,
        en: `The template "${template}" lacks the language "${locale}". Add ${file}, or take "${locale}" out of locales in settings.json.`,
      });
    });
};

/**
 * Returns a warning only: the flow may be written before the number is set up, and a fallback may be used
 * until then.
 */
const channelFindings = ({ item, path }: Visited<TemplateUse>, { channels }: World): readonly Finding[] =>
  !channels || channels.includes(item.channel)
    ? []
    : [
        warning([...path, 'channel'], {
          de: 'WhatsApp ist in settings.json nicht eingerichtet („whatsapp“ ist null): Diese Nachricht wird mit „channel-off“ übersprungen.',
          en: 'WhatsApp is not set up in settings.json ("whatsapp" is null): this message is skipped with "channel-off".',
        }),
      ];

const unreachedSteps = ({ item, path }: StepList): readonly Finding[] => {
  const end = item.findIndex((step) => 'exit' in step || 'forget' in step);
  const next = end < 0 ? undefined : item[end + 1];
  const what = 'exit' in (item[end] ?? {}) ? 'exit' : 'forget';
  return next
    ? [
        warning([...path, end + 1], {
          de: `Ab „${next.id}“ wird nichts mehr erreicht: davor steht ein ${what}.`,
          en: `Nothing from "${next.id}" on is ever reached: there is ${what === 'exit' ? 'an exit' : 'a forget'} before it.`,
        }),
      ]
    : [];
};

const lastWaits = ({ steps }: FlowFile): readonly Finding[] => {
  const last = steps.at(-1);
  return last && 'wait' in last
    ? [
        warning(['steps', steps.length - 1], {
          de: `Nach dem Warten „${last.id}“ kommt nichts mehr.`,
          en: `Nothing comes after the wait "${last.id}".`,
        }),
      ]
    : [];
};

const splitsWithoutWeight = (flow: FlowFile): readonly Finding[] =>
  allSteps(flow)
    .filter(({ item }) => 'split' in item && item.split.every(({ weight }) => weight === 0))
    .map(({ path }) =>
      error([...path, 'split'], {
        de: 'Alle Gewichte sind 0. Mindestens eine Variante braucht ein Gewicht.',
        en: 'All weights are 0. At least one variant needs a weight.',
      }),
    );

const restartWithoutWait = ({ trigger, steps }: FlowFile): readonly Finding[] => {
  const [first] = steps;
  if (!('on' in trigger && trigger.restart) || (first && isWait(first))) return [];
  return [
    warning(
      ['trigger', 'restart'],
      {
        de: '„restart“ bewirkt nichts: der erste Schritt wartet nicht.',
        en: '"restart" does nothing: the first step does not wait.',
      },
      'key',
    ),
  ];
};

const isWait = (step: StepFile): boolean => 'wait' in step;
