/** Secrets: cached, read again in time, and never in an error. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { type AllSecrets, createSecrets } from '../../../adapters/secrets/secrets.ts';
import { identityKey } from '../../../core/identity/keys.ts';
import { mockedClient } from '../../support/mocked-client.ts';

let aws: AwsClientStub<SecretsManagerClient>;
let now = 0;
let secrets: AllSecrets;

const holds = (value: unknown) =>
  aws
    .on(GetSecretValueCommand)
    .resolves({ SecretString: typeof value === 'string' ? value : JSON.stringify(value) });
const reads = () => aws.commandCalls(GetSecretValueCommand).length;

beforeEach(() => {
  aws = mockedClient(SecretsManagerClient);
  now = 1_000_000;
  secrets = createSecrets({ client: new SecretsManagerClient({ region: 'eu-central-1' }), now: () => now });
});

test('a value is read once in five minutes, also when many ask at the same time', async () => {
  holds({ shopify: 'a' });
  await Promise.all([secrets.webhookSecrets('w'), secrets.webhookSecrets('w')]);
  now += 299_999;
  await secrets.webhookSecrets('w');
  expect(reads()).toBe(1);
  now += 1;
  holds({ shopify: 'b' });
  expect(await secrets.webhookSecrets('w')).toEqual({ shopify: 'b' });
});

test('a younger value is read when asked for', async () => {
  holds({ shopify: 'a' });
  await secrets.webhookSecrets('w');
  now += 29_999;
  await secrets.webhookSecrets('w', 30_000);
  expect(reads()).toBe(1);
  now += 1;
  await secrets.webhookSecrets('w', 30_000);
  expect(reads()).toBe(2);
});

test('a reading that fails leaves the old value in use and is not repeated at once', async () => {
  holds({ shopify: 'a' });
  await secrets.webhookSecrets('w');
  now += 600_000;
  aws.on(GetSecretValueCommand).rejects(new Error('down'));
  expect(await secrets.webhookSecrets('w')).toEqual({ shopify: 'a' });
  expect(await secrets.webhookSecrets('w')).toEqual({ shopify: 'a' });
  expect(reads()).toBe(2);
});

test('a reading that fails with nothing to fall back on is an error, and tried again', async () => {
  aws.on(GetSecretValueCommand).rejects(new Error('down'));
  await expect(secrets.webhookSecrets('w')).rejects.toThrow('down');
  holds({ shopify: 'a' });
  expect(await secrets.webhookSecrets('w')).toEqual({ shopify: 'a' });
});

test.each(['no json', { shopify: '' }, { shopify: [] }, ['hunter2-hunter2']])(
  'a secret of another shape is an error without its value: %o',
  async (value) => {
    holds(value);
    const error = await secrets.webhookSecrets('w').catch((caught: Error) => caught.message);
    expect(error).toMatch(/^The secret w is not what/);
    expect(error).not.toMatch(/hunter2|no json/);
  },
);

test('profile ids are made with version 1 of the keys, also after others were added', async () => {
  holds({ 1: 'a'.repeat(32), 2: 'b'.repeat(32) });
  expect(identityKey(await secrets.keyVersions('k'))).toBe('a'.repeat(32));
});

test('keys without version 1 are refused', async () => {
  holds({ 2: 'b'.repeat(32) });
  await expect(secrets.keyVersions('k')).rejects.toThrow('is not what');
});

test('what opens a shop counts with a host of its own alone, and one wrong entry harms no other', async () => {
  const woocommerce = { shop: 'tea.example', consumer_key: 'ck', consumer_secret: 'cs' };
  holds({ unused: 'random', shopify: { shop: 'Tea.myshopify.com', access_token: 't' }, woocommerce });
  expect(await secrets.shopCredentials('s')).toEqual({
    shopify: { shop: 'tea.myshopify.com', access_token: 't' },
    woocommerce,
  });
  for (const shop of [
    'evil.example',
    'evil.example/.myshopify.com',
    'evil.example?.myshopify.com',
    'evil@tea.myshopify.com',
    'tea.myshopify.com:8443',
    'https://tea.myshopify.com',
    'evil.example#.myshopify.com',
    '.myshopify.com',
  ]) {
    now += 300_000;
    holds({ shopify: { shop, access_token: 't' }, woocommerce });
    expect(await secrets.shopCredentials('s'), shop).toEqual({ shopify: undefined, woocommerce });
  }
  now += 300_000;
  holds('no JSON');
  expect(await secrets.shopCredentials('s')).toEqual({});
});
