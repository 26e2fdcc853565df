/**
 * A browser came by a link that we signed for this customer: what it told before, and will tell, is theirs.
 * It says nothing about the customer, makes nobody known, and joins only what is anonymous (rule 10).
 */
import { BROWSER_RECOGNISED, type DomainEvent } from '../../events/event.ts';
import type { Draft } from '../draft.ts';
import { isErased, isMarker } from './erase.ts';
import { linkIdentities } from './link-identities.ts';

export const isRecognition = ({ name }: DomainEvent): boolean => name === BROWSER_RECOGNISED;

/** Returns false where the event changes nothing. A link from before an erasure recognises nobody. */
export const onRecognised = (draft: Draft, event: DomainEvent, unknown: boolean): boolean => {
  const { profile } = draft;
  const madeAt = event.data['made_at'];
  if (unknown || isMarker(profile) || typeof madeAt !== 'number' || isErased(profile, madeAt)) return false;
  const { identities } = profile;
  linkIdentities(draft, event);
  return draft.profile.identities !== identities;
};
