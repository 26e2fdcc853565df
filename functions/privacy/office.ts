/** What the commands work with. */

import type { Keys } from '../../core/identity/keys.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import type { WebhookSecrets } from '../../core/ports/secrets.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Log } from '../../runtime/log.ts';

export type Office = Readonly<{
  profiles: ProfileStore;
  gateItems: GateItems;
  ledger: Pick<Ledger, 'read'>;
  queues: Queues;
  bucket: RawBucket;
  keys: () => Promise<Keys>;
  secrets: (maxAgeMs?: number) => Promise<WebhookSecrets>;
  now: () => Instant;
  newToken: () => string;
  log: Log;
}>;
