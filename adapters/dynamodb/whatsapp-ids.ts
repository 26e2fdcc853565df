/** Which message of ours WhatsApp means by its own id, for statuses that do not carry ours. */
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WhatsappIds } from '../../core/ports/whatsapp-ids.ts';
import { number, text, textOf } from './attributes.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const createWhatsappIds = ({
  tableName,
  client,
}: Readonly<{ tableName: string; client: DynamoDBClient }>): WhatsappIds => ({
  // As long as the ledger's row: what comes later has nothing to change any more.
  remember: async (providerId, { messageId, profileId }, now) => {
    const expiry = Math.ceil(now / 1000) + LIMITS.ledgerRetentionDays * DAY_SECONDS;
    const Item = {
      ...keyOf(providerId),
      messageId: text(messageId),
      profileId: text(profileId),
      [TABLE.ttl]: number(expiry),
    };
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  },
  find: async (providerId) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyOf(providerId), ConsistentRead: true }),
    );
    const messageId = Item && textOf(Item, 'messageId');
    const profileId = Item && textOf(Item, 'profileId');
    return messageId === undefined || profileId === undefined ? undefined : { messageId, profileId };
  },
});

const keyOf = (providerId: string) => {
  const { pk, sk } = keys.whatsappMessage(idOf('whatsapp', providerId));
  return { pk: text(pk), sk: text(sk) };
};
