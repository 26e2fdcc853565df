/** The public API, the triggers between the functions, and the alarms with their headings in the runbook. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { METRICS, ROUTES } from '../../contract/routes.ts';
import { flat, synthesize } from './synthesized.ts';

const cloud = synthesize({ alarmEmail: 'technik@shop.example', shops: { shopify: ['tea.example'] } });

const DEAD_LETTERS = ['call', 'catalogue', 'feedback', 'input', 'outbox', 'publish', 'sweep', 'timer'];
const RAISED = [
  ...DEAD_LETTERS.map((of) => `${of}-dead-letters: ApproximateNumberOfMessagesVisible above 0, 1 times`),
  `quarantine: ${METRICS.quarantined} above 0, 1 times`,
  `data-requests: ${METRICS.dataRequests} above 0, 1 times`,
  `shop-erasures: ${METRICS.shopErasures} above 0, 1 times`,
  `shop-warnings: ${METRICS.shopWarnings} above 0, 1 times`,
  `sign-up-ceiling: ${METRICS.signUpCeiling} above 0, 1 times`,
  `coupon-pool-empty: ${METRICS.couponPoolEmpty} above 0, 1 times`,
  `coupon-not-made: ${METRICS.couponNotMade} above 0, 1 times`,
  `content-invalid: ${METRICS.contentInvalid} above 0, 1 times`,
  `calls-refused: ${METRICS.callRefused} above 0, 1 times`,
  `waits-are-overdue: ${METRICS.overdue} above 0, 3 times`,
  'import-dead-letters: ApproximateNumberOfMessagesVisible above 0, 1 times',
  'inputs-are-late: ApproximateAgeOfOldestMessage above 900, 1 times',
  'function-errors: Errors above 0, 2 times',
  'function-throttled: Throttles above 0, 3 times',
];

const headings = new Set(
  readFileSync('RUNBOOK.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) =>
      line
        .replace(/^#+\s+/, '')
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    ),
);

describe('the public door', () => {
  const [stage] = cloud.ofType('AWS::ApiGatewayV2::Stage');

  it('has exactly the routes of the contract', () => {
    const keys = cloud.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => flat(Properties.RouteKey));
    expect(keys.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('throttles every route by itself, webhooks far above the bursts of a platform', () => {
    const settings = z
      .record(z.string(), z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }))
      .parse(stage?.Properties.RouteSettings);
    expect(Object.keys(settings).sort()).toEqual(
      ROUTES.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(settings['POST /webhooks/{platform}']?.ThrottlingRateLimit).toBeGreaterThanOrEqual(1_000);
    const rates = ['operators', 'sign-ups', 'people', 'platforms'].map((callers) => [
      ...new Set(
        ROUTES.filter((route) => route.callers === callers).map(
          ({ method, path }) => settings[`${method} ${path}`]?.ThrottlingRateLimit ?? 0,
        ),
      ),
    ]);
    expect(rates.map((each) => each.length)).toEqual([1, 1, 1, 1]);
    expect(rates.flat()).toEqual(rates.flat().toSorted((a, b) => a - b));
    expect(new Set(rates.flat()).size).toBe(4);
    expect(stage?.Properties.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: expect.any(Number) });
  });

  it('knows its routes before it throttles them', () => {
    const routes = cloud.ofType('AWS::ApiGatewayV2::Route').map(({ id }) => id);
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes));
  });

  it('logs accesses without address, path or browser', () => {
    const format = z.object({ Format: z.string() }).parse(stage?.Properties.AccessLogSettings).Format;
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/sourceIp|path|userAgent|identity/i);
  });
});

describe('the triggers', () => {
  it('publish what marketers edit and not what publishing writes', () => {
    const pattern = JSON.stringify(
      cloud.ofType('AWS::Events::Rule').map(({ Properties }) => Properties.EventPattern),
    );
    expect(pattern).toContain('content/flows/*');
    expect(pattern).toContain('catalogue/feed.csv');
    expect(pattern).not.toMatch(/report|schema|"content\/\*"/);
  });

  it('sweep every five minutes', () => {
    expect(
      cloud.ofType('AWS::Events::Rule').map(({ Properties }) => Properties.ScheduleExpression),
    ).toContain('rate(5 minutes)');
  });

  it('seed the first content after the rule and the publisher stand', () => {
    const [seed] = cloud.ofType('Custom::SeedContent');
    const names = z.array(z.string()).parse(seed?.DependsOn);
    expect(names.some((name) => name.startsWith('PublishProgramEdits'))).toBe(true);
    expect(names.some((name) => name.startsWith('SeedContentFunctionEventInvokeConfig'))).toBe(true);
  });

  it('hand the shop domains to the door', () => {
    const door = cloud.ofType('AWS::Lambda::Function').find(({ id }) => id.startsWith('ReceiveWebhook'));
    expect(JSON.stringify(door?.Properties.Environment)).toContain('{\\"shopify\\":[\\"tea.example\\"]}');
  });
});

describe('asking shops for their orders', () => {
  const asking = synthesize({ reconcile: 'shopify', details: 'bigcommerce' });
  const of = (one: typeof cloud, type: string) =>
    one.ofType(type).filter(({ id }) => id.startsWith('Reconcile'));

  it('is off until the deployment names a platform: nothing wakes it, and nothing watches whether it ran', () => {
    expect(of(cloud, 'AWS::Events::Rule')).toEqual([]);
    const alarms = of(cloud, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.MetricName);
    expect(alarms.sort()).toEqual(['Errors', 'Throttles']);
  });

  it('is one setting away: every hour, with what fails in a dead-letter queue', () => {
    expect(of(asking, 'AWS::Events::Rule').map(({ Properties }) => Properties)).toMatchObject([
      { ScheduleExpression: 'rate(1 hour)', Targets: [{ DeadLetterConfig: expect.anything() }] },
    ]);
    const [fn] = of(asking, 'AWS::Lambda::Function');
    expect(fn?.Properties.Environment).toMatchObject({ Variables: { RECONCILE: 'shopify' } });
  });

  it('rings when it lags behind by hours, and when nothing is heard of it at all', () => {
    const lag = of(asking, 'AWS::CloudWatch::Alarm').find(
      ({ Properties }) => Properties.MetricName === METRICS.reconciliationLagSeconds,
    );
    expect(lag?.Properties).toMatchObject({
      TreatMissingData: 'breaching',
      EvaluationPeriods: 3,
      Period: 3600,
    });
    expect(flat(dimensionOf(lag?.Properties.Dimensions))).toBe(
      `<${of(asking, 'AWS::Lambda::Function')[0]?.id}>`,
    );
    expect(lag?.Properties.AlarmDescription).toMatch(/RUNBOOK\.md#orders-not-reconciled$/);
    expect(headings).toContain('orders-not-reconciled');
  });
});

describe('the alarms', () => {
  const alarms = cloud.ofType('AWS::CloudWatch::Alarm');
  it('each point to a heading of the runbook that exists', () => {
    for (const { id, Properties } of alarms) {
      const heading = /RUNBOOK\.md#([a-z0-9-]+)$/.exec(String(Properties.AlarmDescription))?.[1];
      expect(headings, `${id}: ${String(Properties.AlarmDescription)}`).toContain(heading);
    }
  });

  it('are each raised by what their heading says, by the first case, and by what passes only if it stays', () => {
    const told = alarms.map(({ Properties }) => {
      const { MetricName, Threshold, EvaluationPeriods, Period, ComparisonOperator } = Properties;
      expect([Period, ComparisonOperator]).toEqual([300, 'GreaterThanThreshold']);
      const heading = String(Properties.AlarmDescription).split('#').at(-1);
      return `${heading}: ${String(MetricName)} above ${String(Threshold)}, ${String(EvaluationPeriods)} times`;
    });
    expect([...new Set(told)].toSorted()).toEqual(RAISED.toSorted());
  });

  it('reach somebody', () => {
    for (const { id, Properties } of alarms) expect(Properties.AlarmActions, id).toHaveLength(1);
    expect(cloud.ofType('AWS::SNS::Subscription').map(({ Properties }) => Properties.Endpoint)).toContain(
      'technik@shop.example',
    );
  });

  it('watch every dead-letter queue', () => {
    const watched = JSON.stringify(
      alarms
        .filter(({ Properties }) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
        .map(({ Properties }) => Properties.Dimensions),
    );
    const dead = cloud.ofType('AWS::SQS::Queue').filter(({ id }) => id.includes('DeadLetters'));
    expect(dead.length).toBeGreaterThanOrEqual(6);
    expect(dead.filter(({ id }) => !watched.includes(`"${id}"`)).map(({ id }) => id)).toEqual([]);
  });

  it('watch the quarantine, what asks for a person, the oldest input and overdue waits under the names that functions report', () => {
    const named = alarms.map(
      ({ Properties }) =>
        `${String(Properties.Namespace)}/${String(Properties.MetricName)} ${flat(dimensionOf(Properties.Dimensions))}`,
    );
    for (const metric of [
      METRICS.quarantined,
      METRICS.dataRequests,
      METRICS.shopErasures,
      METRICS.shopWarnings,
    ])
      expect(named).toContain(`${METRICS.namespace}/${metric} <${functionId('ReceiveWebhook')}>`);
    expect(named).toContain(`${METRICS.namespace}/${METRICS.overdue} <${functionId('Sweep')}>`);
    expect(named.some((name) => name.startsWith('AWS/SQS/ApproximateAgeOfOldestMessage'))).toBe(true);
  });

  it('watch errors and throttles of every function', () => {
    for (const metric of ['Errors', 'Throttles']) {
      expect(alarms.filter(({ Properties }) => Properties.MetricName === metric)).toHaveLength(
        cloud.ofType('AWS::Lambda::Function').length,
      );
    }
  });
});

function dimensionOf(dimensions: unknown): unknown {
  return z.array(z.object({ Name: z.string(), Value: z.unknown() })).parse(dimensions)[0]?.Value;
}

function functionId(start: string): string {
  return cloud.ofType('AWS::Lambda::Function').find(({ id }) => id.startsWith(start))?.id ?? '';
}
