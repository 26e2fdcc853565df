/**
 * The construct of fetch-details, which asks shops what their notices are about. It exists only where the
 * deployment names such a platform. queue of notices → [this] → shop's API, input queue
 */
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RAW_PREFIX } from '../contract/bucket.ts';
import type { FetchDetailsEnv } from '../contract/environment.ts';
import { METRICS } from '../contract/routes.ts';
import { SHOPS_OWN_API } from '../contract/secrets.ts';
import { SHOP_NUMBERS } from '../contract/table.ts';
import { alarmOnCount } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { consume } from './consume.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowConsuming, allowItems, allowUnder } from './permissions.ts';
import { FETCH_DETAILS_TIMEOUT } from './queues.ts';

/** All apps of a shop share one quota of calls, which the smallest plan fills with five in a second. */
const NOTICES_AT_ONCE = 2;

type Props = ConstructProps & Readonly<{ notices: Queue }>;

export class FetchDetails extends Construct {
  constructor(scope: Construct, id: string, { deployment, state, notices }: Props) {
    super(scope, id);
    const fn = nodeFunction<FetchDetailsEnv>(this, {
      name: 'fetch-details',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        NOTICE_QUEUE_URL: notices.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        SHOP_CREDENTIALS_ID: state.shopCredentials.secretArn,
        SHOP_API_URL: SHOPS_OWN_API,
      },
      may: [
        allowConsuming(notices),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn, state.shopCredentials.secretArn),
        allowItems(['dynamodb:GetItem', 'dynamodb:UpdateItem'], state.table.tableArn, SHOP_NUMBERS),
        allow(['sqs:SendMessage'], state.inputs.queueArn, notices.queueArn),
        allowUnder(
          ['s3:PutObject'],
          state.rawBucket,
          RAW_PREFIX.inputs,
          RAW_PREFIX.quarantine,
          RAW_PREFIX.mentions,
        ),
      ],
      memoryMb: 512,
      timeout: FETCH_DETAILS_TIMEOUT,
    });
    consume(fn, notices, { maxConcurrency: NOTICES_AT_ONCE });
    alarmOnCount(this, 'Refused', {
      counts: METRICS.detailsRefused,
      sender: fn,
      says: 'A shop refuses to say what its notices are about, or has been silent for an hour; they wait.',
      heading: 'details-refused',
      topic: state.alarms,
    });
    alarmOnCount(this, 'Quarantined', {
      counts: METRICS.quarantined,
      sender: fn,
      says: 'What a shop said of a notice could not be understood and was kept in quarantine.',
      heading: 'quarantine',
      topic: state.alarms,
    });
  }
}
