/** What the customer is told of a product that they wait for, as the walk along a waiting list tells it. */
import type { Product, ProductNews } from '../core/catalogue/product.ts';
import { begunWith, stretchOf } from '../core/catalogue/telling.ts';
import { NEWS, NEWS_KINDS } from '../core/events/catalogue-news.ts';
import type { DomainEvent } from '../core/events/event.ts';
import { present } from '../core/present.ts';
import type { Program } from '../core/program/program.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Instant } from '../core/time/instant.ts';

type Learned = Readonly<{ product: Product; news?: ProductNews }>;

/** Nobody else stands on the list, so that stock is short only where nothing is left at all. */
export const newsFor = (
  { id: profileId, wishes = [] }: Profile,
  { product, news }: Learned,
  { program, now }: Readonly<{ program: Program; now: Instant }>,
): readonly DomainEvent[] => {
  const telling = news && begunWith(undefined, { product: product.id, ...news }, now);
  if (!telling) return [];
  const list = wishes
    .filter((wish) => wish.product === product.id)
    .map(({ variant, by, price }) => present({ profileId, variant, by, price }));
  const kinds = NEWS_KINDS.filter((kind) => program.triggers[NEWS[kind]] !== undefined);
  const { perPiece } = program.settings.waiting;
  return stretchOf({ telling, product, list, kinds, perPiece, now }).told.map(({ event }) => event);
};
