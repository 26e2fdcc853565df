/**
 * Learns identities from an event: identities that are proven, or that lead only to an anonymous past, are
 * linked to this profile (rule 10).
 */
import type { DomainEvent } from '../../events/event.ts';
import { isOrder } from '../../events/order-links.ts';
import { isNumber, isProven, strongerOf } from '../../identity/evidence.ts';
import type { Identity } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import type { Known } from '../../state/profile.ts';
import { boundedIdentities } from '../bounds/past-identity.ts';
import { type Draft, patch } from '../draft.ts';

export const linkIdentities = (draft: Draft, event: DomainEvent): void => {
  const learned = event.identities.filter(
    (identity) => isLearned(draft, identity) || isOtherSpelling(draft, event, identity),
  );
  if (learned.length === 0) return;
  for (const identity of learned)
    if (leadsHere(draft, event, identity) && !isLinkedNumber(draft, identity)) link(draft, event, identity);
  patch(draft, { identities: boundedIdentities(learned.reduce(withIdentity, draft.profile.identities)) });
};

/** True where the identity is new to this customer, or better proven than before. */
const isLearned = ({ profile }: Draft, identity: Identity): boolean => {
  // Another way in which the order may be known; the one that the event came by leads here from now on.
  if (identity.kind === 'anonymous' && identity.formerly) return false;
  const known = find(profile.identities, identity);
  const by = identity.by ?? 'typed';
  if (known) return strongerOf(identity.kind, known.by ?? 'typed', by) !== (known.by ?? 'typed');
  return identity.profileId === profile.id || isProven(by) || MAY_BE_TYPED.has(identity.kind);
};

/** True where an account named the number before its holder wrote: it was linked then. */
const isLinkedNumber = ({ profile }: Draft, identity: Identity): boolean =>
  isNumber(identity.kind) && isProven(find(profile.identities, identity)?.by ?? 'typed');

/**
 * A cart joins the customer whose address is typed into it. An account id is noted as a hint and joins
 * nobody.
 */
const MAY_BE_TYPED: ReadonlySet<string> = new Set(['anonymous', 'customer']);

/** True for an address of this customer in a spelling that does not lead to this profile yet. */
const isOtherSpelling = (draft: Draft, event: DomainEvent, identity: Identity): boolean => {
  const { id, identities } = draft.profile;
  const other = identity.kind === 'anonymous' ? undefined : otherSpelling(event, identity);
  if (!other || find(identities, identity)) return false;
  return other.profileId === id || find(identities, other) !== undefined;
};

/** The other spelling of an address: the former one follows the present one in the list. */
const otherSpelling = ({ identities }: DomainEvent, identity: Identity): Identity | undefined => {
  const place = identities.indexOf(identity);
  const next = identities[place + 1];
  return identity.formerly ? identities[place - 1] : next?.formerly ? next : undefined;
};

const leadsHere = (draft: Draft, event: DomainEvent, identity: Identity): boolean =>
  identity.profileId !== draft.profile.id &&
  (identity.kind === 'anonymous' ||
    isProven(identity.by ?? 'typed') ||
    isOtherSpelling(draft, event, identity));

/** The prefixes by which the door marks an anonymous identity that is a checkout or a cart. */
const CHECKOUT = 'checkout:';
const CART = 'cart:';

const behind = (prefix: string, value: string): string | undefined =>
  value.startsWith(prefix) ? value.slice(prefix.length) : undefined;

const link = (draft: Draft, event: DomainEvent, identity: Identity): void => {
  const { kind, profileId, value, by } = identity;
  draft.effects.push(
    present({
      kind: 'link-identity',
      id: `link-${profileId}`,
      from: profileId,
      into: draft.profile.id,
      at: event.at,
      by: by === 'account' || by === 'holder' ? by : undefined,
      account: kind === 'customer' ? value : undefined,
      checkout: kind === 'anonymous' ? behind(CHECKOUT, value) : undefined,
      cart: kind === 'anonymous' ? behind(CART, value) : undefined,
      order: kind === 'anonymous' && isOrder(value) ? true : undefined,
      formerly: isOtherSpelling(draft, event, identity) ? true : undefined,
      history: draft.isHistory ? true : undefined,
    }),
  );
};

const withIdentity = (known: readonly Known[], identity: Identity): readonly Known[] => {
  const others = known.filter((one) => one !== find(known, identity));
  return [...others, asKnown(identity)];
};

const find = (
  known: readonly Known[],
  { kind, value }: Pick<Identity, 'kind' | 'value'>,
): Known | undefined => known.find((identity) => identity.kind === kind && identity.value === value);

/** Most identities were only typed, so `typed` is not stored. */
export const asKnown = ({ kind, value, by }: Pick<Identity, 'kind' | 'value' | 'by'>): Known =>
  present({ kind, value, by: by === 'typed' ? undefined : by });

/** Joins two lists of identities: each identity once, with the stronger evidence. */
export const uniteIdentities = (own: readonly Known[], others: readonly Known[]): readonly Known[] => {
  const united = new Map<string, Known>();
  for (const identity of [...own, ...others]) {
    const name = `${identity.kind} ${identity.value}`;
    const by = strongerOf(identity.kind, united.get(name)?.by ?? 'typed', identity.by ?? 'typed');
    united.set(name, asKnown({ ...identity, by }));
  }
  return boundedIdentities([...united.values()]);
};
