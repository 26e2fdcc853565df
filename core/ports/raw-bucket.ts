/**
 * Bodies too large for a queue, exports, and signed payloads that nobody understood; all of it expires by
 * itself.
 */
import type { Instant } from '../time/instant.ts';

export type RawBucket = Readonly<{
  /** Over whatever lies under the key. */
  put: (key: string, json: string) => Promise<void>;
  /** Undefined where nothing lies under the key. */
  get: (key: string) => Promise<string | undefined>;
  /** Keys under a prefix, oldest name first, at most `limit`; `more` says that others were left out. */
  list: (prefix: string, limit: number) => Promise<Readonly<{ keys: readonly string[]; more: boolean }>>;
  remove: (key: string) => Promise<void>;
  /** Removes everything under a prefix that was put there at `notAfter` or before; S3 knows whole seconds. */
  removeUnder: (prefix: string, notAfter: Instant) => Promise<void>;
}>;
