/** Signed payloads that were not understood, kept whole until they are replayed or expire. */
import type { Instant } from '../time/instant.ts';

export type Refused = Readonly<{
  platform: string;
  /** Why it was not understood, without values of the payload. */
  reason: string;
  receivedAt: Instant;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}>;

export type QuarantinedPayload = Readonly<{
  platform: string;
  reason: string;
  receivedAt: Instant;
  /** Without signatures and tokens. */
  headers: Readonly<Record<string, string>>;
  /** `base64` where the bytes are no UTF-8 text. */
  encoding: 'utf8' | 'base64';
  body: string;
}>;

export type Quarantine = Readonly<{
  /**
   * Keeps a payload and answers its key. The same bytes again lie under the same key. `mentioned` are profile
   * ids: an erasure finds it by them.
   */
  keep: (refused: Refused, mentioned?: readonly string[]) => Promise<string>;
  /** Undefined where nothing lies there any more. */
  read: (key: string) => Promise<QuarantinedPayload | undefined>;
  /** At most `limit` keys; `more` says that others were left out. */
  list: (limit: number) => Promise<Readonly<{ keys: readonly string[]; more: boolean }>>;
  remove: (key: string) => Promise<void>;
}>;
