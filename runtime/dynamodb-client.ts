/**
 * Makes the client of the table. It has a file of its own, because bundlers include the whole document client
 * wherever its module is imported, even in functions without the table.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ClientOptions } from './clients.ts';

/** The document client takes and returns plain values, so adapters never see DynamoDB's typed ones. */
export const dynamodbClient = (options: ClientOptions): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(options));
