/**
 * Mutated webhooks: whatever a platform or an attacker sends is understood, ignored or quarantined, in time,
 * and nothing throws.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, test } from 'vitest';
import { platformNames } from '../../platforms/lookup.ts';
import { ANSWERS } from '../support/bigcommerce-answers.ts';
import { runs } from '../support/runs.ts';
import { expectUntouchedPrototypes, goesThrough, RUNS } from './going-through.ts';
import { mutated } from './mutations.ts';

afterEach(expectUntouchedPrototypes);

const FIXTURES = join(import.meta.dirname, '../fixtures/webhooks');

type Fixture = Readonly<{ name: string; platform: string; headers: Record<string, string>; body: unknown }>;

const fixtures: readonly Fixture[] = [
  ['aftership', 'aftership'],
  ['bigcommerce', 'bigcommerce'],
  ['judgeme', 'judgeme'],
  ['sendcloud', 'sendcloud'],
  ['shopify', 'shopify'],
  ['shopware', 'shopware'],
  ['standard-webhooks', 'standard'],
  ['cloudevents', 'standard'],
  ['woocommerce', 'woocommerce'],
].flatMap(([folder = '', platform = '']) =>
  readdirSync(join(FIXTURES, folder))
    .filter(
      (name) => name.endsWith('.json') && !name.endsWith('.headers.json') && !name.includes('250-lines'),
    )
    .map((name) => ({
      name,
      platform,
      headers: lowerCased(
        JSON.parse(readFileSync(join(FIXTURES, folder, name.replace('.json', '.headers.json')), 'utf8')),
      ),
      body: JSON.parse(readFileSync(join(FIXTURES, folder, name), 'utf8')),
    })),
);

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** What shops said to notices, as it goes through the same translation. */
const answers: readonly Fixture[] = Object.entries(ANSWERS).map(([name, body]) => ({
  name: `the answer about ${name}`,
  platform: 'bigcommerce',
  headers: {},
  body,
}));

describe('webhooks', () => {
  test.each([...fixtures, ...answers])(
    'like $name, made strange, are understood, ignored or kept, and never throw',
    ({ platform: name, headers, body }) => {
      void fc.assert(
        fc.property(mutated(body), (strange) =>
          goesThrough(name, headers, JSON.stringify(strange) ?? 'null'),
        ),
        { numRuns: runs(40) },
      );
    },
  );

  test('of any bytes are answered', () => {
    const [{ headers = {} } = {}] = fixtures;
    for (const name of platformNames())
      void fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (body) =>
          goesThrough(name, headers, body),
        ),
        RUNS,
      );
  });

  test('under any headers are answered', () => {
    const { body } = fixtures.find(({ platform }) => platform === 'shopify') ?? { body: {} };
    const names = [
      'x-shopify-topic',
      'x-shopify-webhook-id',
      'x-wc-webhook-topic',
      'webhook-id',
      'webhook-timestamp',
      'ce-id',
      'ce-type',
      'ce-specversion',
    ];
    const headers = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 300 }));
    for (const name of ['shopify', 'standard', 'woocommerce'])
      void fc.assert(
        fc.property(headers, (own) => goesThrough(name, own, JSON.stringify(body))),
        RUNS,
      );
  });
});
