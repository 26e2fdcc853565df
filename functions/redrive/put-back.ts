/**
 * Sends each kind of dead letter to its queue: inputs into their customer's group, messages into their
 * channel's outbox, and timers that Scheduler could not deliver.
 */

import { timerPayload } from '../../contract/timer.ts';
import type { DeadLetter, Redriven } from '../../core/ports/dead-letters.ts';
import { inputNameOf, redrivenAs } from '../../core/state/redriven.ts';
import { withCorrelation } from '../../runtime/correlation.ts';
import type { RedriveDeps } from './deps.ts';

export const PLACES = ['inputs', 'outbox', 'whatsapp', 'calls', 'notices', 'timers'] as const;
type Place = (typeof PLACES)[number];

/**
 * Sends each letter before it deletes the dead letter. A crash in between sends it twice, which is harmless
 * behind all these queues. The letter keeps its correlation id.
 */
export const putBack = async (deps: RedriveDeps, place: Place, limit: number): Promise<Redriven> => {
  const { from, send } = WAYS[place];
  // The deployment has no such queue.
  if (deps.env[from] === '') return { moved: 0, left: 0, more: false };
  return deps.deadLetters.workOff(deps.env[from], limit, (letter) =>
    withCorrelation(letter.correlationId, () => send(deps, letter)),
  );
};

type Send = (deps: RedriveDeps, letter: DeadLetter) => Promise<void>;

/**
 * Sends the input under a new deduplication id that still contains its name, by which advance lifts the hold.
 */
const sendInput: Send = async ({ env, deadLetters }, { id, body, group, deduplicationId }) => {
  if (group === undefined) throw new Error('an input without a queue group cannot be put back');
  await deadLetters.send(env.INPUT_QUEUE_URL, body, {
    group,
    deduplicationId: redrivenAs(inputNameOf(deduplicationId ?? id), id),
  });
};

/** Sends a timer. One that was replaced meanwhile is stale and does nothing. */
const sendTimer: Send = async ({ env, deadLetters }, { body }) => {
  const { profileId, inputId } = timerPayload.parse(JSON.parse(body));
  await deadLetters.send(env.INPUT_QUEUE_URL, body, { group: profileId, deduplicationId: inputId });
};

const WAYS = {
  inputs: { from: 'INPUT_DLQ_URL', send: sendInput },
  outbox: {
    from: 'OUTBOX_DLQ_URL',
    send: ({ env, deadLetters }, { body }) => deadLetters.send(env.OUTBOX_QUEUE_URL, body),
  },
  whatsapp: {
    from: 'WHATSAPP_OUTBOX_DLQ_URL',
    send: ({ env, deadLetters }, { body }) => deadLetters.send(env.WHATSAPP_OUTBOX_URL, body),
  },
  calls: {
    from: 'CALL_DLQ_URL',
    send: ({ env, deadLetters }, { body }) => deadLetters.send(env.CALL_QUEUE_URL, body),
  },
  notices: {
    from: 'NOTICE_DLQ_URL',
    send: ({ env, deadLetters }, { body }) => deadLetters.send(env.NOTICE_QUEUE_URL, body),
  },
  timers: { from: 'SCHEDULE_DLQ_URL', send: sendTimer },
} as const satisfies Readonly<Record<Place, Readonly<{ from: keyof RedriveDeps['env']; send: Send }>>>;
