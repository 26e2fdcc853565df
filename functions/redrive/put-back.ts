/**
 * Where each kind of dead letter goes: inputs into their customer's group, messages into their channel's
 * outbox, timers where Scheduler could not put them.
 */
import type { RedriveEnv } from '../../contract/environment.ts';
import { timerPayload } from '../../contract/timer.ts';
import type { DeadLetter, DeadLetters, Redriven } from '../../core/ports/dead-letters.ts';
import { inputNameOf, redrivenAs } from '../../core/state/redriven.ts';

export const PLACES = ['inputs', 'outbox', 'whatsapp', 'timers'] as const;
type Place = (typeof PLACES)[number];

type Tools = Readonly<{ env: RedriveEnv; deadLetters: DeadLetters }>;

/**
 * Each letter is in its queue before it leaves the dead letters. Dying in between brings it twice, and
 * everything behind these queues bears that.
 */
export const putBack = ({ env, deadLetters }: Tools, place: Place, limit: number): Promise<Redriven> => {
  switch (place) {
    case 'inputs':
      return deadLetters.workOff(env.INPUT_DLQ_URL, limit, (letter) =>
        sendInput({ env, deadLetters }, letter),
      );
    case 'outbox':
      return deadLetters.workOff(env.OUTBOX_DLQ_URL, limit, ({ body }) =>
        deadLetters.send(env.OUTBOX_QUEUE_URL, body),
      );
    case 'whatsapp':
      return deadLetters.workOff(env.WHATSAPP_OUTBOX_DLQ_URL, limit, ({ body }) =>
        deadLetters.send(env.WHATSAPP_OUTBOX_URL, body),
      );
    case 'timers':
      return deadLetters.workOff(env.SCHEDULE_DLQ_URL, limit, (letter) =>
        sendTimer({ env, deadLetters }, letter),
      );
  }
};

/** Under a new deduplication id that still tells its name: advance lifts the hold by it. */
const sendInput = async (
  { env, deadLetters }: Tools,
  { id, body, group, deduplicationId }: DeadLetter,
): Promise<void> => {
  if (group === undefined) throw new Error('an input without a queue group cannot be put back');
  await deadLetters.send(env.INPUT_QUEUE_URL, body, {
    group,
    deduplicationId: redrivenAs(inputNameOf(deduplicationId ?? id), id),
  });
};

/** A timer that was overtaken in the meantime is stale and does nothing. */
const sendTimer = async ({ env, deadLetters }: Tools, { body }: DeadLetter): Promise<void> => {
  const { profileId, timerId } = timerPayload.parse(JSON.parse(body));
  await deadLetters.send(env.INPUT_QUEUE_URL, body, { group: profileId, deduplicationId: timerId });
};
