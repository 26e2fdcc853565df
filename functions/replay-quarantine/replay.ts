/**
 * One run over quarantined payloads. What was understood leaves the quarantine only after the queue has it,
 * so a run may be repeated.
 */

import type { Quarantine, QuarantinedPayload } from '../../core/ports/quarantine.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type ActDeps, performActs } from '../../doors/acts.ts';
import { type ErasingDeps, eraseFirst } from '../../doors/erasing.ts';
import { platformOf } from '../../platforms/lookup.ts';
import { type Understanding, understand } from '../../platforms/understand.ts';

export type ReplayResult = Readonly<{
  understood: number;
  ignored: number;
  /** Somebody else replayed it, or it has expired. */
  gone: number;
  stillNotUnderstood: readonly Readonly<{ key: string; reason: string }>[];
  /** Others were left out by the limit. */
  more: boolean;
}>;

type Tools = Readonly<{
  quarantine: Quarantine;
  queues: Queues;
  acts: ActDeps;
  erasing: ErasingDeps;
  key: string;
  receivedAt: Instant;
}>;

export const replay = async (
  tools: Tools,
  { keys, more }: Readonly<{ keys: readonly string[]; more: boolean }>,
): Promise<ReplayResult> => {
  const counts = { understood: 0, ignored: 0, gone: 0 };
  const stillNotUnderstood: { key: string; reason: string }[] = [];
  for (const key of keys) {
    const result = await replayOne(tools, key);
    if (result.kind === 'not-understood') stillNotUnderstood.push({ key, reason: result.reason });
    else counts[result.kind] += 1;
  }
  return { ...counts, stillNotUnderstood, more };
};

type One =
  | Readonly<{ kind: 'understood' | 'ignored' | 'gone' }>
  | Readonly<{ kind: 'not-understood'; reason: string }>;

const replayOne = async (tools: Tools, key: string): Promise<One> => {
  const payload = await tools.quarantine.read(key);
  if (!payload) return { kind: 'gone' };
  const understanding = again(payload, tools);
  if (understanding.kind === 'not-understood') return understanding;
  if (understanding.kind === 'inputs') {
    const followed = await performActs(tools.acts, understanding.acts);
    await tools.queues.sendInputs([...(await eraseFirst(tools.erasing, understanding.inputs)), ...followed]);
    if (understanding.leftOver !== undefined)
      return { kind: 'not-understood', reason: understanding.leftOver };
  }
  await tools.quarantine.remove(key);
  return { kind: understanding.kind === 'inputs' ? 'understood' : 'ignored' };
};

/** Its signature was right when it came in, and its times are judged by that moment. */
const again = (
  { platform: name, encoding, body, headers, receivedAt, reason }: QuarantinedPayload,
  tools: Tools,
): Understanding => {
  const platform = platformOf(name);
  if (!platform || encoding !== 'utf8') return { kind: 'not-understood', reason };
  return understand(
    { headers, body, now: receivedAt },
    { platform, key: tools.key, receivedAt: tools.receivedAt },
  );
};
