/** Coupons through the public routes: each code to one customer, until the day that the mail says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../core/publish/report.ts';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { type Mail, outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { remainsOf } from '../support/remains.ts';

let system: TestSystem;
let content: EditedContent;

const MJML = (words: string) =>
  `<mjml><mj-head><mj-title>${words}</mj-title><mj-preview>p</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text>${words} <a href="{{ links.unsubscribe }}">ab</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

const flow = (on: string, steps: readonly object[]): string =>
  JSON.stringify({ name: { de: on, en: on }, status: 'live', trigger: { on }, reentry: 'always', steps });

const send = (id: string, template: string) => ({ id, send: { channel: 'email', template } });

const FLOWS = {
  gift: flow('acme.gift', [
    { id: 'code', coupon: { pool: 'thanks', validFor: '3d' } },
    send('gift', 'gift'),
    { id: 'pause', wait: '2d' },
    send('reminder', 'gift'),
  ]),
  rare: flow('acme.rare', [
    {
      id: 'ask',
      if: { not: { event: 'coupon.issued', since: '90d' } },
      then: [{ id: 'code', coupon: { pool: 'thanks', validFor: '24h' } }, send('gift', 'gift')],
      else: [send('plain', 'plain')],
    },
  ]),
  own: flow('acme.own', [{ id: 'code', coupon: { pool: 'own', validFor: '2d' } }, send('own', 'gift')]),
  feast: flow('acme.feast', [{ id: 'code', coupon: { pool: 'feast' } }, send('feast', 'feast')]),
};

const save = (path: string, text: string): void => {
  mkdirSync(join(content.folder, path, '..'), { recursive: true });
  writeFileSync(join(content.folder, path), text);
};

beforeAll(async () => {
  content = editedContent({
    'settings.json': (text) =>
      text.replace(
        /"customEvents": \[[^\]]*\]/,
        '"customEvents": ["acme.gift", "acme.rare", "acme.own", "acme.feast"]',
      ),
  });
  for (const [name, text] of Object.entries(FLOWS)) save(`flows/${name}.json`, text);
  for (const language of ['de', 'en']) {
    save(`templates/gift.${language}.mjml`, MJML('[{{ coupon.code }}|{{ coupon.expires_at }}]'));
    save(`templates/plain.${language}.mjml`, MJML('[none]'));
    save(`templates/feast.${language}.mjml`, MJML('[{{ coupon.code }}]'));
  }
  save('coupons/thanks.csv', 'code\nTEA-1\nTEA-2\ntea-2\nTWO WORDS\nTEA-3\n');
  save('coupons/feast.json', '{ "code": "FEST10", "validUntil": "2026-12-24" }');
  save(
    'coupons/own.json',
    '{ "shop": "woocommerce", "percent": 15, "prefix": "TEE", "minimum": { "amount": 2000, "currency": "EUR" } }',
  );
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const person = (name: string) => ({
  email: `${name}@example.org`,
  first_name: name,
  locale: 'de-DE',
  country: 'DE',
});

const knows = async (name: string): Promise<void> => {
  await system.tell('consent.given', {
    customer: person(name),
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1', source: 'form' },
  });
};
const mailsTo = (name: string): Promise<readonly Mail[]> => system.mails(person(name).email);
const subjects = async (name: string): Promise<readonly string[]> =>
  (await mailsTo(name)).map(({ subject }) => subject);
const hears = async (name: string, event: string): Promise<void> => {
  await system.tell(event, { customer: person(name) });
  await system.advance('1m');
};
const codes = async (name: string): Promise<readonly unknown[]> =>
  (await system.view(person(name).email)).timeline
    .filter(({ type }) => type === 'coupon')
    .map(({ code }) => code);

describe('a pool of codes', () => {
  it('tells at publish which lines are no codes of their own', async () => {
    const { ok, problems } = await system.json<Report>('/local/report');
    expect(ok).toBe(true);
    const told = problems.filter(({ file }) => file.startsWith('coupons/'));
    expect(told.map(({ line, severity }) => [line, severity])).toEqual([
      [4, 'warning'],
      [5, 'warning'],
    ]);
  });

  it('gives a customer one code, the same in every mail, valid to the end of the day that they name', async () => {
    await knows('enna');
    await hears('enna', 'acme.gift');
    await system.advance('3d');
    const [first, second, ...more] = await subjects('enna');
    expect(first).toMatch(/^\[TEA-\d\|Montag, 23\. November 2026\]$/);
    expect([second, more]).toEqual([first, []]);
    const view = await system.view('enna@example.org');
    expect(view.timeline.find(({ type }) => type === 'coupon')).toMatchObject({
      pool: 'thanks',
      flow: 'gift',
      step: 'code',
      code: first?.slice(1, 6),
      expiresAt: '2026-11-23T22:59:59.000Z',
    });
    expect(await codes('enna')).toHaveLength(1);
  });

  it('gives nobody the code of another, never a second one in 90 days, and nothing once it is empty', async () => {
    for (const name of ['bente', 'fenja', 'gesa']) await knows(name);
    await hears('bente', 'acme.rare');
    await system.advance('1d');
    await hears('bente', 'acme.rare');
    await hears('fenja', 'acme.rare');
    await hears('gesa', 'acme.rare');
    expect((await subjects('bente'))[1]).toBe('[none]');
    const given = (await Promise.all(['enna', 'bente', 'fenja'].map(codes))).flat();
    expect(given.toSorted()).toEqual(['TEA-1', 'TEA-2', 'TEA-3']);
    expect(await subjects('gesa')).toEqual([]);
    expect(outcomesOf(await system.view('gesa@example.org'))).toEqual(['gift skipped coupon-pool-empty']);
  });

  it('gives out only what is new of a list that is saved again, and counts what was skipped as not issued', async () => {
    save('coupons/thanks.csv', 'Code;Notiz\r\nTEA-3;x\r\ntea-1;y\r\nNEW-1;z\r\nTEA-2;');
    const report = (await (await system.post('/local/publish')).json()) as Report;
    expect(report.problems.map(({ message }) => message.en)).toContain(
      '3 of 4 codes have been given out already and are not given out again.',
    );
    await hears('gesa', 'acme.rare');
    expect(await codes('gesa')).toEqual(['NEW-1']);
    expect((await subjects('gesa'))[0]).toMatch(/^\[NEW-1\|.*um \d\d:\d\d\]$/);
  });

  it('gives a second code when 90 days are over', async () => {
    save('coupons/thanks.csv', 'code\nLATE-1\n');
    await system.post('/local/publish');
    await system.advance('91d');
    await system.intoTheDay();
    await knows('bente');
    await hears('bente', 'acme.rare');
    expect((await subjects('bente')).at(-1)).toMatch(/^\[LATE-1\|/);
  });

  it('leaves no way from a code to somebody who was erased, and gives it to nobody else', async () => {
    const issued = (await system.view('gesa@example.org')).timeline.find(({ type }) => type === 'coupon');
    const id = String(issued?.['couponId']);
    expect(await remainsOf(system.standIns, [id])).not.toEqual([]);
    await system.tell('customer.erased', { customer: person('gesa') });
    await system.advance('1h');
    expect((await system.get('/local/profiles/gesa@example.org')).status).toBe(404);
    save('coupons/thanks.csv', 'code\nNEW-1\n');
    await system.post('/local/publish');
    await knows('hauke');
    await hears('hauke', 'acme.gift');
    expect(outcomesOf(await system.view('hauke@example.org'))[0]).toBe('gift skipped coupon-pool-empty');
    // The ledger knows the id, as proof against a second send; nothing leads from it to a code any more.
    expect((await remainsOf(system.standIns, [id])).filter((place) => !/ ledger:/.test(place))).toEqual([]);
  });
});

describe('codes that the shop makes', () => {
  const discounts = () => system.json<readonly Record<string, unknown>[]>('/local/discounts');

  it('are one for each customer, and end in the shop when the mail says so', async () => {
    for (const name of ['kea', 'lale']) await knows(name);
    for (const name of ['kea', 'lale']) await hears(name, 'acme.own');
    const made = await discounts();
    const own = (await Promise.all(['kea', 'lale'].map(codes))).flat().map(String);
    expect(made.map(({ code }) => code).toSorted()).toEqual(own.map((code) => code.toLowerCase()).toSorted());
    expect(new Set(own).size).toBe(2);
    expect(made[0]).toMatchObject({ shop: 'woocommerce', worth: '15 %', minimum: '20.00', usageLimit: 1 });
    const { timeline } = await system.view('kea@example.org');
    const expiresAt = String(timeline.find(({ type }) => type === 'coupon')?.['expiresAt']);
    expect(made[0]?.['endsAt']).toBe(expiresAt.replace('.000', ''));
    expect((await subjects('kea'))[0]).toContain(own[0]);
  });

  it('are waited for while the shop has too many calls, and nothing leaves without', async () => {
    await knows('momme');
    await system.post('/local/faults', [{ service: 'shops', operation: '*', kind: 'throttle', rate: 1 }]);
    await hears('momme', 'acme.own');
    expect(await subjects('momme')).toEqual([]);
    await system.post('/local/faults', []);
    await system.advance('30m');
    expect(await subjects('momme')).toEqual([expect.stringMatching(/^\[TEE-[2-9A-Z]{10}\|/)]);
    expect(await discounts()).toHaveLength(3);
  });
});

describe('one code for everybody', () => {
  it('is what the file says, until its last day', async () => {
    save('coupons/feast.json', '{ "code": "FEST10", "validUntil": "2027-03-24" }');
    await system.post('/local/publish');
    for (const name of ['imke', 'jelde']) await knows(name);
    await hears('imke', 'acme.feast');
    expect(await subjects('imke')).toEqual(['[FEST10]']);
    await system.moveTo('2027-03-25T12:00:00Z');
    await hears('jelde', 'acme.feast');
    expect(outcomesOf(await system.view('jelde@example.org'))).toEqual(['feast skipped coupon-expired']);
  });
});
