/** Checks the steps that write down and tell: what they write must be something, what they tell must be ours. */
import { EVENT_NAMES } from '../events/event.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, warning } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { allSteps, eventsEmitted, type Visited } from './visit-flow.ts';

export const checkActs = (flow: FlowFile, tiers: readonly string[] | undefined): readonly Finding[] => [
  ...allSteps(flow).flatMap(checkSet),
  ...allSteps(flow).flatMap(unknownDate),
  ...(tiers ? allSteps(flow).flatMap((step) => unknownTier(step, tiers)) : []),
  ...eventsEmitted(flow)
    .filter(({ item }) => EVENT_NAMES.some((name) => name === item))
    .map(({ item, path }) => error(path, notOwn(item))),
];

const checkSet = ({ item, path }: Visited<StepFile>): readonly Finding[] => {
  if (!('set' in item)) return [];
  const { attributes = {}, addTags = [], removeTags = [], tier } = item.set;
  const both = addTags.filter((tag) => removeTags.includes(tag));
  const count = Object.keys(attributes).length + addTags.length + removeTags.length;
  return [
    ...(count === 0 && tier === undefined ? [error([...path, 'set'], NOTHING)] : []),
    ...both.map((tag) => warning([...path, 'set', 'removeTags', removeTags.indexOf(tag)], inBoth(tag))),
  ];
};

/** A date comes from the customer, or from an event that starts the flow or ends a wait. */
const unknownDate = ({ item, path }: Visited<StepFile>): readonly Finding[] => {
  if (!('wait' in item) || typeof item.wait === 'string' || !('date' in item.wait.until)) return [];
  const { date } = item.wait.until;
  const known = DATE_PATHS.some((one) => (one.endsWith('.') ? date.startsWith(one) : date === one));
  const words = allowedWords(
    date,
    DATE_PATHS.map((one) => (one.endsWith('.') ? `${one}<name>` : one)),
  );
  return known
    ? []
    : [
        error([...path, 'wait', 'until', 'date'], {
          de: `Ein Datum „${date}“ gibt es nicht.${words.de}`,
          en: `There is no date "${date}".${words.en}`,
        }),
      ];
};

const DATE_PATHS = [
  'customer.birthday',
  'customer.attributes.',
  'event.',
  'shipment.',
  'order.',
  'checkout.',
];

const unknownTier = ({ item, path }: Visited<StepFile>, tiers: readonly string[]): readonly Finding[] => {
  const tier = 'set' in item ? item.set.tier : undefined;
  if (tier === undefined || tiers.includes(tier)) return [];
  const words = allowedWords(tier, tiers);
  return [
    error([...path, 'set', 'tier'], {
      de: `Die Stufe „${tier}“ gibt es nicht.${words.de} Stufen stehen in settings.json unter loyalty.`,
      en: `There is no tier "${tier}".${words.en} Tiers are listed in settings.json under loyalty.`,
    }),
  ];
};

const NOTHING = {
  de: '„set“ schreibt nichts auf. Es fehlt zum Beispiel "addTags": ["vip"] oder "attributes": { "size": "m" }.',
  en: '"set" writes nothing down. Add for example "addTags": ["vip"] or "attributes": { "size": "m" }.',
};

const inBoth = (tag: string) => ({
  de: `„${tag}“ steht in addTags und in removeTags; es bleibt gesetzt.`,
  en: `"${tag}" is in addTags and in removeTags; it stays set.`,
});

const notOwn = (event: string) => ({
  de: `„${event}“ sagt, was wirklich geschah, und lässt sich nicht aussenden. Nehmen Sie ein eigenes Ereignis, zum Beispiel "acme.ping", und nennen Sie es in settings.json unter customEvents.`,
  en: `"${event}" tells what really happened, and cannot be emitted. Use an event of your own, for example "acme.ping", and list it in settings.json under customEvents.`,
});
