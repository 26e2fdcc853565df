/**
 * Searches everything that a deployment stores for words that must not be there any more. The mailbox is left
 * out, because it stands for the customer's own.
 */
import { inflateRawSync } from 'node:zlib';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { LOCAL } from '../../stand-ins/names.ts';
import type { StandIns } from '../../stand-ins/stand-ins.ts';

/** Where each word was found: `place: word`. */
export const remainsOf = async (standIns: StandIns, words: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = [];
  const look = (place: string, text: string): void => {
    for (const word of words)
      if (text.toLowerCase().includes(word.toLowerCase())) found.push(`${place}: ${word}`);
  };
  const client = new DynamoDBClient({
    requestHandler: standIns.requestHandler,
    userAgentAppId: 'local-control',
    region: 'eu-central-1',
  });
  for await (const { Items = [] } of paginateScan({ client }, { TableName: LOCAL.table })) {
    for (const item of Items) look(`table ${item.pk?.S} ${item.sk?.S}`, textOf(item));
  }
  for (const { key, body } of standIns.s3.list(LOCAL.rawBucket))
    look(`bucket ${key}`, `${key} ${Buffer.from(body).toString('utf8')}`);
  for (const name of standIns.sqs.names)
    for (const { body } of standIns.sqs.queue(name).peek()) look(`queue ${name}`, body);
  for (const schedule of standIns.scheduler.schedules()) look('schedule', JSON.stringify(schedule));
  return found;
};

/** The text of an item, with its packed part unpacked. */
const textOf = (item: Readonly<Record<string, { B?: Uint8Array }>>): string =>
  Object.values(item)
    .map((value) => (value.B ? inflateRawSync(value.B).toString('utf8') : JSON.stringify(value)))
    .join(' ');
