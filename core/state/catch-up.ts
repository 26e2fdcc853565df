/** The walk over all customers after a publish, as inputs: one begins it, and each further one goes on. */
import { idOf } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { CatchUpInput } from './input.ts';

/** Queue group of the walk; no profile can have this id. */
export const CATCH_UP_GROUP = 'catch-up';

/** Publishing sends it again where it is not sure whether it was sent: a walk that has begun goes on. */
export const beginCatchUp = (seq: number, now: Instant): CatchUpInput => ({
  kind: 'catch-up',
  inputId: idOf('catch-up', seq, now),
  profileId: CATCH_UP_GROUP,
  receivedAt: now,
  seq,
});

/** Does the stretch with this number; arming it twice arms it once. */
export const nextStretchOf = (seq: number, stretch: number, now: Instant): CatchUpInput => ({
  kind: 'catch-up',
  inputId: idOf('catch-up', 'stretch', seq, stretch),
  profileId: CATCH_UP_GROUP,
  receivedAt: now,
  seq,
  stretch,
});
