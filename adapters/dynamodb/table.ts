/**
 * The one table for its adapters: a document client with plain values, and a refused condition as a result
 * instead of an error.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';

export type Table = Readonly<{ tableName: string; client: DynamoDBDocumentClient }>;

/**
 * An item as the document client returns it. Only our own code writes the table; each codec states what it
 * expects.
 */
export type Item = Readonly<Record<string, NativeAttributeValue>>;

export type Key = Readonly<{ pk: string; sk: string }>;

/**
 * Undefined: written. Otherwise the item that stood in the way, empty where the write did not ask for it or
 * the error did not contain it.
 */
export const refusalOf = async (write: Promise<unknown>): Promise<Item | undefined> => {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The document client translates responses, but not the item inside an error.
    return error.Item ? unmarshall(error.Item) : {};
  }
};
