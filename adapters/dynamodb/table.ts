/**
 * The one table as its adapters see it: a document client, plain values in items, and a refused condition as
 * an answer instead of a fault.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';

export type Table = Readonly<{ tableName: string; client: DynamoDBDocumentClient }>;

/** As the document client gives it. Only our own code writes the table; each codec says what it expects. */
export type Item = Readonly<Record<string, NativeAttributeValue>>;

export type Key = Readonly<{ pk: string; sk: string }>;

/**
 * Undefined: written. Otherwise what stood in the way, empty where the write did not ask for it or the answer
 * did not say.
 */
export const refusalOf = async (write: Promise<unknown>): Promise<Item | undefined> => {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The document client translates answers, not what comes along with an error.
    return error.Item ? unmarshall(error.Item) : {};
  }
};
