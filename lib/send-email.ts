/**
 * The construct of the mail sender, which claims a message, asks the gate once more and calls SES at most
 * once. outbox queue → [this] → SES
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { SendEmailEnv } from '../contract/environment.ts';
import { SHOPS_OWN_API } from '../contract/secrets.ts';
import { BASKETS, FREE_CODES } from '../contract/table.ts';
import { alarmOnSender } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { consume } from './consume.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowConsuming, allowItems, allowUnder, type Permission } from './permissions.ts';
import { SEND_EMAIL_TIMEOUT } from './stateful-stack.ts';

/**
 * SES gives a new account 14 mails a second; a mail takes about 150 ms, so more senders would only be
 * refused.
 */
const SENDERS_AT_ONCE = 4;

export class SendEmail extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { deployment, state, publicUrl }: ConstructProps & Readonly<{ publicUrl: string }>,
  ) {
    super(scope, id);
    const fn = nodeFunction<SendEmailEnv>(this, {
      name: 'send-email',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        OUTBOX_QUEUE_URL: state.outbox.queueUrl,
        CONFIG_BUCKET: state.configBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        CONFIGURATION_SET: state.mail.configurationSet.configurationSetName,
        PUBLIC_URL: publicUrl,
        TEST_REACHES: 'addresses',
        SHOP_CREDENTIALS_ID: state.shopCredentials.secretArn,
        SHOP_API_URL: SHOPS_OWN_API,
      },
      may: [
        allowConsuming(state.outbox),
        allow(['sqs:SendMessage'], state.inputs.queueArn, state.outbox.queueArn),
        allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        allowItems(['dynamodb:Query', 'dynamodb:DeleteItem'], state.table.tableArn, FREE_CODES),
        allowItems(['dynamodb:Query'], state.table.tableArn, BASKETS),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn, state.shopCredentials.secretArn),
        this.sendAs(deployment.mailDomain, state.mail.configurationSet.configurationSetName),
      ],
      memoryMb: 512,
      timeout: SEND_EMAIL_TIMEOUT,
    });
    consume(fn, state.outbox, { maxConcurrency: SENDERS_AT_ONCE });
    alarmOnSender(this, fn, state.alarms);
  }

  private sendAs(domain: string, configurationSet: string): Permission {
    const ses = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({
        service: 'ses',
        resource,
        resourceName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    return {
      actions: ['ses:SendEmail'],
      resources: [ses('identity', '*'), ses('configuration-set', configurationSet)],
      conditions: { StringLike: { 'ses:FromAddress': `*@${domain}` } },
      why: "In its sandbox SES also asks whether the recipient's identity may be used. The condition holds the sender to our domain.",
    };
  }
}
