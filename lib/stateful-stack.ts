/**
 * The stack with everything that holds data or that people outside rely on. It is retained: neither a deploy
 * nor `cdk destroy` deletes a customer.
 */
import {
  Annotations,
  CfnOutput,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CONFIG_PREFIX, RAW_RETENTION_DAYS } from '../contract/bucket.ts';
import { TABLE } from '../contract/table.ts';
import type { Deployment } from './deployment.ts';
import { Mail } from './mail.ts';
import { inputQueue, noticeQueue, outboxQueue } from './queues.ts';
import { callSecrets, identityKeys, startingSecret, writeKeys } from './starting-secret.ts';
import { Timers } from './timers.ts';

/** The queues' visibility time-outs depend on these time-outs of their consumers. */
export const ADVANCE_TIMEOUT = Duration.seconds(30);
export const SEND_EMAIL_TIMEOUT = Duration.seconds(60);
export const SEND_WHATSAPP_TIMEOUT = Duration.seconds(60);
export const CALL_WEBHOOK_TIMEOUT = Duration.seconds(30);

const OLD_VERSIONS_KEPT = Duration.days(365);
const RAW_KEPT = Duration.days(RAW_RETENTION_DAYS);
const LEFTOVERS = Duration.days(7);

const PRIVATE_BUCKET: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

type Props = StackProps & Readonly<{ deployment: Deployment }>;

