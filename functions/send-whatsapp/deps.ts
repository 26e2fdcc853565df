/**
 * Composes, once, what send-whatsapp works with: the shared way of sending, with WhatsApp as its channel
 * and a price on every message.
 */
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createAwsWhatsapp } from '../../adapters/providers/whatsapp-aws.ts';
import { createMetaWhatsapp, TOKEN_NAME } from '../../adapters/providers/whatsapp-meta.ts';
import type { SendWhatsappEnv } from '../../contract/environment.ts';
import { mayBeAsked } from '../../core/consent/asked-countries.ts';
import type { WhatsappParcel, WhatsappTransport } from '../../core/message/whatsapp/parcel.ts';
import { costOf } from '../../core/message/whatsapp/rates.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { WhatsappSender } from '../../core/ports/whatsapp-sender.ts';
import { handingOver, onlyOnce, type RequestHandler } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createSharedDeps, type SendingDeps } from '../../sending/deps.ts';
import { composeWhatsapp } from './compose.ts';
import { optOut } from './opt-out.ts';

export const createDeps = (
  env: SendWhatsappEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): SendingDeps<WhatsappParcel> => {
  const { shared, clients } = createSharedDeps(
    env,
    runtime,
    { whatsappQueueUrl: env.WHATSAPP_OUTBOX_URL },
    requestHandler,
  );
  const { options, dynamodb, secrets } = clients;
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const transports: Readonly<Record<WhatsappTransport, WhatsappSender>> = {
    aws: createAwsWhatsapp(new SocialMessagingClient(handingOver(options))),
    meta: createMetaWhatsapp({
      baseUrl: env.META_GRAPH_URL,
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      token: async () => [(await secrets.webhookSecrets(env.WEBHOOK_SECRETS_ID))[TOKEN_NAME] ?? []].flat()[0],
    }),
  };
  const ids = createWhatsappIds(table);
  const gateItems = createGateItems(table);
  return {
    ...shared,
    budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
    channel: {
      channel: 'whatsapp',
      make: (ingredients) => composeWhatsapp(shared, ingredients),
      mayBeAsked,
      send: (parcel) => transports[parcel.transport](parcel),
      costOf,
      onAccepted: async (message, providerId) =>
        providerId === '' ? undefined : ids.remember(providerId, message, runtime.now()),
      onOptOut: (message, profile) => optOut({ ...shared, gateItems }, { message, profile }),
    },
  };
};
