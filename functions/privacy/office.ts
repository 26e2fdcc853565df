/** What the commands work with. */

import type { RawBucket } from '../../adapters/buckets/raw-bucket.ts';
import type { GateItems } from '../../adapters/dynamodb/gate-items.ts';
import type { KeyVersions, WebhookSecrets } from '../../contract/secrets.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Log } from '../../runtime/log.ts';

export type Office = Readonly<{
  profiles: ProfileStore;
  gateItems: GateItems;
  ledger: Pick<Ledger, 'read'>;
  queues: Queues;
  bucket: RawBucket;
  keys: () => Promise<KeyVersions>;
  secrets: (maxAgeMs?: number) => Promise<WebhookSecrets>;
  now: () => Instant;
  newToken: () => string;
  log: Log;
}>;
