/** JSON that is stored packed: DynamoDB bills every started KB, and packed state and records fit into one. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** No item can be larger than 400 KB; whatever unpacks to more than this was not written here. */
const UNPACKED_BYTES_MAX = 4 * 1024 * 1024;

export const pack = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value));

/**
 * The value that was packed; undefined where there are no bytes. The caller knows its type, because only our
 * own code writes the table.
 */
export const unpack = <T>(bytes: Uint8Array | undefined): T | undefined =>
  bytes && (JSON.parse(inflateRawSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX }).toString('utf8')) as T);
