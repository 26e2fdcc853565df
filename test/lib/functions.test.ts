/**
 * Every function is built, configured and watched in the same way, and gets exactly the environment of its
 * contract.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  advanceEnv,
  callWebhookEnv,
  confirmEnv,
  fetchDetailsEnv,
  importCatalogueEnv,
  importHistoryEnv,
  privacyEnv,
  publishProgramEnv,
  receiveBrowseEnv,
  receiveFeedbackEnv,
  receiveWebhookEnv,
  reconcileEnv,
  redriveEnv,
  replayQuarantineEnv,
  seedContentEnv,
  sendEmailEnv,
  sendWhatsappEnv,
  subscribeEnv,
  sweepEnv,
  unsubscribeEnv,
} from '../../contract/environment.ts';
import { flat, shortName, synthesize } from './synthesized.ts';

const CONTRACTS: Readonly<Record<string, z.ZodObject>> = {
  'receive-webhook': receiveWebhookEnv,
  'receive-browse': receiveBrowseEnv,
  advance: advanceEnv,
  'send-email': sendEmailEnv,
  'send-whatsapp': sendWhatsappEnv,
  unsubscribe: unsubscribeEnv,
  subscribe: subscribeEnv,
  'call-webhook': callWebhookEnv,
  confirm: confirmEnv,
  privacy: privacyEnv,
  'receive-feedback': receiveFeedbackEnv,
  'publish-program': publishProgramEnv,
  'import-catalogue': importCatalogueEnv,
  'import-history': importHistoryEnv,
  sweep: sweepEnv,
  reconcile: reconcileEnv,
  'fetch-details': fetchDetailsEnv,
  redrive: redriveEnv,
  'replay-quarantine': replayQuarantineEnv,
  'seed-content': seedContentEnv,
};
/** What stands behind the variables that could be mistaken for one another, by its name in the template. */
const THINGS: Readonly<Record<string, string>> = {
  TABLE_NAME: 'Table',
  INPUT_QUEUE_URL: 'Inputs',
  INPUT_QUEUE_ARN: 'Inputs',
  OUTBOX_QUEUE_URL: 'Outbox',
  WHATSAPP_OUTBOX_URL: 'OutboxWhatsapp',
  CALL_QUEUE_URL: 'Calls',
  INPUT_DLQ_URL: 'InputDeadLetters',
  OUTBOX_DLQ_URL: 'OutboxDeadLetters',
  WHATSAPP_OUTBOX_DLQ_URL: 'OutboxWhatsappDeadLetters',
  CALL_DLQ_URL: 'CallsDeadLetters',
  NOTICE_QUEUE_URL: 'Notices',
  NOTICE_DLQ_URL: 'NoticesDeadLetters',
  SCHEDULE_DLQ_URL: 'TimersDeadLetters',
  SCHEDULE_DLQ_ARN: 'TimersDeadLetters',
  SCHEDULE_ROLE_ARN: 'TimersRole',
  RAW_BUCKET: 'RawBucket',
  CONFIG_BUCKET: 'ConfigBucket',
  CONFIGURATION_SET: 'MailConfigurationSet',
  KEYS_SECRET_ID: 'Keys',
  WEBHOOK_SECRETS_ID: 'WebhookSecrets',
  BEARER_TOKENS_ID: 'BearerTokens',
  PRIVACY_SECRETS_ID: 'PrivacySecrets',
  CALL_SECRETS_ID: 'CallSecrets',
  SHOP_CREDENTIALS_ID: 'ShopCredentials',
};
/** The SDK sends the name as its application id and warns if it is longer. */
const NAME_CHARS_MAX = 50;

const cloud = synthesize({ shop: 'a-shop-with-long-nam', stage: 'prod', details: 'bigcommerce' });
const functions = cloud.ofType('AWS::Lambda::Function');

