/**
 * The cart journey once on the same bundles that a deploy uploads: synthesized, loaded, and called as Lambda
 * calls them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { readConfiguration } from '../../bin/configuration.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { makeStacks } from '../../lib/make-stacks.ts';
import { isolateFromAws, pointToStandIns } from '../../local/aws-environment.ts';
import { createEventSources } from '../../local/event-sources.ts';
import { functionVariables } from '../../local/function-variables.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import type { SqsHandler } from '../../local/queue-source.ts';
import { putSecrets } from '../../local/secrets.ts';
import { type SignedWebhook, signShopify, signStandard } from '../../local/signing.ts';
import { type Clock, createClock } from '../../stand-ins/clock.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createStandIns, type StandIns } from '../../stand-ins/stand-ins.ts';
import { CONTENT } from '../support/local-system.ts';
import { checkout } from '../support/shop-payloads.ts';
import { flat } from './synthesized.ts';

const START = Date.parse('2026-11-20T09:00:00Z');
const EMAIL = 'bundled@example.org';
const outdir = mkdtempSync(join(tmpdir(), 'stammkunde-bundled-'));
let clock: Clock;
let standIns: StandIns;
let endpoints: Awaited<ReturnType<StandIns['listen']>>;

type Handler = (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  isolateFromAws(process.env);
  clock = createClock({ startAt: START, realTimeNow: () => START });
  standIns = await createStandIns({ clock });
  endpoints = await standIns.listen();
  pointToStandIns(process.env, endpoints.endpoints);
  putSecrets(standIns.secrets, DEFAULT_SECRETS);
  standIns.secrets.set(LOCAL.keys, { '1': 'a key for tests of bundles, not a secret of anybody' });
  Object.assign(process.env, environment());
  // Only the date is faked, because the SDK's sockets need real timers.
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterAll(async () => {
  vi.useRealTimers();
  await endpoints.close();
  await standIns.close();
  rmSync(outdir, { recursive: true, force: true });
});

const environment = (): Readonly<Record<string, string>> => ({
  ...functionVariables({ queueUrl: standIns.sqs.url, publicUrl: 'https://mail.shop.example', shops: {} }),
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});

/** Folder of each function's asset in the synthesized cloud. */
const synthesizedBundles = (): Readonly<Record<string, string>> => {
  const app = new App({ outdir, context: cdkJson.context });
  const { stateless } = makeStacks(
    app,
    readConfiguration((name) => app.node.tryGetContext(name)),
  );
  app.synth();
  const schema = z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  );
  const resources = Object.values(schema.parse(Template.fromStack(stateless).toJSON().Resources)).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  return Object.fromEntries(
    resources.map(({ Properties }) => {
      const { S3Key } = z.object({ S3Key: z.string() }).parse(Properties.Code);
      return [
        flat(Properties.FunctionName).replace(/^shop-dev-/, ''),
        join(outdir, `asset.${S3Key.replace(/\.zip$/, '')}`),
      ];
    }),
  );
};

const load = async (folder: string | undefined): Promise<Handler> => {
  const bundle = (await import(/* @vite-ignore */ pathToFileURL(join(folder ?? '', 'index.mjs')).href)) as {
    handler: Handler;
  };
  return async (event) => {
    vi.setSystemTime(clock.now());
    return bundle.handler(event);
  };
};

const seedContent = (folder: string, under = ''): void => {
  for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
    const path = join(under, entry.name);
    if (entry.isDirectory()) seedContent(folder, path);
    else
      standIns.s3.put({
        bucket: LOCAL.configBucket,
        key: `content/${path}`,
        body: readFileSync(join(folder, path)),
      });
  }
};

const httpEvent = ({ path, headers, body }: SignedWebhook) => ({
  version: '2.0',
  rawPath: path,
  headers,
  body,
  isBase64Encoded: false,
  pathParameters: { platform: path.split('/')[2] },
  requestContext: { http: { method: 'POST', path } },
});

test('a signed cart becomes three mails on the synthesized bundles', async () => {
  vi.setSystemTime(START);
  const bundles = synthesizedBundles();
  const [door, advance, sendEmail, publish] = await Promise.all(
    ['receive-webhook', 'advance', 'send-email', 'publish-program'].map((name) => load(bundles[name])),
  );
  if (!door || !advance || !sendEmail || !publish) throw new Error('a function is not in the template');
  seedContent(CONTENT);
  expect(await publish({})).toMatchObject({ ok: true });

  const sources = createEventSources({
    standIns,
    clock,
    functions: { advance: advance as SqsHandler, 'send-email': sendEmail as SqsHandler },
  });
  const consent = {
    customer: { email: EMAIL, locale: 'de-DE', country: 'DE' },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1' },
  };
  const answers = [
    await door(
      httpEvent(
        signStandard(
          DEFAULT_SECRETS,
          'msg_1',
          { type: 'consent.given', timestamp: new Date(START).toISOString(), data: consent },
          START,
        ),
      ),
    ),
    await door(
      httpEvent(
        signShopify(
          DEFAULT_SECRETS,
          {
            topic: 'checkouts/update',
            shop: 'shop.example',
            webhookId: 'w-1',
            payload: checkout({ email: EMAIL, token: 'bundled', updatedAt: new Date(START).toISOString() }),
          },
          START,
        ),
      ),
    ),
  ];
  expect(answers).toEqual([
    expect.objectContaining({ statusCode: 200 }),
    expect.objectContaining({ statusCode: 200 }),
  ]);
  await sources.moveTo(START + 80 * 60 * 60_000);
  expect(standIns.mailbox.messages().map(({ step, sentAt }) => `${step} ${sentAt.slice(5, 16)}`)).toEqual([
    'help 11-20T10:00',
    'reviews 11-21T10:00',
    'offer 11-23T10:00',
  ]);
});
