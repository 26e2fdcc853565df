/** Keeps signed payloads that could not be understood, whole, until they are replayed or expire. */
import type { Instant } from '../time/instant.ts';

export type Refused = Readonly<{
  platform: string;
  /** Why the payload could not be understood, without values of it. */
  reason: string;
  receivedAt: Instant;
  /** True where the body was signed; otherwise the sender showed a bearer token. */
  signed: boolean;
  /** True where a secret that only this shop has signed it. */
  ownSecret?: true;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}>;

export type QuarantinedPayload = Readonly<{
  platform: string;
  reason: string;
  receivedAt: Instant;
  /** True where the body was signed. Absent: it was not, or the payload is older than this field. */
  signed?: true;
  ownSecret?: true;
  /** The request's headers without signatures and tokens. */
  headers: Readonly<Record<string, string>>;
  /** `base64` where the bytes are not UTF-8 text. */
  encoding: 'utf8' | 'base64';
  body: string;
}>;

export type Quarantine = Readonly<{
  /**
   * Keeps a payload and returns its key; the same bytes always get the same key. `mentioned` are profile ids
   * by which an erasure finds the payload.
   */
  keep: (refused: Refused, mentioned?: readonly string[]) => Promise<string>;
  /** Undefined where no payload has this key any more. */
  read: (key: string) => Promise<QuarantinedPayload | undefined>;
  /** At most `limit` keys; `more` says that others were left out. */
  list: (limit: number) => Promise<Readonly<{ keys: readonly string[]; more: boolean }>>;
  remove: (key: string) => Promise<void>;
}>;
