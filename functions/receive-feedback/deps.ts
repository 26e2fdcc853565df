/** What hearing about sent messages works with. */
import type { Keys } from '../../core/identity/keys.ts';
import type { Budget } from '../../core/ports/budget.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { WhatsappIds } from '../../core/ports/whatsapp-ids.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Log } from '../../runtime/log.ts';
import type { CountMetrics } from '../../runtime/metrics.ts';

export type FeedbackDeps = Readonly<{
  gateItems: GateItems;
  ledger: Pick<Ledger, 'feedback' | 'read'>;
  whatsappIds: Pick<WhatsappIds, 'find'>;
  budget: Pick<Budget, 'refund'>;
  queues: Queues;
  keys: () => Promise<Keys>;
  now: () => Instant;
  log: Log;
  metrics: CountMetrics;
}>;
