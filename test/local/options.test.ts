/**
 * The settings of `npm start`: defaults, and refusals that name the variable, the value and a value that
 * works.
 */
import { expect, test } from 'vitest';
import { DEFAULT_SECRETS, readOptions } from '../../local/options.ts';

const refusal = (env: Record<string, string>): string => {
  try {
    readOptions(env);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'not refused';
};

test('without any variable it is port 4000, real time, in memory, the content folder and the local secrets', () => {
  const options = readOptions({});
  expect(options).toMatchObject({ port: 4000, secrets: DEFAULT_SECRETS, shops: {}, transport: 'sockets' });
  expect(options.startAt).toBeUndefined();
  expect(options.dataFolder).toBeUndefined();
  expect(options.contentFolder).toMatch(/\/content$/);
  expect(options.secrets).toMatchObject({
    shopify: 'local-webhook-secret',
    standard: 'whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQ=',
    whatsapp_verify_token: 'local-webhook-secret',
  });
});

test('secrets replace those of the platforms they name; shops may be one domain or a list', () => {
  const options = readOptions({
    STAMMKUNDE_SECRETS: '{"shopify":["new","old"]}',
    STAMMKUNDE_SHOPS: '{"shopify":"a.example","woocommerce":["b.example"]}',
  });
  expect(options.secrets['shopify']).toEqual(['new', 'old']);
  expect(options.secrets['standard']).toBe(DEFAULT_SECRETS['standard']);
  expect(options.shops).toEqual({ shopify: ['a.example'], woocommerce: ['b.example'] });
});

test('what signs, what is shown as a token and what signs commands stand apart', () => {
  const secretsOf = (text: string) => readOptions({ STAMMKUNDE_SECRETS: text }).secrets;
  expect(secretsOf('{"standard":["whsec_bmV3","till-token"],"privacy":"whsec_b3du"}')).toMatchObject({
    standard: ['whsec_bmV3'],
    bearer: ['till-token'],
    privacy: 'whsec_b3du',
  });
  expect(secretsOf('{"standard":["whsec_bmV3","b2xk"],"bearer":"another"}')).toMatchObject({
    standard: ['whsec_bmV3'],
    bearer: ['b2xk', 'another'],
  });
  expect(secretsOf('{"standard":"b2xk"}')).toMatchObject({
    standard: ['b2xk'],
    bearer: DEFAULT_SECRETS['bearer'],
  });
  expect(secretsOf('{"standard":"only-a-token"}')).toMatchObject({
    standard: DEFAULT_SECRETS['standard'],
    bearer: ['only-a-token'],
  });
});

test('what cannot be used is refused with the name, the value and a way that works', () => {
  expect(refusal({ PORT: 'four' })).toContain('PORT is "four"');
  expect(refusal({ PORT: '70000' })).toContain('0 to 65535');
  expect(refusal({ STAMMKUNDE_NOW: 'yesterday' })).toContain('STAMMKUNDE_NOW is "yesterday"');
  expect(refusal({ STAMMKUNDE_CONTENT: '/nowhere' })).toContain('"/nowhere"');
  expect(refusal({ STAMMKUNDE_SECRETS: '{"shopify": ""}' })).toContain(
    'STAMMKUNDE_SECRETS cannot be used (shopify',
  );
  expect(refusal({ STAMMKUNDE_SHOPS: '[' })).toContain('It must be a JSON object. Example:');
});
