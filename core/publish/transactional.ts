/**
 * Finds advertising that calls itself transactional: review requests, surveys and selling are advertising and
 * need a legal basis (BGH VI ZR 225/17, §7 UWG).
 */

import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path, type Text } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { allSteps, type Visited } from './visit-flow.ts';

/**
 * The step's own id and the names of its templates show what a message is for. So does `topic`, which only
 * marketing has.
 */
export const advertisingAsTransactional = (flow: FlowFile): readonly Finding[] => {
  if (flow.purpose !== 'transactional') return [];
  const topic = flow.topic === undefined ? [] : [error(['topic'], hasTopic(flow.topic))];
  return [...topic, ...allSteps(flow).flatMap(advertisingStep)];
};

type Named = Readonly<{ name: string; path: Path }>;

const advertisingStep = ({ item, path }: Visited<StepFile>): readonly Finding[] => {
  if (!('send' in item)) return [];
  const { template, fallback, topic } = item.send;
  const names: readonly Named[] = [
    { name: item.id, path: [...path, 'id'] },
    { name: template, path: [...path, 'send', 'template'] },
    ...(fallback ? [{ name: fallback.template, path: [...path, 'send', 'fallback', 'template'] }] : []),
  ];
  if (topic !== undefined) return [error([...path, 'send', 'topic'], hasTopic(topic))];
  const told = names.find(({ name }) => REVIEWS.test(name) || SELLING.test(name));
  return told
    ? [error(told.path, REVIEWS.test(told.name) ? asksForOpinion(told.name) : sells(told.name))]
    : [];
};

/** Matches whole words between hyphens, so that `preview` is no review. */
const REVIEWS = /(^|-)(reviews?|surveys?|ratings?|nps|bewertung(en)?|rezension(en)?|umfragen?)(-|$)/;
const SELLING =
  /(^|-)(cross-?sell(ing)?|up-?sell(ing)?|recommend(s|ation|ations)?|empfehlung(en)?|newsletter)(-|$)/;

const HOW: Text = {
  de: 'Nehmen Sie „purpose“ heraus (dann ist der Flow Werbung und geht nur an Menschen mit Einwilligung), oder legen Sie den Schritt in einen eigenen Flow.',
  en: 'Take "purpose" out (the flow is then marketing and reaches only people with consent), or put the step into a flow of its own.',
};

const asksForOpinion = (name: string): Text => ({
  de: `„${name}“ bittet um eine Bewertung oder Meinung. Das ist Werbung (BGH VI ZR 225/17) und darf nicht „transactional“ sein. ${HOW.de}`,
  en: `"${name}" asks for a review or an opinion. In Germany that is advertising (BGH VI ZR 225/17) and must not be "transactional". ${HOW.en}`,
});

const sells = (name: string): Text => ({
  de: `„${name}“ verkauft oder empfiehlt etwas. Das ist Werbung (§7 UWG) und darf nicht „transactional“ sein. ${HOW.de}`,
  en: `"${name}" sells or recommends something. That is advertising (§7 UWG) and must not be "transactional". ${HOW.en}`,
});

const hasTopic = (topic: string): Text => ({
  de: `„topic“: "${topic}" gibt es nur bei Werbung; eine Nachricht zum Vertrag lässt sich nicht abbestellen. Nehmen Sie „topic“ heraus, oder „purpose“.`,
  en: `"topic": "${topic}" is for marketing only; nobody can unsubscribe from a message under contract. Take out "topic", or "purpose".`,
});
