/**
 * The construct of the WhatsApp sender, which claims a message, asks the gate once more, pays, and calls AWS
 * or Meta at most once. WhatsApp outbox → [this] → WhatsApp
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { SendWhatsappEnv } from '../contract/environment.ts';
import { SHOPS_OWN_API } from '../contract/secrets.ts';
import { BASKETS, FREE_CODES } from '../contract/table.ts';
import { alarmOnSender } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { consume } from './consume.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowConsuming, allowItems, allowUnder, type Permission } from './permissions.ts';
import { SEND_WHATSAPP_TIMEOUT } from './stateful-stack.ts';

/**
 * A number starts with 80 messages a second, far more than these senders make; refused messages are tried
 * later.
 */
const SENDERS_AT_ONCE = 4;
const META_GRAPH_URL = 'https://graph.facebook.com';

export class SendWhatsapp extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { deployment, state, publicUrl }: ConstructProps & Readonly<{ publicUrl: string }>,
  ) {
    super(scope, id);
    const fn = nodeFunction<SendWhatsappEnv>(this, {
      name: 'send-whatsapp',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        WHATSAPP_OUTBOX_URL: state.whatsappOutbox.queueUrl,
        CONFIG_BUCKET: state.configBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        WEBHOOK_SECRETS_ID: state.webhookSecrets.secretArn,
        META_GRAPH_URL,
        PUBLIC_URL: publicUrl,
        TEST_REACHES: 'addresses',
        SHOP_CREDENTIALS_ID: state.shopCredentials.secretArn,
        SHOP_API_URL: SHOPS_OWN_API,
      },
      may: [
        allowConsuming(state.whatsappOutbox),
        allow(['sqs:SendMessage'], state.inputs.queueArn, state.whatsappOutbox.queueArn),
        allow(
          ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          state.table.tableArn,
        ),
        allowItems(['dynamodb:Query', 'dynamodb:DeleteItem'], state.table.tableArn, FREE_CODES),
        allowItems(['dynamodb:Query'], state.table.tableArn, BASKETS),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(
          ['secretsmanager:GetSecretValue'],
          state.keys.secretArn,
          state.webhookSecrets.secretArn,
          state.shopCredentials.secretArn,
        ),
        this.sendFromAnyNumber(),
      ],
      memoryMb: 512,
      timeout: SEND_WHATSAPP_TIMEOUT,
    });
    consume(fn, state.whatsappOutbox, { maxConcurrency: SENDERS_AT_ONCE });
    alarmOnSender(this, fn, state.alarms);
  }

  private sendFromAnyNumber(): Permission {
    const resource = Stack.of(this).formatArn({
      service: 'social-messaging',
      resource: 'phone-number-id',
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return {
      actions: ['social-messaging:SendWhatsAppMessage'],
      resources: [resource],
      why: "The sending number stands in the marketers' settings.json, which the deployment does not know; only numbers of this account can be meant.",
    };
  }
}
