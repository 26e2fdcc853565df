/** Everything send-email works with, composed once. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { RequestHandler } from '../../adapters/aws-config.ts';
import { createLedger } from '../../adapters/ledger.ts';
import { createProductStore } from '../../adapters/products.ts';
import { createProfileStore } from '../../adapters/profiles.ts';
import { createPrograms } from '../../adapters/programs.ts';
import { createQueues } from '../../adapters/queues.ts';
import { createSecrets } from '../../adapters/secrets.ts';
import { createMailer } from '../../adapters/ses.ts';
import type { Look } from '../../adapters/situation.ts';
import { createLook } from '../../adapters/situation.ts';
import type { SendEmailEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/keys.ts';
import type { Mailer } from '../../core/mail.ts';
import type { Ledger, ProductStore, ProfileStore, Programs, Queues, Runtime } from '../../core/ports.ts';
import type { Log } from '../middleware/log.ts';
import { createLog } from '../middleware/log.ts';

export type SendEmailDeps = Readonly<{
  ledger: Ledger;
  look: Look;
  profiles: Pick<ProfileStore, 'readRecord'>;
  products: Pick<ProductStore, 'many'>;
  programs: Pick<Programs, 'load'>;
  queues: Queues;
  mailer: Mailer;
  keys: () => Promise<Keys>;
  runtime: Runtime;
  log: Log;
  publicUrl: string;
  testReachesEveryone: boolean;
}>;

export const createDeps = (env: SendEmailEnv, runtime: Runtime, requestHandler?: RequestHandler): SendEmailDeps => {
  const config = { userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME, ...(requestHandler ? { requestHandler } : {}) };
  const dynamodb = new DynamoDBClient(config);
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const secrets = createSecrets({ client: new SecretsManagerClient(config), now: runtime.now });
  return {
    ledger: createLedger(table),
    look: createLook(table),
    profiles: createProfileStore(table),
    products: createProductStore(table),
    programs: createPrograms({ dynamo: dynamodb, s3, tableName: env.TABLE_NAME, bucket: env.CONFIG_BUCKET }),
    queues: createQueues({ sqs, s3, inputQueueUrl: env.INPUT_QUEUE_URL, outboxQueueUrl: env.OUTBOX_QUEUE_URL, rawBucket: env.RAW_BUCKET }),
    mailer: createMailer({ client: new SESv2Client({ ...config, maxAttempts: 1 }), configurationSet: env.CONFIGURATION_SET }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    runtime,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    publicUrl: env.PUBLIC_URL,
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};
