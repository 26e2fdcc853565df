/** What the commands work with. */
import type { CollectCustomer } from '../../adapters/customer-data.ts';
import type { GateItems } from '../../adapters/gate-items.ts';
import type { RawBucket } from '../../adapters/raw-bucket.ts';
import type { KeyVersions, WebhookSecrets } from '../../contract/secrets.ts';
import type { Instant } from '../../core/instant.ts';
import type { ProfileStore, Queues } from '../../core/ports.ts';
import type { Log } from '../middleware/log.ts';

export type Office = Readonly<{
  profiles: ProfileStore;
  gateItems: GateItems;
  collect: CollectCustomer;
  queues: Queues;
  bucket: RawBucket;
  keys: () => Promise<KeyVersions>;
  secrets: (maxAgeMs?: number) => Promise<WebhookSecrets>;
  now: () => Instant;
  newToken: () => string;
  log: Log;
}>;
