/** What hearing about sent messages works with. */
import type { Budget } from '../../adapters/dynamodb/budget.ts';
import type { GateItems } from '../../adapters/dynamodb/gate-items.ts';
import type { WhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Queues } from '../../core/ports/queues.ts';
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
