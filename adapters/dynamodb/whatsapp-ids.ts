/** Finds our message by WhatsApp's own id, for statuses that do not carry our id. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WhatsappIds } from '../../core/ports/whatsapp-ids.ts';
import type { Key, Table } from './table.ts';

const DAY_SECONDS = 24 * 60 * 60;

type Stored = Readonly<{ messageId?: string; profileId?: string }>;

export const createWhatsappIds = ({ tableName, client }: Table): WhatsappIds => ({
  // Kept as long as the ledger's row; a later status can change nothing any more.
  remember: async (providerId, { messageId, profileId }, now) => {
    const expiry = Math.ceil(now / 1000) + LIMITS.ledgerRetentionDays * DAY_SECONDS;
    const Item = { ...keyOf(providerId), messageId, profileId, [TABLE.ttl]: expiry };
    await client.send(new PutCommand({ TableName: tableName, Item }));
  },
  find: async (providerId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keyOf(providerId), ConsistentRead: true }),
    );
    const { messageId, profileId }: Stored = Item ?? {};
    return messageId === undefined || profileId === undefined ? undefined : { messageId, profileId };
  },
});

const keyOf = (providerId: string): Key => keys.whatsappMessage(idOf('whatsapp', providerId));
