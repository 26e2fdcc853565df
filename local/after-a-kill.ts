/**
 * Settles, after a kill, the mails whose sending had begun, by looking them up in the mailbox. On AWS nobody
 * can ask SES what it did not send; here the provider dies and restarts with the sender, so both are known,
 * and no message stays `unknown` without need.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { rowOf } from '../adapters/dynamodb/ledger-row.ts';
import type { LedgerRow } from '../core/message/ledger-row.ts';
import { CONTROL_SURFACE } from '../stand-ins/doorway.ts';
import { LOCAL, REGION } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';

/** Must run before anything is sent again. */
export const settleCalls = async ({ requestHandler, mailbox }: StandIns): Promise<void> => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ userAgentAppId: CONTROL_SURFACE, requestHandler, region: REGION }),
  );
  const ledger = createLedger({ client, tableName: LOCAL.table });
  const sent = new Map(mailbox.messages().map((mail) => [mail.messageId, mail]));
  for (const { messageId, token } of await callsOf(client)) {
    const mail = sent.get(messageId);
    if (mail)
      await ledger.feedback(messageId, 'sent', Date.parse(mail.sentAt), { providerId: mail.providerId });
    else if (token !== undefined) await ledger.release(messageId, token);
  }
};

/** Rows of e-mail only: the cost of a WhatsApp message is settled by its own outcome. */
const callsOf = async (client: DynamoDBDocumentClient): Promise<readonly LedgerRow[]> => {
  const rows: LedgerRow[] = [];
  const query = {
    TableName: LOCAL.table,
    FilterExpression: 'phase = :calling',
    ExpressionAttributeValues: { ':calling': 'calling' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateScan({ client }, query)) {
    for (const item of Items) {
      const row = rowOf(item);
      if (row?.phase === 'calling' && row.message.channel === 'email') rows.push(row);
    }
  }
  return rows;
};