export class StatefulStack extends Stack {
  readonly alarms: Topic;
  readonly table: TableV2;
  readonly configBucket: Bucket;
  readonly rawBucket: Bucket;
  readonly webhookSecrets: Secret;
  readonly bearerTokens: Secret;
  readonly privacySecrets: Secret;
  readonly shopCredentials: Secret;
  readonly callSecrets: Secret;
  readonly writeKeys: Secret;
  readonly calls: Queue;
  readonly notices: ReturnType<typeof noticeQueue>;
  readonly keys: Secret;
  readonly inputs: Queue;
  readonly outbox: Queue;
  readonly whatsappOutbox: Queue;
  readonly deadLetters: Readonly<Record<'inputs' | 'outbox' | 'whatsappOutbox' | 'calls', Queue>>;
  readonly timers: Timers;
  readonly mail: Mail;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.alarms = this.alarmTopic(props.deployment.alarmEmail);
    this.table = this.customerTable();
    this.configBucket = this.marketersBucket();
    this.rawBucket = this.shortLivedBucket();
    this.webhookSecrets = startingSecret(this, 'WebhookSecrets', {
      description: 'Signing secrets per platform; see the README for how to enter them',
      firstKey: 'standard',
    });
    this.bearerTokens = startingSecret(this, 'BearerTokens', {
      description: 'Bearer tokens of senders that cannot sign; they open nothing but events',
      firstKey: 'standard',
    });
    this.privacySecrets = startingSecret(this, 'PrivacySecrets', {
      description:
        'What signs commands that export, erase and suppress; give it to nobody who only sends events',
      firstKey: 'privacy',
    });
    this.shopCredentials = startingSecret(this, 'ShopCredentials', {
      description: "What opens the shops' own APIs, beside their hosts; the README tells how to enter it",
      firstKey: 'unused',
    });
    this.callSecrets = callSecrets(this);
    this.writeKeys = writeKeys(this);
    this.keys = identityKeys(this);
    const inputs = inputQueue(this, { consumerTimeout: ADVANCE_TIMEOUT, topic: this.alarms });
    const outbox = outboxQueue(this, { consumerTimeout: SEND_EMAIL_TIMEOUT, topic: this.alarms });
    this.inputs = inputs.queue;
    const whatsappOutbox = outboxQueue(
      this,
      { consumerTimeout: SEND_WHATSAPP_TIMEOUT, topic: this.alarms },
      'OutboxWhatsapp',
    );
    const calls = outboxQueue(this, { consumerTimeout: CALL_WEBHOOK_TIMEOUT, topic: this.alarms }, 'Calls');
    this.calls = calls.queue;
    this.notices = noticeQueue(this, props.deployment, this.alarms);
    this.outbox = outbox.queue;
    this.whatsappOutbox = whatsappOutbox.queue;
    this.deadLetters = {
      inputs: inputs.deadLetters,
      outbox: outbox.deadLetters,
      whatsappOutbox: whatsappOutbox.deadLetters,
      calls: calls.deadLetters,
    };
    this.timers = new Timers(this, 'Timers', {
      deployment: props.deployment,
      inputs: this.inputs,
      alarms: this.alarms,
    });
    this.mail = new Mail(this, 'Mail', props);
    this.acknowledge();
    for (const [name, value] of Object.entries({
      ConfigBucket: this.configBucket.bucketName,
      Keys: this.keys.secretName,
      WebhookSecrets: this.webhookSecrets.secretName,
      BearerTokens: this.bearerTokens.secretName,
      PrivacySecrets: this.privacySecrets.secretName,
      CallSecrets: this.callSecrets.secretName,
      WriteKeys: this.writeKeys.secretName,
      ShopCredentials: this.shopCredentials.secretName,
    })) {
      new CfnOutput(this, `${name}Name`, { value });
    }
  }

  private acknowledge(): void {
    for (const bucket of [this.configBucket, this.rawBucket]) {
      Validations.of(bucket).acknowledge({
        id: 'AwsSolutions::AwsSolutions-S1',
        reason:
          "Access logs would copy customers' keys into another bucket; who needs an audit trail switches on CloudTrail data events for the account.",
      });
    }
    for (const secret of [
      this.webhookSecrets,
      this.bearerTokens,
      this.privacySecrets,
      this.shopCredentials,
      this.callSecrets,
      this.writeKeys,
    ])
      Validations.of(secret).acknowledge({
        id: 'AwsSolutions::AwsSolutions-SMG4',
        reason:
          'The other side has the same secret; both the old and the new one are accepted while a person rotates them.',
      });
    Validations.of(this.keys).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'Profile ids are made with version 1 for ever; new versions are added by hand and none is retired while rows under it exist.',
    });
  }

  private alarmTopic(email: string | undefined): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    // A topic with a policy of its own loses the default policy, which lets alarms of the same account
    // publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    else
      Annotations.of(this).addInfo('Nobody hears the alarms yet. Fix: deploy with -c alarmEmail=<address>');
    return topic;
  }

  /** The table is encrypted with DynamoDB's own key; lib/README.md says why. */
  private customerTable(): TableV2 {
    const { dueIndex } = TABLE;
    return new TableV2(this, 'Table', {
      partitionKey: attribute(TABLE.partitionKey),
      sortKey: attribute(TABLE.sortKey),
      timeToLiveAttribute: TABLE.ttl,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      globalSecondaryIndexes: [
        {
          indexName: dueIndex.name,
          partitionKey: attribute(dueIndex.partitionKey),
          sortKey: attribute(dueIndex.sortKey),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...dueIndex.projected],
        },
      ],
    });
  }

  /**
   * Versioned, so that every edit can be undone. The bucket's own setting sends its changes to EventBridge,
   * so no helper function of the CDK is needed.
   */
  private marketersBucket(): Bucket {
    const bucket = new Bucket(this, 'ConfigBucket', {
      ...PRIVATE_BUCKET,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: OLD_VERSIONS_KEPT, abortIncompleteMultipartUploadAfter: LEFTOVERS },
        // Such files name people, and nothing needs them once they were read.
        {
          prefix: CONFIG_PREFIX.reviews,
          expiration: RAW_KEPT,
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    return bucket;
  }

  /** Unversioned: an object that was deleted or has expired is gone, as an erasure demands. */
  private shortLivedBucket(): Bucket {
    return new Bucket(this, 'RawBucket', {
      ...PRIVATE_BUCKET,
      lifecycleRules: [{ expiration: RAW_KEPT, abortIncompleteMultipartUploadAfter: LEFTOVERS }],
    });
  }
}

const attribute = (name: keyof typeof TABLE.keyTypes): Readonly<{ name: string; type: AttributeType }> => ({
  name,
  type: TABLE.keyTypes[name] === 'S' ? AttributeType.STRING : AttributeType.NUMBER,
});
