/** What asks shops about their notices: absent until a deployment names such a platform, and then watched. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import { statementsOf, synthesize } from './synthesized.ts';

const cloud = synthesize({ alarmEmail: 'technik@shop.example', shops: { shopify: ['tea.example'] } });
const ASKING = synthesize({ reconcile: 'shopify', details: 'bigcommerce' });
const headings = [...readFileSync('RUNBOOK.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
  title.toLowerCase().replaceAll(' ', '-'),
);

describe('asking shops what their notices are about', () => {
  const of = (one: typeof cloud, type: string, name = 'FetchDetails') =>
    one.ofType(type).filter(({ id }) => id.startsWith(name));

  it('costs nothing until the deployment names a platform: no function, no queue, no alarm', () => {
    expect(cloud.all.filter(({ id }) => /^(FetchDetails|Notices)/.test(id))).toEqual([]);
  });

  it('is one setting away: a queue that only it reads, with dead letters and two alarms of its own', () => {
    const [mapping] = of(ASKING, 'AWS::Lambda::EventSourceMapping');
    expect(mapping?.Properties).toMatchObject({ ScalingConfig: { MaximumConcurrency: 2 } });
    const queues = of(ASKING, 'AWS::SQS::Queue', 'Notices').map(({ Properties }) => Properties);
    expect(queues).toHaveLength(2);
    expect(queues.filter(({ RedrivePolicy }) => RedrivePolicy !== undefined)).toMatchObject([
      { VisibilityTimeout: 180, RedrivePolicy: { maxReceiveCount: 4 } },
    ]);
    const alarms = of(ASKING, 'AWS::CloudWatch::Alarm').map(({ Properties }) => [
      String(Properties.MetricName),
      String(Properties.AlarmDescription).split('#').at(-1),
    ]);
    expect(alarms).toContainEqual([METRICS.detailsRefused, 'details-refused']);
    expect(alarms).toContainEqual([METRICS.quarantined, 'quarantine']);
    expect(
      of(ASKING, 'AWS::CloudWatch::Alarm', 'NoticesDeadLetters').map(({ Properties }) =>
        String(Properties.AlarmDescription).split('#').at(-1),
      ),
    ).toEqual(['notice-dead-letters']);
    expect(headings).toEqual(expect.arrayContaining(['details-refused', 'notice-dead-letters']));
  });

  it('may read two secrets, send to two queues, remember whose numbers are whose and keep what it does not understand', () => {
    const may = statementsOf(ASKING, 'shop-dev-fetch-details').flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${kindOf(resource)}`)),
    );
    expect(may.filter((one) => !one.startsWith('logs:')).toSorted()).toEqual([
      'dynamodb:GetItem Table',
      'dynamodb:UpdateItem Table',
      's3:PutObject inputs/*',
      's3:PutObject mentions/*',
      's3:PutObject quarantine/*',
      'secretsmanager:GetSecretValue Keys',
      'secretsmanager:GetSecretValue ShopCredentials',
      'sqs:DeleteMessage Notices',
      'sqs:GetQueueAttributes Notices',
      'sqs:ReceiveMessage Notices',
      'sqs:SendMessage Inputs',
      'sqs:SendMessage Notices',
    ]);
  });

  it('lets the door and the replay send to its queue alone, and an operator put its dead letters back', () => {
    const sendsTo = (name: string) =>
      statementsOf(ASKING, `shop-dev-${name}`)
        .filter(({ Action }) => Action.includes('sqs:SendMessage'))
        .flatMap(({ Resource }) => Resource.map(kindOf));
    expect(sendsTo('receive-webhook').toSorted()).toEqual(['Inputs', 'Notices']);
    expect(sendsTo('replay-quarantine').toSorted()).toEqual(['Inputs', 'Notices']);
    expect(sendsTo('redrive')).toContain('Notices');
  });
});

/** `<ExportsOutputFnGetAttNotices1A2B...Arn>` is Notices; of a bucket only the prefix is told. */
function kindOf(resource: string): string {
  return (
    /\/((?:inputs|mentions|quarantine)\/\*)$/.exec(resource)?.[1] ??
    /(?:Ref|FnGetAtt)([A-Za-z]+?)[0-9A-F]{8}/.exec(resource)?.[1] ??
    resource
  );
}