describe('the functions in the cloud', () => {
  it('are those under functions/, and no helper of the CDK beside them', () => {
    const folders = readdirSync('functions', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(functions.map(shortName).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it.each(Object.entries(CONTRACTS))('%s gets every key of its contract and no other', (name, contract) => {
    const variables = z
      .record(z.string(), z.unknown())
      .parse(z.object({ Variables: z.unknown() }).parse(find(name).Properties.Environment).Variables);
    const own = Object.keys(variables).filter(
      (key) => !['POWERTOOLS_SERVICE_NAME', 'AWS_NODEJS_CONNECTION_REUSE_ENABLED'].includes(key),
    );
    expect(own.sort()).toEqual(
      Object.keys(contract.shape)
        .filter((key) => key !== 'AWS_LAMBDA_FUNCTION_NAME')
        .sort(),
    );
    expect(variables.POWERTOOLS_SERVICE_NAME, 'the dimension that alarms look for').toBe(
      flat(find(name).Properties.FunctionName),
    );
  });

  it('find under each variable the thing that its name says, and no other of its kind', () => {
    const wrong = functions.flatMap((fn) => {
      const { Variables } = z
        .object({ Variables: z.record(z.string(), z.unknown()) })
        .parse(fn.Properties.Environment);
      return Object.entries(THINGS)
        .filter(([name]) => name in Variables)
        .map(([name, thing]) => [name, flat(Variables[name]), thing] as const)
        .filter(
          ([, value, thing]) => !new RegExp(`^<ExportsOutput(Ref|FnGetAtt)${thing}[0-9A-F]{8}`).test(value),
        )
        .map(([name, value]) => `${shortName(fn)}: ${name} is ${value}`);
    });
    expect(wrong).toEqual([]);
  });

  it('reach only addresses for tests while the switch stands at test', () => {
    const reaches = functions.flatMap(({ Properties }) =>
      [...JSON.stringify(Properties.Environment).matchAll(/"TEST_REACHES":"(\w+)"/g)].map(([, whom]) => whom),
    );
    expect(reaches.length).toBeGreaterThanOrEqual(4);
    expect(new Set(reaches)).toEqual(new Set(['addresses']));
  });

  it('run on Node 24 on ARM, with a name that fits into every call', () => {
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(flat(Properties.FunctionName).length).toBeLessThanOrEqual(NAME_CHARS_MAX);
    }
  });

  it('hold no secret in their environment', () => {
    expect(
      functions.filter(({ Properties }) =>
        /resolve:secretsmanager|SecretString/.test(JSON.stringify(Properties.Environment)),
      ),
    ).toEqual([]);
  });

  it('write structured logs into a group of their own that forgets', () => {
    const groups = cloud.ofType('AWS::Logs::LogGroup');
    expect(groups.every(({ Properties }) => typeof Properties.RetentionInDays === 'number')).toBe(true);
    const used = functions.map(
      ({ Properties }) =>
        z
          .object({ LogGroup: z.object({ Ref: z.string() }), LogFormat: z.literal('JSON') })
          .parse(Properties.LoggingConfig).LogGroup.Ref,
    );
    expect(new Set(used).size).toBe(functions.length);
    expect(groups.map(({ id }) => id)).toEqual(expect.arrayContaining(used));
  });

  it('answer queues per message, so that one failure does not repeat its neighbours', () => {
    const mappings = cloud.ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(5);
    for (const { Properties } of mappings)
      expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  it('that are invoked without anybody waiting leave what they give up on in a dead-letter queue', () => {
    const configured = cloud
      .ofType('AWS::Lambda::EventInvokeConfig')
      .filter(({ Properties }) => JSON.stringify(Properties.DestinationConfig).includes('OnFailure'));
    expect(configured.map(({ Properties }) => flat(Properties.FunctionName))).toEqual(
      ['receive-feedback', 'sweep', 'import-catalogue', 'import-history', 'publish-program'].map(
        (name) => `<${find(name).id}>`,
      ),
    );
    const rules = cloud
      .ofType('AWS::Events::Rule')
      .map(({ Properties }) => JSON.stringify(Properties.Targets));
    expect(rules.filter((targets) => !targets.includes('DeadLetterConfig'))).toEqual([]);
  });

  it('leave the door enough of the account to accept while a flood is worked off', () => {
    const limits = cloud
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(
        ({ Properties }) =>
          z.object({ MaximumConcurrency: z.number() }).parse(Properties.ScalingConfig).MaximumConcurrency,
      );
    expect(Math.max(...limits)).toBeLessThanOrEqual(100);
  });
});

function find(name: string) {
  const found = functions.find((resource) => shortName(resource) === name);
  if (!found) throw new Error(`no function ${name} in the template`);
  return found;
}
