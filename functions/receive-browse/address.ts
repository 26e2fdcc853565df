/**
 * Addresses what a browser told to the browser's own id. Only a link that we signed says who is there, and it
 * leads to the customer whose mail it stood in.
 */
import { BROWSER_RECOGNISED, type DomainEvent } from '../../core/events/event.ts';
import { identitiesFor } from '../../core/identity/identities-for.ts';
import { type Identity, idOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { readLink } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import { STOREFRONT } from '../../platforms/storefront/storefront.ts';
import type { Told } from '../../platforms/storefront/told.ts';
import type { ReceiveBrowseDeps } from './deps.ts';

type Addressed = Readonly<{ input: EventInput }> | Readonly<{ reason: string }>;

export const inputsOf = async (deps: ReceiveBrowseDeps, told: Told): Promise<Addressed> => {
  if (told.kind === 'ignored' || told.kind === 'refused') return { reason: told.reason };
  const browser = browserOf(identityKey(await deps.keys()), told.clientId);
  return told.kind === 'identify'
    ? recognised(deps, told, browser)
    : { input: happened(deps, told, browser) };
};

/** The one identity of everything that a browser tells. */
const browserOf = (key: string, clientId: string): readonly Identity[] =>
  identitiesFor(key, 'anonymous', `client:${clientId}`);

const happened = (
  { now }: ReceiveBrowseDeps,
  { id, clientId, name, at, data }: Extract<Told, { kind: 'event' }>,
  identities: readonly Identity[],
): EventInput => {
  const receivedAt = now();
  const event: DomainEvent = {
    // The browser's own id is part of it, so nobody can take the place of another browser's event.
    id: idOf('browse', clientId, id),
    name,
    source: STOREFRONT,
    identities,
    data,
    ...(at > receivedAt ? { at: receivedAt, statedAt: at } : { at }),
  };
  return eventInput(event, { profileId: identities[0]?.profileId ?? '', receivedAt });
};

const recognised = async (
  { keys, now }: ReceiveBrowseDeps,
  { token, clientId }: Extract<Told, { kind: 'identify' }>,
  identities: readonly Identity[],
): Promise<Addressed> => {
  const claims = await withYoungSecret(keys, (known) => readLink(known, token, 'visit'));
  const receivedAt = now();
  const { madeAt = 0, profileId = '' } = claims ?? {};
  if (!claims || receivedAt - madeAt > LIMITS.visitLinkMs)
    return { reason: 'the token is none of ours, or is too old: the browser stays unknown' };
  const event: DomainEvent = {
    id: idOf('recognised', clientId, profileId, madeAt),
    name: BROWSER_RECOGNISED,
    at: receivedAt,
    source: STOREFRONT,
    identities,
    data: { made_at: madeAt },
  };
  return { input: eventInput(event, { profileId, receivedAt }) };
};
