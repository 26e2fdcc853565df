/**
 * Makes one call, once more where its reason passes, and tells the customer's profile what became of it.
 * handler → [this] → web address
 */
import { METRICS } from '../../contract/routes.ts';
import { isErased } from '../../core/decide/person/erase.ts';
import { hostOf } from '../../core/decide/steps/call.ts';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CallAnswer } from '../../core/ports/webhook-calls.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { WebhookCall } from '../../core/state/webhook-call.ts';
import type { CallDeps } from './deps.ts';

/** Repeating it is harmless: the far end knows a call by its id, and so does the profile. */
export const attempt = async (deps: CallDeps, call: WebhookCall): Promise<void> => {
  const { profiles, log } = deps;
  const standing = await profiles.follow(call.profileId);
  // After an erasure nothing leaves of what was decided before it.
  if (!standing.profile || isErased(standing, call.decidedAt))
    return log.info('call dropped: the customer is gone', { call: call.callId });
  const stopped = await stoppedBy(deps, call);
  if (stopped === 'paused') return again(deps, call, PAUSE_MS);
  const answer: CallAnswer = stopped ? { kind: 'refused', why: stopped } : await deps.call(call);
  if (answer.kind !== 'delivered') log.info(`call ${answer.kind}`, { call: call.callId, why: answer.why });
  if (answer.kind !== 'later') return settle(deps, call, { answer, profileId: standing.profile.id });
  const { why, afterMs } = answer;
  if (deps.now() - call.decidedAt < LIMITS.callTriesMs) return again(deps, call, afterMs);
  await settle(deps, call, { answer: { kind: 'refused', why }, profileId: standing.profile.id });
  throw new Error(`a call got no further for ${LIMITS.callTriesMs} ms: ${why}`);
};

/** The master switch, a pause of the flow, and the day's budget; what they stop is stopped here. */
const stoppedBy = async (
  { controls, programs, rateLimit, now, testReachesEveryone }: CallDeps,
  { flow }: WebhookCall,
): Promise<string | undefined> => {
  const live = await controls.read();
  if (!live) return 'master-switch';
  if (live.paused.includes(flow)) return 'paused';
  if (live.sending === 'off' || (live.sending === 'test' && !testReachesEveryone)) return 'master-switch';
  const { settings } = await programs.load(live.seq);
  const allowance = { hash: 'webhook-calls', limit: settings.calls.perDay, windowMs: DAY_MS };
  return (await rateLimit.take(allowance, now())) === undefined ? undefined : 'budget';
};

type Settled = Readonly<{ answer: Exclude<CallAnswer, { kind: 'later' }>; profileId: string }>;

const settle = async (
  { queues, metrics, now }: CallDeps,
  { callId, flow, step, url }: WebhookCall,
  { answer, profileId }: Settled,
): Promise<void> => {
  const { kind, ...about } = answer;
  if (kind === 'refused') metrics.count(METRICS.callRefused, 1);
  const name = kind === 'delivered' ? 'call.delivered' : 'call.failed';
  const event = ownEvent({
    id: idOf(name, callId),
    name,
    at: now(),
    source: 'stammkunde',
    data: { call_id: callId, flow, step, host: hostOf(url), ...about },
  });
  await queues.sendInputs([eventInput(event, { profileId, receivedAt: now() })]);
};

/** The wait grows with the call's age, so nothing else has to be remembered; no sooner than the far end asks. */
const again = ({ queues, now }: CallDeps, call: WebhookCall, atLeastMs = 0): Promise<void> =>
  queues.sendCall(call, Math.max((now() - call.decidedAt) / 4, atLeastMs, SOONEST_MS) / SECOND_MS);

const SECOND_MS = 1_000;
const SOONEST_MS = 30 * SECOND_MS;
const PAUSE_MS = 900 * SECOND_MS;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
