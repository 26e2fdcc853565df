/**
 * Performs what a notification asks for besides the queue: stops that hold before the door answers, and the
 * outcomes of messages. doorways → [this] → gate items, ledger
 */

import { newestPlace } from '../core/consent/gate-places.ts';
import { ownEvent } from '../core/events/own-event.ts';
import { idOf } from '../core/identity/identity.ts';
import type { Keys } from '../core/identity/keys.ts';
import type { LedgerRow } from '../core/message/ledger-row.ts';
import { outcomeInput } from '../core/message/outcome.ts';
import { failureOf } from '../core/message/whatsapp/errors.ts';
import type { Budget } from '../core/ports/budget.ts';
import type { GateItems } from '../core/ports/gate-items.ts';
import type { Ledger } from '../core/ports/ledger.ts';
import type { WhatsappIds } from '../core/ports/whatsapp-ids.ts';
import { present } from '../core/present.ts';
import type { ReasonCode } from '../core/reason.ts';
import { eventInput } from '../core/state/event-input.ts';
import type { EventInput, Input } from '../core/state/input.ts';
import type { Instant } from '../core/time/instant.ts';
import type { AddressedAct } from '../platforms/understand.ts';
import { atOnce } from '../runtime/at-once.ts';

export type ActDeps = Readonly<{
  gateItems: Pick<GateItems, 'stopMarketing'>;
  ledger: Pick<Ledger, 'feedback' | 'read'>;
  whatsappIds: Pick<WhatsappIds, 'find'>;
  budget: Pick<Budget, 'refund'>;
  keys: () => Promise<Keys>;
  now: () => Instant;
}>;

type Stop = Extract<AddressedAct, { kind: 'stop-marketing' }>;
type Told = Extract<AddressedAct, { kind: 'status' }>;

/** Acts handled in parallel: a batch from Meta may hold a thousand, and they do not depend on each other. */
const AT_ONCE = 20;

/**
 * Performs the stops first, because the answer promises them. Returns the inputs that follow. All of it may
 * be repeated; what one request tells several times is done once.
 */
export const performActs = async (
  deps: ActDeps,
  acts: readonly AddressedAct[] = [],
): Promise<readonly Input[]> => {
  const distinct = [...new Map(acts.map((act) => [JSON.stringify(act), act])).values()];
  await performStops(
    deps,
    distinct.filter((act) => act.kind === 'stop-marketing'),
  );
  const told = distinct.filter((act) => act.kind === 'status');
  return (await atOnce(told, AT_ONCE, (one) => recordStatus(deps, one))).flat();
};

/** Of two stops at one place the later one counts, in whatever order they are written. */
const performStops = async ({ gateItems, keys }: ActDeps, stops: readonly Stop[]): Promise<void> => {
  if (stops.length === 0) return;
  const versions = await keys();
  const places = stops.flatMap(({ channel, addresses, at }) =>
    addresses.map((address) => ({ place: newestPlace(versions, { channel, address }), at })),
  );
  await atOnce(places, AT_ONCE, ({ place, at }) => gateItems.stopMarketing(place, at, 'stop'));
};

const recordStatus = async (deps: ActDeps, { status, optOut = [] }: Told): Promise<readonly Input[]> => {
  const { providerIds, outcome, at, code } = status;
  const messageId = status.messageId ?? (await messageBehind(deps, providerIds));
  // Another sender uses the same number. A recipient who stops its marketing stops this shop's marketing too.
  if (messageId === undefined) return optOut;
  const [providerId] = providerIds;
  const reason = outcome === 'failed' ? failureOf(code).reason : undefined;
  await deps.ledger.feedback(messageId, outcome, at, present({ providerId, reason }));
  if (reason === undefined) return [];
  const row = await readFailed(deps, messageId);
  if (!row) return optOut;
  // A message that did not arrive is not billed.
  if (row.payment) await deps.budget.refund(messageId);
  const failure = failedEvent(row, { at, reason, code, receivedAt: deps.now() });
  // The opt-out goes to the profile that the message was for, which thereby learns the recipient's ids.
  return [
    ...optOut.map((input) => ({ ...input, profileId: row.profileId })),
    ...failedInputs(row, reason, deps.now()),
    failure,
  ];
};

const messageBehind = async (
  { whatsappIds }: ActDeps,
  providerIds: readonly string[],
): Promise<string | undefined> => {
  for (const providerId of providerIds) {
    const known = await whatsappIds.find(providerId);
    if (known) return known.messageId;
  }
  return undefined;
};

/** The ledger row of a failed message; undefined where feedback proves that the message arrived. */
export const readFailed = async (
  { ledger }: Pick<ActDeps, 'ledger'>,
  messageId: string,
): Promise<LedgerRow | undefined> => {
  const [row] = await ledger.read([messageId]);
  return row?.outcome === 'failed' ? row : undefined;
};

/** The inputs that give the slot back and let the flow use its second channel. */
export const failedInputs = (
  { message, profileId }: LedgerRow,
  reason: ReasonCode,
  at: Instant,
): readonly Input[] => [outcomeInput(message, { profileId, outcome: 'failed', reason, at })];

const failedEvent = (
  { profileId, message }: LedgerRow,
  {
    at,
    reason,
    code,
    receivedAt,
  }: Readonly<{ at: Instant; reason: ReasonCode; code: number | undefined; receivedAt: Instant }>,
): EventInput => {
  const id = idOf('feedback', message.messageId, 'message.failed');
  const { messageId, channel, flow, step } = message;
  const data = present({
    channel,
    message_id: messageId,
    flow,
    step,
    kind: reason,
    code: code === undefined ? undefined : String(code),
  });
  const event = ownEvent({ id, name: 'message.failed', at, source: 'whatsapp', data });
  return eventInput(event, { profileId, receivedAt });
};
