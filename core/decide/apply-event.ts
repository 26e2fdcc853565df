/** Writes what an event says into the profile: person, consents, history, carts, orders. Starts and stops nothing. */
import { mergeConsent } from '../consent.ts';
import type { DomainEvent } from '../event.ts';
import { LIMITS } from '../limits.ts';
import type { Basis, CartFacts, Consent, Person } from '../profile.ts';
import { CHANNELS, type Channel, PURPOSES } from '../reason.ts';
import { moneyAt, objectAt, piecesOf, productsOf, textAt } from '../read-data.ts';
import { type Draft, patch, tell } from './draft.ts';
import { applyOrder } from './apply-order.ts';
import { applyHistory, keepNewest } from './history.ts';

/** Answers false where the event is a repeat of one that is known under another id: it then starts nothing. */
export const applyEvent = (draft: Draft, event: DomainEvent): boolean => {
  const { eventId, ...shown } = { eventId: event.id, at: event.at, event: event.name, source: event.source, data: event.data };
  tell(draft, { type: 'event', eventId, ...shown, ...(event.statedAt === undefined ? {} : { statedAt: event.statedAt }) });
  applyPerson(draft, event);
  applyConsent(draft, event);
  applySuppression(draft, event);
  applyCart(draft, event);
  const fresh = applyOrder(draft, event);
  if (fresh) applyHistory(draft, event.name, event.at);
  return fresh;
};

/** Absent never means "clear what we have"; older news only fills what is empty. */
const applyPerson = (draft: Draft, event: DomainEvent): void => {
  const customer = objectAt(event.data, 'customer');
  const identity = (kind: string) => event.identities.find((candidate) => candidate.kind === kind)?.value;
  const phone = identity('phone');
  const stated: Partial<Person> = dropAbsent({
    email: identity('email'),
    phone,
    customerId: textAt(customer, 'customer_id'),
    firstName: textAt(customer, 'first_name'),
    lastName: textAt(customer, 'last_name'),
    locale: textAt(customer, 'locale'),
    country: textAt(customer, 'country'),
    timeZone: textAt(customer, 'time_zone'),
    birthday: textAt(customer, 'birthday'),
  });
  if (Object.keys(stated).length === 0) return;
  const known = draft.profile.person;
  const newer = event.at >= known.asOf;
  patch(draft, { person: newer ? { ...known, ...stated, asOf: event.at } : { ...stated, ...known } });
};

const dropAbsent = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

const CONSENT_STATES: Readonly<Record<string, Consent['state']>> = {
  'consent.requested': 'requested',
  'consent.given': 'given',
  'consent.withdrawn': 'withdrawn',
};
const BASES: readonly Basis[] = ['double-opt-in', 'single-opt-in'];

const applyConsent = (draft: Draft, event: DomainEvent): void => {
  const state = CONSENT_STATES[event.name];
  if (!state) return;
  const channel = CHANNELS.find((name) => name === event.data.channel) ?? 'email';
  const purpose = PURPOSES.find((name) => name === event.data.purpose) ?? 'marketing';
  const basis = BASES.find((name) => name === event.data.basis);
  const evidence = objectAt(event.data, 'evidence');
  const textVersion = textAt(evidence, 'text_version');
  const source = textAt(evidence, 'source');
  const stated: Consent = {
    state,
    at: event.at,
    ref: draft.ref,
    ...(basis ? { basis } : {}),
    ...(textVersion ? { textVersion } : {}),
    ...(source ? { source } : {}),
  };
  const key = `${channel}/${purpose}` as const;
  patch(draft, { consents: { ...draft.profile.consents, [key]: mergeConsent(draft.profile.consents[key], stated) } });
  tell(draft, { type: 'consent', at: event.at, channel, purpose, state, ...(basis ? { basis } : {}), evidence });
};

/** Hard bounces and complaints end everything on their channel; soft ones are only counted in the history. */
const applySuppression = (draft: Draft, event: DomainEvent): void => {
  const hard = event.name === 'message.bounced' && event.data.kind === 'permanent';
  if (!hard && event.name !== 'message.complained') return;
  const channel: Channel = CHANNELS.find((name) => name === event.data.channel) ?? 'email';
  const known = draft.profile.suppressions[channel];
  const reason = hard ? ('bounce' as const) : ('complaint' as const);
  patch(draft, { suppressions: { ...draft.profile.suppressions, [channel]: known ?? { reason, at: event.at } } });
};

/** The newest word about a cart counts, whatever order they arrive in. A completed checkout counts as empty: nothing is left to remind of. */
const applyCart = (draft: Draft, event: DomainEvent): void => {
  if (event.name !== 'checkout.updated' && event.name !== 'cart.updated') return;
  const cartId = textAt(event.data, 'cart_id');
  const id = textAt(event.data, 'checkout_id') ?? cartId;
  if (id === undefined) return;
  const known = draft.profile.carts.find((cart) => cart.id === id);
  if (known && known.at > event.at) return;
  const pieces = event.data.completed === true ? 0 : piecesOf(event.data);
  const facts: CartFacts = {
    id,
    at: event.at,
    total: moneyAt(event.data, 'total'),
    pieces,
    products: productsOf(event.data),
    ref: draft.ref,
    ...(cartId && cartId !== id ? { cartId } : {}),
  };
  const others = draft.profile.carts.filter((cart) => cart.id !== id);
  patch(draft, { carts: keepNewest([...others, facts], LIMITS.checkoutsPerProfile) });
};
