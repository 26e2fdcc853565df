/**
 * Compiles and checks a trigger about a product in the catalogue: an event of our own, about people who wait
 * for that product, one run for each product.
 */
import type { Condition } from '../conditions/condition.ts';
import { NEWS, WISH_KINDS } from '../events/catalogue-news.ts';
import type { CompiledFlow, Program } from '../program/program.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding } from './problem.ts';
import type { CatalogueTrigger } from './trigger-schema.ts';

export const compileCatalogue = ({
  catalogue,
  for: kinds,
  by,
}: CatalogueTrigger): CompiledFlow['trigger'] => {
  const wishes = WISH_KINDS.filter((kind) => kinds.includes(kind));
  const waits: Condition = {
    kind: 'any',
    of: wishes.map((kind) => ({ kind: 'fact', path: 'event.wishes', test: { contains: kind } })),
  };
  const fallen: Condition | undefined =
    by === undefined ? undefined : { kind: 'fact', path: 'event.percent', test: { gte: by } };
  return {
    on: NEWS[catalogue],
    where: fallen ? { kind: 'all', of: [waits, fallen] } : waits,
    restart: false,
    per: 'product',
    news: catalogue,
    wishes,
  };
};

/** Whom the flows tell, and since which publish somebody does; undefined where no flow does. */
export const wishesAsked = (
  flows: readonly CompiledFlow[],
  { previous, seq }: Readonly<{ previous?: Program; seq: number }>,
): Program['wishes'] => {
  const asked = flows
    .filter(({ status }) => status !== 'draft')
    .flatMap(({ trigger: { wishes = [] } }) => wishes);
  const kinds = WISH_KINDS.filter((kind) => asked.includes(kind));
  if (kinds.length === 0) return undefined;
  const before = previous?.wishes;
  const same = before && kinds.every((kind) => before.kinds.includes(kind));
  return { kinds, seq: same ? before.seq : seq };
};

export const checkCatalogue = ({ trigger, purpose }: FlowFile): readonly Finding[] => {
  if (!('catalogue' in trigger)) return [];
  const { catalogue, by } = trigger;
  const asked = catalogue === 'back-in-stock' && trigger.for.every((kind) => kind === 'wanted');
  return [
    ...(by !== undefined && catalogue !== 'price-drop' ? [error(['trigger', 'by'], NO_FALL, 'key')] : []),
    ...(purpose === 'transactional' && !asked ? [error(['purpose'], ADVERTISING)] : []),
  ];
};

const NO_FALL = {
  de: '„by“ gibt es nur bei "price-drop". Nehmen Sie es heraus.',
  en: '"by" is for "price-drop" only. Take it out.',
};

const ADVERTISING = {
  de: 'Wer nicht selbst darum gebeten hat, bekommt damit Werbung (§7 UWG); sie darf nicht „transactional“ sein. Nehmen Sie „purpose“ heraus, oder nennen Sie bei "back-in-stock" nur "for": ["wanted"].',
  en: 'For whoever did not ask for it this is advertising (§7 UWG), and must not be "transactional". Take "purpose" out, or name only "for": ["wanted"] with "back-in-stock".',
};
