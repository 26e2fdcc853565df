/**
 * The HTTP API with the routes of the contract, a throttle per route, and access logs without personal data.
 */
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Callers, type PublicFunction, ROUTES } from '../contract/routes.ts';
import { type Deployment, nameOf } from './deployment.ts';

type Throttle = Readonly<{ perSecond: number; burst: number }>;

/**
 * A platform that gets 429 may switch the webhook off, so this is far above what one shop's platform sends at
 * once, including flash sales and bulk edits: a bulk edit of 1,000 products arrives within seconds. The
 * account's own limit is 10,000 a second.
 */
const WEBHOOKS: Throttle = { perSecond: 2_000, burst: 4_000 };
/**
 * For the pages of the shop: a shop with a million looks a month has one or two a second, and a sale many
 * times that. What is more is lost, and costs nothing.
 */
const BROWSERS: Throttle = { perSecond: 300, burst: 600 };
/** For people and mail providers; a wave of one-click requests follows a large mailing. */
const PEOPLE: Throttle = { perSecond: 200, burst: 400 };

/** Sign-ups come one at a time; each costs a mail. */
const SIGN_UPS: Throttle = { perSecond: 50, burst: 100 };

/** For commands of an operator, or of a script that works through a list. */
const OPERATORS: Throttle = { perSecond: 10, burst: 20 };

const THROTTLES: Readonly<Record<Callers, Throttle>> = {
  platforms: WEBHOOKS,
  browsers: BROWSERS,
  people: PEOPLE,
  'sign-ups': SIGN_UPS,
  operators: OPERATORS,
};

/** Leaves out IP address, path and user agent: a path contains a token that stands for one person. */
const LOGGED = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
};
const LOGGED_TIMES = {
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
};

export class PublicApi extends Construct {
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    props: Readonly<{ deployment: Deployment; functions: Readonly<Record<PublicFunction, IFunction>> }>,
  ) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: nameOf(props.deployment, 'api'),
      createDefaultStage: false,
    });
    this.url = api.apiEndpoint;
    const stage = this.stageOf(api, props.deployment);
    for (const route of ROUTES) {
      const integration = new HttpLambdaIntegration(`${route.function}`, props.functions[route.function]);
      // CloudFormation must know a route before the stage can throttle it.
      stage.node.addDependency(
        ...api.addRoutes({ path: route.path, methods: [HttpMethod[route.method]], integration }),
      );
    }
    Validations.of(api).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason:
        'Webhooks are authenticated by their signature over the raw body, links by their signed token; an authorizer sees neither body nor path token.',
    });
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      ROUTES.map((route) => [`${route.method} ${route.path}`, settings(THROTTLES[route.callers])]),
    );
  }

  private stageOf(api: HttpApi, deployment: Deployment): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/stammkunde/${deployment.shop}/${deployment.stage}/api`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: PEOPLE.perSecond, burstLimit: PEOPLE.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify({ ...LOGGED, ...LOGGED_TIMES })),
      },
    });
  }
}

/** Untyped, because the property is plain JSON in CloudFormation. */
const settings = (throttle: Throttle): Readonly<Record<string, number>> => ({
  ThrottlingRateLimit: throttle.perSecond,
  ThrottlingBurstLimit: throttle.burst,
});
