/** The subject of an event: the cart, checkout or order. Events with one subject are about the same one. */
import type { DomainEvent } from './event.ts';
import { textAt } from './read-data.ts';

export const subjectOf = (event: DomainEvent): string | undefined =>
  event.name.startsWith('order.')
    ? textAt(event.data, 'order_id')
    : (textAt(event.data, 'checkout_id') ?? textAt(event.data, 'cart_id'));
