/** Packs JSON for storage: DynamoDB bills every started KB, and a packed state or record fits into one. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** An item holds at most 400 KB, so data that unpacks to more than this was not written by us. */
const UNPACKED_BYTES_MAX = 4 * 1024 * 1024;

export const pack = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value));

/**
 * The value that was packed; undefined where there are no bytes. The caller knows its type, because only our
 * own code writes the table.
 */
export const unpack = <T>(bytes: Uint8Array | undefined): T | undefined => unpackMeasured<T>(bytes)?.value;

/** The same with how many bytes it takes as JSON. */
export const unpackMeasured = <T>(
  packed: Uint8Array | undefined,
): Readonly<{ value: T; bytes: number }> | undefined => {
  if (!packed) return undefined;
  const json = inflateRawSync(packed, { maxOutputLength: UNPACKED_BYTES_MAX });
  return { value: JSON.parse(json.toString('utf8')) as T, bytes: json.length };
};
