/**
 * Every parser of outside data answers to every input, in time, without a throw and without changing a
 * prototype.
 */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { EVENT_NAMES } from '../../core/events/event.ts';
import { parseEventData } from '../../core/events/event-data.ts';
import { readLink, signLink } from '../../core/identity/link-token.ts';
import { asciiAddress, mailAddress } from '../../core/identity/mail-address.ts';
import { translateFeedback } from '../../core/message/feedback.ts';
import { parseMoney, toDecimal } from '../../core/money.ts';
import { parseIso, toIso } from '../../core/time/instant.ts';
import { readJson } from '../../platforms/json.ts';
import { runs } from '../support/runs.ts';
import { expectUntouchedPrototypes, goesThrough, inTime, KEY, NOW, RUNS } from './going-through.ts';
import { mutated, NASTY, nasty } from './mutations.ts';

afterEach(expectUntouchedPrototypes);

describe('JSON', () => {
  test.each([
    ['nested a million times', '['.repeat(1_000_000)],
    ['nested in keys', '{"a":'.repeat(100_000)],
    ['one long string without an end', `"${'\\'.repeat(1_000_001)}`],
    ['one key repeated 200,000 times', `{${Array.from({ length: 200_000 }, () => '"a":1').join(',')}}`],
    ['an array of a million nothings', `[${Array.from({ length: 1_000_000 }, () => 'null').join(',')}]`],
    ['an integer of 100,000 digits', `{"id":${'9'.repeat(100_000)}}`],
    [
      'keys of the prototype',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ],
  ])('%s is read or refused in time', (_what, body) => {
    inTime(() => readJson(body));
    inTime(() => goesThrough('standard', {}, body));
  });

  test('that is honest comes out as it went in', () => {
    void fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const read = readJson(JSON.stringify(value));
        expect(read.ok).toBe(true);
      }),
      RUNS,
    );
  });

  test('files with comments are read or their problems named', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (text) => {
        const { syntaxProblems } = parseJsonFile(text);
        for (const { line, column, message } of syntaxProblems)
          expect([line > 0, column > 0, message.de !== '', message.en !== '']).toEqual(Array(4).fill(true));
      }),
      RUNS,
    );
    for (const text of ['['.repeat(200_000), '/*'.repeat(50_000), '"'.repeat(100_001)])
      inTime(() => parseJsonFile(text));
  });
});

describe('the data of events', () => {
  const honest = {
    customer: {
      email: 'a@example.org',
      phone: '+491713920011',
      first_name: 'A',
      locale: 'de-DE',
      country: 'DE',
      customer_id: '1',
    },
    checkout_id: 'c',
    order_id: 'o',
    currency: 'EUR',
    total: '30.30',
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: '1' },
    product: { product_id: '1', title: 't', price: '1.00', currency: 'EUR' },
    items: [{ product_id: '1', title: 't', quantity: 1, unit_price: '1.00' }],
  };

  test.each(EVENT_NAMES.map((name) => [name]))('%s, made strange, is data or a problem in words', (name) => {
    void fc.assert(
      fc.property(mutated(honest), (data) => {
        const parsed = inTime(() => parseEventData(name, data));
        if (parsed.ok) expect(JSON.parse(JSON.stringify(parsed.data))).toEqual(parsed.data);
        else expect(parsed.problem).not.toBe('');
      }),
      { numRuns: runs(25) },
    );
  });
});

describe('what providers tell', () => {
  const bounce = {
    eventType: 'Bounce',
    mail: {
      timestamp: '2026-11-20T18:00:00Z',
      messageId: 'm',
      destination: ['a@example.org'],
      tags: { message_id: ['m'], profile_id: ['1a'] },
    },
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: 'a@example.org' }],
      feedbackId: 'f',
    },
  };

  test('is read or malformed where something pretends to have a length', () => {
    const strange = { toString: 'x', valueOf: 'y', length: { toString: 'x', valueOf: 'y' } };
    const read = (event: unknown) => inTime(() => translateFeedback(event, NOW)).kind;
    expect(read({ ...bounce, mail: { ...bounce.mail, timestamp: strange } })).toBe('malformed');
    expect(read({ ...bounce, mail: { ...bounce.mail, destination: strange } })).toBe('malformed');
    const fields = [
      'url',
      'tracking_url',
      'image_url',
      'currency',
      'items',
      'product_id',
      'title',
      'variants',
      'rating',
    ];
    for (const name of EVENT_NAMES) {
      for (const key of [
        'email',
        'phone',
        'locale',
        'birthday',
        'customer_id',
        'country',
        'tags',
        'attributes',
      ])
        inTime(() => parseEventData(name, { customer: { email: 'a@example.org', [key]: strange } }));
      for (const key of fields) {
        inTime(() => parseEventData(name, { [key]: strange, items: [{ product_id: '1', [key]: strange }] }));
        inTime(() => parseEventData(name, { product: { product_id: '1', [key]: strange }, [key]: strange }));
      }
    }
    const product = { id: 1, title: 'Kanne', handle: strange, variants: [] };
    const topic = { 'x-shopify-topic': 'products/update', 'x-shopify-shop-domain': 'a.example' };
    inTime(() => goesThrough('shopify', topic, JSON.stringify(product)));
  });

  test('made strange, is feedback, ignored or malformed', () => {
    void fc.assert(
      fc.property(mutated(bounce), (event) => {
        expect(['feedback', 'ignored', 'malformed']).toContain(
          inTime(() => translateFeedback(event, NOW)).kind,
        );
      }),
      RUNS,
    );
  });
});

describe('small texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    nasty.map((value) => JSON.stringify(value)).filter((value) => value.length < 20_000),
    fc.constantFrom(...NASTY.filter((value) => typeof value === 'string')),
  );

  test('are times, amounts, addresses and links, or nothing', () => {
    const keys = { 1: KEY };
    void fc.assert(
      fc.property(text, (value) => {
        const at = inTime(() => parseIso(value));
        if (at !== undefined) expect(parseIso(toIso(at))).toBe(at);
        const money = inTime(() => parseMoney(value, 'EUR'));
        if (money !== undefined) expect(parseMoney(toDecimal(money), 'EUR')).toEqual(money);
        const email = inTime(() => mailAddress(value));
        if (email !== undefined) {
          expect(mailAddress(email)).toBe(email);
          expect(asciiAddress(email) ?? '').not.toMatch(/[\r\n<>,;]/);
        }
        expect(inTime(() => readLink(keys, value))).toBeUndefined();
      }),
      { numRuns: runs(1_000) },
    );
  });

  test('a link of ours that was changed in any place is no link of ours', () => {
    const keys = { 1: KEY };
    const token = signLink(keys, {
      purpose: 'unsubscribe',
      channel: 'email',
      profileId: '1a',
      gateHash: 'h',
    });
    expect(readLink(keys, token)).toBeDefined();
    void fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '0', '.', '-', ''), (place, letter) => {
        const changed = token.slice(0, place) + letter + token.slice(place + 1);
        if (changed !== token) expect(readLink(keys, changed)).toBeUndefined();
      }),
      RUNS,
    );
  });
});
