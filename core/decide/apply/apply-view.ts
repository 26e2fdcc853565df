/** Remembers which products somebody has looked at: each once, with the last time. */
import type { DomainEvent } from '../../events/event.ts';
import { categoriesOf, objectAt, textAt } from '../../events/read-data.ts';
import { present } from '../../present.ts';
import { withViews } from '../../state/views.ts';
import { type Draft, patch } from '../draft.ts';

export const applyView = (draft: Draft, event: DomainEvent): void => {
  if (event.name !== 'product.viewed') return;
  const product = objectAt(event.data, 'product');
  const id = textAt(product, 'product_id');
  if (id === undefined) return;
  const categories = categoriesOf(product);
  const view = {
    ...present({ id, at: event.at, categories: categories.length > 0 ? categories : undefined }),
    ref: draft.ref,
  };
  patch(draft, { views: withViews(draft.profile.views, [view]) });
};
