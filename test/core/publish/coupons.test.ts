/** Coupons at publish: what a list or a file of one code may hold, and which flows may use it. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledTemplate, Program } from '../../../core/program/program.ts';
import type { Content } from '../../../core/publish/content-files.ts';
import { flowText, folderWith, plainTemplate, publishOf, settingsText } from '../../support/content.ts';

const SEND = { id: 'help', send: { channel: 'email', template: 'help' } };
const COUPON = { id: 'code', coupon: { pool: 'thanks', validFor: '3d' } };

/** The template "help" shows a code, and where asked its end. */
const showing = (content: Content, needs: CompiledTemplate['needs'] = ['coupon']): Content => ({
  ...content,
  templates: { ...content.templates, help: { ok: true, template: { ...plainTemplate, needs } } },
});

const withSteps = (steps: readonly object[], files: Readonly<Record<string, string>> = {}): Content =>
  folderWith({ 'flows/one.json': flowText({ steps }), 'coupons/thanks.csv': 'code\nA-1\nA-2', ...files });

const told = (content: Content, publish: { previous?: Program; now?: number } = {}) =>
  publishOf(content, publish).problems.map(
    ({ severity, file, line, message }) => `${severity} ${file}:${line} ${message.en}`,
  );

describe('a list', () => {
  const poolOf = (text: string, previous?: Program, seq = 1) =>
    publishOf(folderWith({ 'coupons/thanks.csv': text }), { seq, ...(previous && { previous }) });

  it('counts each code once and tells what is none, with its line', () => {
    const { program, problems } = poolOf('code\nA-1\na-1\n\ntwo words\n"A-2"\n');
    expect(program?.coupons?.['thanks']).toMatchObject({ kind: 'codes', list: 'thanks.1', count: 2 });
    expect(problems.map(({ severity, line }) => `${severity} ${line}`)).toEqual(['warning 3', 'warning 5']);
  });

  it('tells only the first of many slips, and how many more there are', () => {
    const { problems } = poolOf(`code\n${'same\n'.repeat(100)}`);
    expect(problems).toHaveLength(LIMITS.problemsTold + 1);
    expect(problems.at(-1)?.message.en).toContain('94 more lines');
  });

  it.each([
    ['Excel', '\uFEFFName;Code\r\nx;A-1\r\ny;A-2\r\n'],
    ['tabs', 'code\tnote\nA-1\t\nA-2\t'],
    ['quotes', '"Code","Used"\n"A-1","0"\n"A-2","0"'],
  ])('is read as %s writes it', (_, text) => {
    expect(poolOf(text).program?.coupons?.['thanks']).toMatchObject({ count: 2 });
  });

  it('may be empty on purpose where a note says so, and is told of where none does', () => {
    expect(poolOf('code\n# Codes come here.\nA-1').program?.coupons?.['thanks']).toMatchObject({ count: 1 });
    expect(poolOf('code\n# Codes come here.\n').problems).toEqual([]);
    for (const text of ['code', 'code\n\n', 'code\n#1 of 2']) expect(poolOf(text).problems).not.toEqual([]);
  });

  it('without the word "code" in its first line is refused, because its first code would be lost', () => {
    expect(poolOf('A-1\nA-2').program).toBeUndefined();
  });

  it('that holds the same codes in another order keeps its name, and another list gets its own', () => {
    const { program } = poolOf('code\nA-1\nA-2');
    expect(poolOf('code\nA-2\na-1\n', program, 2).program?.hash).toBe(program?.hash);
    expect(poolOf('code\nA-2', program, 2).program?.coupons?.['thanks']).toMatchObject({ list: 'thanks.2' });
  });
});

describe('one code for everybody', () => {
  const one = (json: string, now = 0) => publishOf(folderWith({ 'coupons/feast.json': json }), { now });

  it('may end on a day, which it lasts to the end of, or at a moment', () => {
    const until = (json: string) => one(json).program?.coupons?.['feast'];
    expect(until('{ "code": "FEST10" }')).toEqual({ kind: 'one', code: 'FEST10' });
    expect(until('{ "code": "FEST10", "validUntil": "2026-12-24" }')).toMatchObject({
      until: Date.parse('2026-12-24T22:59:59Z'),
    });
    expect(until('{ "code": "FEST10", "validUntil": "2026-12-24T18:00:00+01:00" }')).toMatchObject({
      until: Date.parse('2026-12-24T17:00:00Z'),
    });
  });

  it.each([
    '{ "code": "two words" }',
    '{ "code": "A", "validUntil": "24.12.2026" }',
    '{ "codes": "A" }',
    '{',
  ])('is refused as %s', (json) => {
    expect(one(json).program).toBeUndefined();
  });

  it('is told where its day has passed, and where a list of the same name stands beside it', () => {
    const [past] = one('{ "code": "A", "validUntil": "2026-12-24" }', Date.parse('2027-01-01')).problems;
    expect(past).toMatchObject({ severity: 'warning', file: 'coupons/feast.json' });
    expect(told(withSteps([SEND], { 'coupons/thanks.json': '{ "code": "A" }' })).join()).toContain(
      'exist twice',
    );
  });
});

