/** The subject of an event: the cart, checkout or order. Events with one subject are about the same one. */
import type { DomainEvent } from './event.ts';
import { textAt } from './read-data.ts';

export const subjectOf = (event: DomainEvent): string | undefined =>
  isOfOrder(event)
    ? textAt(event.data, 'order_id')
    : (textAt(event.data, 'checkout_id') ?? textAt(event.data, 'cart_id'));

/** Its subject is the order, and no cart, although some shops know both by one number. */
export const isOfOrder = ({ name }: Pick<DomainEvent, 'name'>): boolean => name.startsWith('order.');
