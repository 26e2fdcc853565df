/**
 * The client of the table, in a file of its own: bundlers keep all of the document client wherever its module
 * is imported, and a function without the table would carry it along.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ClientOptions } from './clients.ts';

/** Takes and gives plain values: the adapters never see DynamoDB's typed ones. */
export const dynamodbClient = (options: ClientOptions): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(options));