describe('a flow', () => {
  it('may show a code after a step that takes one', () => {
    expect(told(showing(withSteps([COUPON, SEND])))).toEqual([]);
  });

  it('names only pools that exist, and hears the likely one', () => {
    const [problem] = told(showing(withSteps([{ ...COUPON, coupon: { pool: 'thank' } }, SEND])));
    expect(problem).toMatch(/^error flows\/one\.json:\d+ There are no coupons "thank"\..*thanks/);
  });

  it('may ask how many codes a pool has, and of no pool that is not there', () => {
    const asking = (pool: string) =>
      told(showing(withSteps([{ id: 'any', if: { [`coupons.${pool}`]: { gt: 0 } }, then: [COUPON, SEND] }])));
    expect(asking('thanks')).toEqual([]);
    expect(asking('thank')).toEqual([expect.stringContaining('There are no coupons "thank"')]);
  });

  it('shows no code without a step before it, and is warned where one way has none', () => {
    expect(told(showing(withSteps([SEND, COUPON])))[0]).toContain('no "coupon" step comes before it');
    const branch = { id: 'big', if: { 'checkout.pieces': { gte: 2 } }, ['then']: [COUPON] };
    expect(told(showing(withSteps([branch, SEND])))).toEqual([expect.stringContaining('on one way to it')]);
    const both = { ...branch, else: [{ ...COUPON, id: 'other' }] };
    expect(told(showing(withSteps([both, SEND])))).toEqual([]);
    const leaves = { ...branch, else: [{ id: 'out', exit: {} }] };
    expect(told(showing(withSteps([leaves, SEND])))).toEqual([]);
  });

  it('says until when only where there is an end', () => {
    const endless = [{ id: 'code', coupon: { pool: 'thanks' } }, SEND];
    const needs = ['coupon', 'coupon-expiry'] as const;
    expect(told(showing(withSteps(endless), needs))[0]).toContain('names no time');
    expect(told(showing(withSteps([COUPON, SEND]), needs))).toEqual([]);
    const feast = [{ id: 'code', coupon: { pool: 'feast' } }, SEND];
    const file = { 'coupons/feast.json': '{ "code": "A", "validUntil": "2026-12-24" }' };
    expect(told(showing(withSteps(feast, file), needs))).toEqual([]);
  });
});

describe('a pool of codes that the shop makes', () => {
  const poolOf = (file: object, settings: Readonly<Record<string, string>> = {}) =>
    publishOf(folderWith({ 'coupons/thanks.json': JSON.stringify(file), ...settings }));
  const words = (file: object, settings?: Readonly<Record<string, string>>) =>
    poolOf(file, settings).problems.map(({ line, message }) => `${line} ${message.en}`);

  it('says in which shop, what a code takes off and how it begins', () => {
    const file = { shop: 'shopify', percent: 10, validFor: '7d', prefix: 'BDAY' };
    expect(poolOf(file).program?.coupons?.['thanks']).toEqual({
      kind: 'shop',
      shop: 'shopify',
      worth: { percent: 10 },
      prefix: 'BDAY',
      validFor: '7d',
    });
    const money = { amount: 500, currency: 'EUR' };
    expect(poolOf({ shop: 'woocommerce', amount: money, minimum: money }).program?.coupons).toMatchObject({
      thanks: { worth: { amount: money }, minimum: money, prefix: '' },
    });
    expect(poolOf({ shop: 'shopify', freeShipping: true }).program?.coupons).toMatchObject({
      thanks: { worth: { freeShipping: true } },
    });
  });

  it.each([
    [{ shop: 'shopify' }, 'exactly one of'],
    [{ shop: 'shopify', percent: 10, freeShipping: true }, 'exactly one of'],
    [{ shop: 'shopify', percent: 0 }, 'too small'],
    [{ shop: 'shopify', percent: 101 }, 'too large'],
    [{ shop: 'shopify', amount: { amount: 0, currency: 'EUR' } }, 'worth nothing'],
    [{ shop: 'shopify', percent: 10, prefix: 'bday' }, 'beginning of a code'],
    [{ shop: 'shopware', percent: 10 }, 'woocommerce'],
    [{ shop: 'shopify', percent: 10, code: 'X' }, 'unknown'],
  ])('is refused where it is %j', (file, word) => {
    expect(poolOf(file).program).toBeUndefined();
    expect(words(file).join(' ')).toContain(word);
  });

  it('is worth money of the shop and of no other currency', () => {
    const settings = { 'settings.json': settingsText({ currency: 'CHF' }) };
    const euros = { amount: 500, currency: 'EUR' };
    expect(words({ shop: 'shopify', percent: 5, minimum: euros }, settings).join()).toContain(
      'reckons in CHF',
    );
    expect(words({ shop: 'shopify', percent: 5, minimum: { ...euros, currency: 'CHF' } }, settings)).toEqual(
      [],
    );
  });

  it('has an end of its own where it says how long its codes hold', () => {
    const coupon = { id: 'code', coupon: { pool: 'own' } };
    const saying = (file: object) =>
      told(
        showing(withSteps([coupon, SEND], { 'coupons/own.json': JSON.stringify(file) }), [
          'coupon',
          'coupon-expiry',
        ]),
      );
    expect(saying({ shop: 'shopify', percent: 5, validFor: '3d' })).toEqual([]);
    expect(saying({ shop: 'shopify', percent: 5 }).join()).toContain('names no time');
  });
});
