/** Keeps a payload that could not be understood whole in quarantine, counts it, and tells an operator. */
import { METRICS } from '../contract/routes.ts';
import { identityKey } from '../core/identity/keys.ts';
import { mentionedIn } from '../core/identity/mentioned.ts';
import type { Refused } from '../core/ports/quarantine.ts';
import type { CountMetrics } from '../runtime/metrics.ts';
import type { IntakeDeps } from './intake-deps.ts';

type KeepDeps = Pick<IntakeDeps, 'keys' | 'quarantine' | 'log'> & Readonly<{ metrics: CountMetrics }>;

/**
 * `text` is the body as text, in which an erasure later finds whom it mentions, and `shop` the one whose name
 * its ids carry.
 */
export const keepAside = async (
  { keys, quarantine, log, metrics }: KeepDeps,
  refused: Refused,
  { text, shop }: Readonly<{ text: string; shop: string | undefined }>,
): Promise<void> => {
  const { platform, reason } = refused;
  const mentioned = mentionedIn(text, { key: identityKey(await keys()), platform, shop });
  const key = await quarantine.keep(refused, mentioned);
  metrics.count(METRICS.quarantined, 1);
  log.info('quarantined', { platform, key, reason });
};
