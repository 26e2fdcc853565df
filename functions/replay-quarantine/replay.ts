/**
 * Replays quarantined payloads in one run. A payload leaves the quarantine only after the queue has accepted
 * its inputs, so a run may be repeated.
 */
import { identityKey } from '../../core/identity/keys.ts';
import type { QuarantinedPayload } from '../../core/ports/quarantine.ts';
import { present } from '../../core/present.ts';
import { passNotice } from '../../doors/pass-notice.ts';
import { takeIn } from '../../doors/take-in.ts';
import { understandInShop } from '../../platforms/in-shop.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { Understanding } from '../../platforms/understand.ts';
import type { ReplayQuarantineDeps } from './deps.ts';

export type ReplayResult = Readonly<{
  understood: number;
  ignored: number;
  /** Payloads that another run replayed, or that have expired. */
  gone: number;
  stillNotUnderstood: readonly Readonly<{ key: string; reason: string }>[];
  /** True where the limit left out other payloads. */
  more: boolean;
}>;

export const replay = async (
  deps: ReplayQuarantineDeps,
  { keys, more }: Readonly<{ keys: readonly string[]; more: boolean }>,
): Promise<ReplayResult> => {
  const counts = { understood: 0, ignored: 0, gone: 0 };
  const stillNotUnderstood: { key: string; reason: string }[] = [];
  for (const key of keys) {
    const result = await replayOne(deps, key);
    if (result.kind === 'not-understood') stillNotUnderstood.push({ key, reason: result.reason });
    else counts[result.kind] += 1;
  }
  return { ...counts, stillNotUnderstood, more };
};

type One =
  | Readonly<{ kind: 'understood' | 'ignored' | 'gone' }>
  | Readonly<{ kind: 'not-understood'; reason: string }>;

const replayOne = async (deps: ReplayQuarantineDeps, key: string): Promise<One> => {
  const payload = await deps.quarantine.read(key);
  if (!payload) return { kind: 'gone' };
  if (await asksItsShop(deps, payload)) {
    await deps.quarantine.remove(key);
    return { kind: 'understood' };
  }
  const understanding = await again(deps, payload);
  if (understanding.kind === 'not-understood' || understanding.kind === 'forbidden')
    return { kind: 'not-understood', reason: understanding.reason };
  if (understanding.kind === 'inputs') {
    const taken = await takeIn(deps, understanding);
    const left = taken.refused ?? understanding.leftOver;
    if (left !== undefined) return { kind: 'not-understood', reason: left };
  }
  await deps.quarantine.remove(key);
  return { kind: understanding.kind === 'inputs' ? 'understood' : 'ignored' };
};

/** A notice that was kept because nobody asked shops then. */
const asksItsShop = async (
  deps: ReplayQuarantineDeps,
  { platform: name, encoding, body, receivedAt, signed }: QuarantinedPayload,
): Promise<boolean> => {
  const platform = platformOf(name);
  if (!platform?.notices || !signed || encoding !== 'utf8') return false;
  // It may have waited for weeks: how long the shop is tried counts from now.
  return passNotice(deps, { platform, body, heardAt: Math.max(receivedAt, deps.now()) });
};

/**
 * Translates the payload again. Its signature or token was right when it came in, and its times are judged by
 * that moment. A payload that only showed a token has no more rights now.
 */
const again = async (
  deps: ReplayQuarantineDeps,
  { platform: name, encoding, body, headers, receivedAt, reason, signed, ownSecret }: QuarantinedPayload,
): Promise<Understanding> => {
  const platform = platformOf(name);
  if (!platform || encoding !== 'utf8') return { kind: 'not-understood', reason };
  const key = identityKey(await deps.keys());
  const bearer = platform.bearer && !signed ? true : undefined;
  return understandInShop(
    deps,
    { headers, body, now: receivedAt, ...present({ bearer }) },
    { platform, key, receivedAt: deps.now(), ordersByNumber: true },
    ownSecret && 'own-secret',
  );
};
