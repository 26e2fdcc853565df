/** The input that a timer of an enrollment puts into the queue when it fires. */
import type { Instant } from '../time/instant.ts';
import type { TimerInput } from './input.ts';

type Timer = Readonly<{ timerId: string; profileId: string; entryId: string; at: Instant }>;

/** `receivedAt` is the time at which the timer was due, however late it was armed. */
export const timerInput = ({ timerId, profileId, entryId, at }: Timer): TimerInput => ({
  kind: 'timer',
  inputId: timerId,
  profileId,
  receivedAt: at,
  timerId,
  entryId,
});
