/**
 * Writes the shop's own facts and tags about a customer, as a record of that customer states them. A record
 * takes nothing away, and beyond the bounds the oldest go.
 */
import { UNPROVEN_CONSENT } from '../../consent/unproven.ts';
import type { DomainEvent, Json } from '../../events/event.ts';
import { objectAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import type { Profile } from '../../state/profile.ts';
import { type Draft, patch } from '../draft.ts';

export const applyRecord = (draft: Draft, event: DomainEvent): void => {
  if (event.name === 'customer.created' || event.name === 'customer.updated') takeOver(draft, event);
  prove(draft);
};

const takeOver = (draft: Draft, { data }: DomainEvent): void => {
  const customer = objectAt(data, 'customer');
  const { profile } = draft;
  const stated = Object.entries(objectAt(customer, 'attributes')).flatMap(([name, value]) =>
    isPlain(value) ? [[name, value] as const] : [],
  );
  const tags = Array.isArray(customer.tags) ? customer.tags.filter((tag) => typeof tag === 'string') : [];
  if (stated.length > 0) {
    const names = new Set(stated.map(([name]) => name));
    const kept = Object.entries(profile.attributes).filter(([name]) => !names.has(name));
    const all = [...kept, ...stated].slice(-LIMITS.attributesPerProfile);
    patch(draft, { attributes: Object.fromEntries(all) });
  }
  const fresh = [...new Set(tags)].filter((tag) => !profile.tags.includes(tag) && isMeant(profile, tag));
  if (fresh.length > 0) patch(draft, { tags: [...profile.tags, ...fresh].slice(-LIMITS.tagsPerProfile) });
};

const isPlain = (value: Json): value is string | number | boolean =>
  value !== null && typeof value !== 'object';

/** Who has left in the meantime is not asked again because of an old list; who has agreed loses the tag below. */
const isMeant = ({ consents }: Profile, tag: string): boolean =>
  tag !== UNPROVEN_CONSENT || consents['email/marketing']?.withdrawnAt === undefined;

/** Any word takes the tag away: two profiles that became one may have the tag of one and the consent of the other. */
const prove = (draft: Draft): void => {
  const { consents, tags } = draft.profile;
  if (!tags.includes(UNPROVEN_CONSENT) || consents['email/marketing']?.state !== 'given') return;
  patch(draft, { tags: tags.filter((tag) => tag !== UNPROVEN_CONSENT) });
};
