/**
 * Stores bodies too large for a queue, exports, and signed payloads that could not be understood; all of it
 * expires by itself.
 */
import type { Instant } from '../time/instant.ts';

export type RawBucket = Readonly<{
  /** Writes the object and replaces one that has the same key. */
  put: (key: string, json: string) => Promise<void>;
  /** Undefined where the key has no object. */
  get: (key: string) => Promise<string | undefined>;
  /** Keys under a prefix, oldest name first, at most `limit`; `more` says that others were left out. */
  list: (prefix: string, limit: number) => Promise<Readonly<{ keys: readonly string[]; more: boolean }>>;
  remove: (key: string) => Promise<void>;
  /** Removes every object under a prefix that was stored at `notAfter` or before; S3 knows whole seconds. */
  removeUnder: (prefix: string, notAfter: Instant) => Promise<void>;
}>;
