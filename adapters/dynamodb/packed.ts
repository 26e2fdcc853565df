/** JSON that is stored packed: DynamoDB bills every started KB, and packed state and records fit into one. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** No item can be larger than 400 KB; whatever unpacks to more than this was not written here. */
const UNPACKED_BYTES_MAX = 4 * 1024 * 1024;

export const pack = (value: unknown): AttributeValue.BMember => ({
  B: deflateRawSync(JSON.stringify(value)),
});

/**
 * The value that was packed; undefined where the attribute is missing. The caller knows its type, because
 * only our own code writes the table.
 */
export const unpack = <T>(attribute: AttributeValue | undefined): T | undefined => {
  if (!attribute?.B) return undefined;
  return JSON.parse(
    inflateRawSync(attribute.B, { maxOutputLength: UNPACKED_BYTES_MAX }).toString('utf8'),
  ) as T;
};
