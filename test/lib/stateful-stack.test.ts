/** Every resource that holds data is encrypted, private, recoverable and never deleted by a deploy. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RAW_RETENTION_DAYS } from '../../contract/bucket.ts';
import { TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import { flat, statementsIn, synthesize } from './synthesized.ts';

const cloud = synthesize();
const only = (type: string, start: string) => {
  const found = cloud.ofType(type).filter(({ id }) => id.startsWith(start));
  expect(found, `${type} ${start}`).toHaveLength(1);
  return found[0]?.Properties ?? {};
};

describe('the table', () => {
  const [table] = cloud.ofType('AWS::DynamoDB::GlobalTable');

  it('is paid per request, recoverable to any second, and protected from deletion', () => {
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: TABLE.ttl, Enabled: true },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });

  it('has the keys and the index of the contract', () => {
    const types = Object.entries(TABLE.keyTypes).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    }));
    expect(table?.Properties.AttributeDefinitions).toEqual(types);
    expect(table?.Properties.GlobalSecondaryIndexes).toMatchObject([
      {
        IndexName: TABLE.dueIndex.name,
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...TABLE.dueIndex.projected] },
      },
    ]);
  });
});

describe('the buckets', () => {
  it('are private and accept TLS only', () => {
    for (const { id, Properties } of cloud.ofType('AWS::S3::Bucket')) {
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
      const policy = cloud
        .ofType('AWS::S3::BucketPolicy')
        .find((resource) => flat(resource.Properties.Bucket) === `<${id}>`);
      expect(JSON.stringify(policy?.Properties)).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('keep every version of what marketers edit, and tell when something changes', () => {
    expect(only('AWS::S3::Bucket', 'ConfigBucket')).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  it('forget raw payloads for good after the promised days', () => {
    const raw = only('AWS::S3::Bucket', 'RawBucket');
    expect(raw.VersioningConfiguration).toBeUndefined();
    expect(raw.LifecycleConfiguration).toMatchObject({
      Rules: [{ ExpirationInDays: RAW_RETENTION_DAYS, Status: 'Enabled' }],
    });
    expect(RAW_RETENTION_DAYS).toBe(LIMITS.rawBodyRetentionDays);
  });
});

describe('the queues', () => {
  const queues = cloud.ofType('AWS::SQS::Queue');
  const dead = queues.filter(({ id }) => id.includes('DeadLetters'));

  it('all have dead letters, or are dead letters', () => {
    const redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number().min(3).max(5) });
    const targets = queues
      .filter((queue) => !dead.includes(queue))
      .map(({ Properties }) => flat(redrive.parse(Properties.RedrivePolicy).deadLetterTargetArn));
    expect(targets).toHaveLength(4);
    for (const target of targets) expect(dead.map(({ id }) => `<${id}.Arn>`)).toContain(target);
  });

  it('are encrypted and accept TLS only', () => {
    for (const { id, Properties } of queues) {
      expect(Properties.SqsManagedSseEnabled, id).toBe(true);
      const policy = cloud
        .ofType('AWS::SQS::QueuePolicy')
        .find((resource) => JSON.stringify(resource.Properties.Queues).includes(`"${id}"`));
      expect(
        statementsIn(policy?.Properties.PolicyDocument).some(
          ({ Effect, Condition }) =>
            Effect === 'Deny' && JSON.stringify(Condition).includes('SecureTransport'),
        ),
      ).toBe(true);
    }
  });

  it('keep dead letters as long as SQS can', () => {
    for (const { Properties } of dead) expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });

  it('without an order keep a message half as long, because it takes its age with it to the dead letters', () => {
    const unordered = queues.filter((queue) => !dead.includes(queue) && !queue.Properties.FifoQueue);
    expect(unordered.map(({ Properties }) => Properties.MessageRetentionPeriod)).toEqual(
      unordered.map(() => 7 * 24 * 60 * 60),
    );
    expect(unordered).toHaveLength(3);
  });

  it('take inputs in order per customer, at high throughput, deduplicated by their content', () => {
    expect(only('AWS::SQS::Queue', 'InputsE')).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
    expect(only('AWS::SQS::Queue', 'InputDeadLetters').FifoQueue).toBe(true);
  });

  it('hide a batch for six times as long as its consumer may work', () => {
    const timeout = (name: string) =>
      cloud
        .ofType('AWS::Lambda::Function')
        .find((fn) => flat(fn.Properties.FunctionName) === `shop-dev-${name}`)?.Properties.Timeout;
    expect(only('AWS::SQS::Queue', 'InputsE').VisibilityTimeout).toBe(6 * Number(timeout('advance')));
    expect(only('AWS::SQS::Queue', 'Outbox27').VisibilityTimeout).toBe(6 * Number(timeout('send-email')));
    const whatsapp = cloud
      .ofType('AWS::SQS::Queue')
      .find(({ id }) => /^OutboxWhatsapp(?!DeadLetters)/.test(id));
    expect(whatsapp?.Properties.VisibilityTimeout).toBe(6 * Number(timeout('send-whatsapp')));
    const calls = cloud.ofType('AWS::SQS::Queue').find(({ id }) => /^Calls(?!DeadLetters)/.test(id));
    expect(calls?.Properties.VisibilityTimeout).toBe(6 * Number(timeout('call-webhook')));
  });
});

describe('what is kept', () => {
  it('stays when a deploy or a removal of the stack goes wrong', () => {
    const kept = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
      'AWS::SQS::Queue',
      'AWS::Scheduler::ScheduleGroup',
      'AWS::SES::EmailIdentity',
    ];
    const deletable = kept
      .flatMap((type) => cloud.ofType(type))
      .filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain');
    expect(deletable.map(({ id }) => id)).toEqual([]);
    expect(cloud.stateful.terminationProtection).toBe(true);
  });

  it('starts with random keys that no template shows', () => {
    for (const { Properties } of cloud.ofType('AWS::SecretsManager::Secret')) {
      expect(Properties.SecretString).toBeUndefined();
      expect(Properties.GenerateSecretString).toMatchObject({ PasswordLength: 64, ExcludePunctuation: true });
    }
  });
});

describe('mail', () => {
  it('is signed by DKIM for the configured domain and tells what became of it on an encrypted topic', () => {
    expect(only('AWS::SES::EmailIdentity', 'Mail')).toMatchObject({ EmailIdentity: 'shop.example' });
    expect(only('AWS::SNS::Topic', 'MailFeedback').KmsMasterKeyId).toBeDefined();
    const events = z
      .object({ MatchingEventTypes: z.array(z.string()) })
      .parse(only('AWS::SES::ConfigurationSetEventDestination', 'Mail').EventDestination);
    // Opens and clicks need the consent of the recipient.
    expect(events.MatchingEventTypes.toSorted()).toEqual([
      ...['bounce', 'complaint', 'delivery', 'deliveryDelay'],
      ...['reject', 'renderingFailure', 'send', 'subscription'],
    ]);
  });

  it('alarms may be published to the topic although it has a policy of its own', () => {
    const policy = cloud.ofType('AWS::SNS::TopicPolicy').find(({ id }) => id.startsWith('Alarms'));
    expect(JSON.stringify(policy?.Properties)).toContain('cloudwatch.amazonaws.com');
  });
});
