/** Gives the pure engine one input at a time about one profile, under the rules of one cart flow. */
import { decide } from '../../core/decide/decide.ts';
import type { DomainEvent } from '../../core/events/event.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { cartFlow, controlsOf, programOf } from './flows.ts';
import { START } from './story.ts';

export const rules = { program: programOf([cartFlow()]), controls: controlsOf(), testReachesEveryone: false };

export const heard = (
  profileId: string,
  event: Partial<DomainEvent> & Pick<DomainEvent, 'id' | 'name'>,
): EventInput => ({
  kind: 'event',
  inputId: `in-${event.id}`,
  profileId,
  receivedAt: START,
  event: { at: START, source: 'test', identities: [], data: {}, ...event },
});
export const cart = {
  checkout_id: 'c-1',
  currency: 'EUR',
  total: '9.00',
  items: [{ product_id: '1', quantity: 1 }],
};

/** A customer who has agreed to e-mail, and of whom nothing else is known. */
export const known = decide(
  undefined,
  heard('1mail', {
    id: 'e2',
    name: 'consent.given',
    data: { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' },
  }),
  rules,
  START,
).state as Profile;
