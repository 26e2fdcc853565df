/**
 * What an event teaches about who a customer is: identities that are proven, or that lead to nobody but an
 * anonymous past, are made to point here (rule 10).
 */
import type { DomainEvent } from '../../events/event.ts';
import { isProven, strongerOf } from '../../identity/evidence.ts';
import type { Identity } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { Known } from '../../state/profile.ts';
import { type Draft, patch } from '../draft.ts';

export const linkIdentities = (draft: Draft, event: DomainEvent): void => {
  const learned = event.identities.filter(
    (identity) => isLearned(draft, identity) || isOtherSpelling(draft, event, identity),
  );
  if (learned.length === 0) return;
  for (const identity of learned) if (leadsHere(draft, event, identity)) link(draft, event, identity);
  patch(draft, { identities: bounded(learned.reduce(withIdentity, draft.profile.identities)) });
};

/** New to this customer, or better proven than before. */
const isLearned = ({ profile }: Draft, identity: Identity): boolean => {
  const known = find(profile.identities, identity);
  const by = identity.by ?? 'typed';
  if (known) return strongerOf(known.by ?? 'typed', by) !== (known.by ?? 'typed');
  return identity.profileId === profile.id || isProven(by) || MAY_BE_TYPED.has(identity.kind);
};

/** A cart joins whoever types an address into it; an account id is noted as a hint and joins nobody. */
const MAY_BE_TYPED: ReadonlySet<string> = new Set(['anonymous', 'customer']);

/** An address of this customer, in the spelling under which nobody has looked for them here yet. */
const isOtherSpelling = (draft: Draft, event: DomainEvent, identity: Identity): boolean => {
  const { id, identities } = draft.profile;
  const other = otherSpelling(event, identity);
  if (!other || find(identities, identity)) return false;
  return other.profileId === id || find(identities, other) !== undefined;
};

/** Of an address that once had two, the one after it is the former. */
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

/** How the door marks an anonymous identity that is a checkout. */
const CHECKOUT = 'checkout:';

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
      checkout: value.startsWith(CHECKOUT) ? value.slice(CHECKOUT.length) : undefined,
      formerly: isOtherSpelling(draft, event, identity) ? true : undefined,
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

/** Typed is what most are, so it is not written down. */
export const asKnown = ({ kind, value, by }: Pick<Identity, 'kind' | 'value' | 'by'>): Known =>
  present({ kind, value, by: by === 'typed' ? undefined : by });

/** Two lists of one customer: each identity once, with the stronger of what is known of it. */
export const uniteIdentities = (own: readonly Known[], others: readonly Known[]): readonly Known[] => {
  const united = new Map<string, Known>();
  for (const identity of [...own, ...others]) {
    const name = `${identity.kind} ${identity.value}`;
    const by = strongerOf(united.get(name)?.by ?? 'typed', identity.by ?? 'typed');
    united.set(name, asKnown({ ...identity, by }));
  }
  return bounded([...united.values()]);
};

/** Of too many, the oldest anonymous ones go: they only led to carts that are long gone. */
const bounded = (identities: readonly Known[]): readonly Known[] => {
  const surplus = identities.length - LIMITS.identitiesPerProfile;
  if (surplus <= 0) return identities;
  const dropped = new Set(identities.filter(({ kind }) => kind === 'anonymous').slice(0, surplus));
  return identities.filter((identity) => !dropped.has(identity));
};
