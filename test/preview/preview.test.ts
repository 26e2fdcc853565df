/** A preview: what one customer gets, from a short script, by the real engine and the real senders. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { onlyFlow } from '../../core/program/only-flow.ts';
import type { Program } from '../../core/program/program.ts';
import { pageOf } from '../../preview/page.ts';
import { type Preview, previewOf } from '../../preview/preview.ts';
import { readScript, type Script } from '../../preview/script.ts';
import { shippedProgram } from '../support/shipped-content.ts';

const SAMPLES = join(import.meta.dirname, '../../preview/samples');
const samples = readdirSync(SAMPLES).map((file) => file.replace(/\.json$/, ''));

const SHOP = { timeZone: 'Europe/Berlin', customEvents: ['acme.ping'] };

let program: Program;
beforeAll(async () => {
  const published = await shippedProgram();
  if (!published.program) throw new Error(JSON.stringify(published.problems));
  program = published.program;
});

const problemsOf = (text: string): readonly string[] => {
  const read = readScript('script.json', parseJsonFile(text), SHOP);
  return 'problems' in read
    ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message.en}`)
    : [];
};
const scriptOf = (text: string): Script => {
  const read = readScript('script.json', parseJsonFile(text), SHOP);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.script;
};
const sampleOf = (name: string): Script => scriptOf(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'));
const messagesIn = ({ rows }: Preview): readonly string[] =>
  rows.flatMap(({ kind, at, step, outcome, reason }) =>
    kind === 'message'
      ? [[at.slice(0, 16), step, outcome, reason].filter((part) => part !== undefined).join(' ')]
      : [],
  );

const cartOf = (more: Readonly<Record<string, unknown>> = {}, happens: readonly object[] = []): Script =>
  scriptOf(
    JSON.stringify({
      customer: { email: 'jette@example.org', locale: 'de-DE' },
      from: '2026-11-27T18:00',
      days: 14,
      ...more,
      happens: [
        {
          event: 'consent.given',
          data: { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' },
        },
        {
          after: '1h',
          event: 'checkout.updated',
          data: {
            checkout_id: 'c-1',
            currency: 'EUR',
            total: '60.00',
            items: [{ product_id: '8101', title: 'Ostfriesentee', quantity: 1, unit_price: '60.00' }],
          },
        },
        ...happens,
      ],
    }),
  );
const ofCart = (script: Script): Promise<Preview> =>
  previewOf(onlyFlow(program, 'abandoned-cart'), script, 'en');

describe('a preview', () => {
  it.each(samples)('of the sample %s shows messages and reasons in both languages', async (name) => {
    const [de, en] = await Promise.all([
      previewOf(program, sampleOf(name), 'de'),
      previewOf(program, sampleOf(name), 'en'),
    ]);
    expect(messagesIn(de)).toEqual(messagesIn(en));
    expect(messagesIn(en).length).toBeGreaterThan(0);
    expect(de.rows.map(({ text }) => text)).not.toEqual(en.rows.map(({ text }) => text));
  });

  it('of one flow follows the clock of the customer, and says what was held back and why', async () => {
    const seen = await ofCart(cartOf());
    expect(messagesIn(seen)).toEqual([
      '2026-11-27T20:00 help sent',
      '2026-11-28T20:00 reviews sent',
      '2026-11-30T20:00 offer sent',
    ]);
    expect(seen).toMatchObject({ zone: 'Europe/Berlin', sent: { email: 3, whatsapp: 0 } });
    const night = await ofCart(cartOf({ from: '2026-11-27T20:30' }));
    expect(messagesIn(night)[0]).toBe('2026-11-27T22:30 help deferred quiet-hours');
  });

  it('gives out the codes that the script says stand free', async () => {
    const seen = await ofCart(cartOf({ codes: { cart: 1 } }));
    expect(seen.rows.filter(({ kind }) => kind === 'coupon').map(({ text }) => text)).toEqual([
      expect.stringContaining('CART-1'),
    ]);
    expect(JSON.stringify(seen.rows.at(-1)?.message)).toContain('CART-1');
  });

  it('stops with an order, as the shop tells of it', async () => {
    const order = { checkout_id: 'c-1', order_id: 'o-1', currency: 'EUR', total: '60.00', items: [] };
    const seen = await ofCart(cartOf({}, [{ after: '2h', event: 'order.placed', data: order }]));
    expect(messagesIn(seen)).toEqual(['2026-11-27T20:00 help sent']);
  });

  it('shows nobody anything without consent, and says so', async () => {
    const withdrawn = { event: 'consent.withdrawn', data: { channel: 'email', purpose: 'marketing' } };
    const seen = await ofCart(cartOf({}, [{ after: '30m', ...withdrawn }]));
    expect(seen.sent.email).toBe(0);
    expect(messagesIn(seen)).toContain('2026-11-27T20:00 help skipped no-legal-basis');
  });

  it('is the same every time', async () => {
    const [once, again] = await Promise.all([ofCart(cartOf()), ofCart(cartOf())]);
    expect(again).toEqual(once);
  });

  it('becomes a page that holds each mail and runs nothing that stands in it', async () => {
    const seen = await ofCart(cartOf({ name: '<script>' }));
    const page = await pageOf(seen, '<script>alert(1)</script>', 'en');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script');
    expect(page.match(/<iframe sandbox/g)).toHaveLength(6);
  });
});

describe('a script', () => {
  const withHappening = (one: object): string =>
    JSON.stringify({ customer: { email: 'a@example.org' }, from: '2026-11-27T18:00', happens: [one] });

  it.each([
    ['{ "customer": {}, "happens": [] }', 'from: is missing'],
    [withHappening({ event: 'order.placd', data: {} }), 'Did you mean "order.placed"?'],
    [
      withHappening({ event: 'order.placed', data: {} }),
      '"order.placed" cannot be read like this: data.order_id',
    ],
    [withHappening({ at: '2026-11-27T19:00', after: '1h', event: 'acme.ping' }), '"at" and "after" exclude'],
    [
      withHappening({ at: '2026-11-26T19:00', event: 'acme.ping' }),
      'does not lie between "from" and the end',
    ],
    [withHappening({ after: '24 hours', event: 'acme.ping' }), 'Did you mean "24h"?'],
    [withHappening({ att: '2026-11-26T19:00', event: 'acme.ping' }), 'Did you mean "at"?'],
    ['{ "customer": ', 'value'],
  ])('is refused with the place and the words: %s', (text, words) => {
    expect(problemsOf(text).join('\n')).toContain(words);
  });

  it('takes times where the customer lives, and with an offset', () => {
    const { from, happens } = scriptOf(
      JSON.stringify({
        customer: { email: 'a@example.org', time_zone: 'America/New_York' },
        from: '2026-11-27T12:00',
        happens: [
          { at: '2026-11-28T00:00:00+01:00', event: 'acme.ping' },
          { after: '1d', event: 'acme.ping' },
        ],
      }),
    );
    const hours = happens.map(({ at }) => (at - from) / 3_600_000);
    expect(hours).toEqual([6, 30]);
  });
});
