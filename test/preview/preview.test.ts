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

const cartOf = (more: Readonly<Record<string, unknown>> = {}, events: readonly object[] = []): Script =>
  scriptOf(
    JSON.stringify({
      customer: { email: 'jette@example.org', locale: 'de-DE' },
      consents: ['email'],
      start: '2026-11-27T18:00',
      days: 14,
      ...more,
      events: [
        {
          at: '1h',
          type: 'checkout.updated',
          data: {
            checkout_id: 'c-1',
            currency: 'EUR',
            total: '60.00',
            items: [{ product_id: '8101', title: 'Ostfriesentee', quantity: 1, unit_price: '60.00' }],
          },
        },
        ...events,
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
    const night = await ofCart(cartOf({ start: '2026-11-27T20:30' }));
    expect(messagesIn(night)[0]).toBe('2026-11-27T22:30 help deferred quiet-hours');
  });

  it('gives out the codes that the script says stand free', async () => {
    const seen = await ofCart(cartOf({ codes: { cart: 1 } }));
    expect(seen.rows.filter(({ kind }) => kind === 'coupon').map(({ text }) => text)).toEqual([
      expect.stringContaining('CART-1'),
    ]);
    expect(JSON.stringify(seen.rows.at(-1)?.message)).toContain('CART-1');
  });

  it('of a pool of which others have had all codes keeps the mail back, for it would leave without its code', async () => {
    const { coupons } = program;
    const pool = coupons?.['cart'];
    if (pool?.kind !== 'codes') throw new Error('no pool');
    const filled = { ...program, coupons: { ...coupons, cart: { ...pool, count: 40 } } };
    const seen = await previewOf(onlyFlow(filled, 'abandoned-cart'), cartOf({ codes: { cart: 0 } }), 'en');
    expect(messagesIn(seen).at(-1)).toBe('2026-11-30T20:00 offer-code skipped coupon-pool-empty');
  });

  it('stops with an order, as the shop tells of it', async () => {
    const order = { checkout_id: 'c-1', order_id: 'o-1', currency: 'EUR', total: '60.00', items: [] };
    const seen = await ofCart(cartOf({}, [{ at: '3h', type: 'order.placed', data: order }]));
    expect(messagesIn(seen)).toEqual(['2026-11-27T20:00 help sent']);
  });

  it('shows nobody anything without consent, and says so', async () => {
    const withdrawn = { type: 'consent.withdrawn', data: { channel: 'email', purpose: 'marketing' } };
    const seen = await ofCart(cartOf({}, [{ at: '90m', ...withdrawn }]));
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

describe('what a preview tells programs', () => {
  const phone = { email: 'jette@example.org', phone: '+491713920011', locale: 'de-DE', customer_id: '7' };
  const account = { type: 'customer.updated' };

  it('is each message as the mailbox of the running system shows it, and the timeline with its reasons', async () => {
    const { messages, timeline } = await ofCart(cartOf());
    expect(messages).toHaveLength(3);
    expect(messages[0]).toMatchObject({
      channel: 'email',
      to: 'jette@example.org',
      sentAt: '2026-11-27T19:00:00.000Z',
      flow: 'abandoned-cart',
      step: 'help',
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      tags: { flow: 'abandoned-cart', step: 'help' },
    });
    expect(messages[0]?.html).toContain('Ostfriesentee');
    expect(timeline.filter((entry) => 'outcome' in entry)).toMatchObject([
      { type: 'message', step: 'help', outcome: 'sent' },
      { type: 'message', step: 'reviews', outcome: 'sent' },
      { type: 'message', step: 'offer', outcome: 'sent' },
    ]);
  });

  it('is what the providers bill, mails and WhatsApp each in its currency', async () => {
    expect((await ofCart(cartOf())).cost).toEqual({ USD: '0.00048' });
    const both = await ofCart(cartOf({ customer: phone, consents: ['email', 'whatsapp'] }, [account]));
    expect(both.sent.whatsapp).toBeGreaterThan(0);
    expect(Number(both.cost['EUR'])).toBeGreaterThan(0.1);
  });

  it('is a WhatsApp message in the words that the customer reads', async () => {
    const { messages } = await ofCart(cartOf({ customer: phone, consents: ['whatsapp'] }, [account]));
    expect(messages[0]).toMatchObject({ channel: 'whatsapp', to: '+491713920011' });
    expect(messages[0]?.text).toContain('eine Bestellung begonnen und nicht abgeschlossen');
    expect(messages[0]?.text).not.toContain('{{');
  });
});

describe('a script', () => {
  const withEvent = (one: object): string =>
    JSON.stringify({ customer: { email: 'a@example.org' }, start: '2026-11-27T18:00', events: [one] });

  it.each([
    ['{ "customer": {}, "events": [] }', 'start: is missing'],
    [withEvent({ type: 'order.placd', data: {} }), 'Did you mean "order.placed"?'],
    [withEvent({ type: 'order.placed', data: {} }), '"order.placed" cannot be read like this: data.order_id'],
    [withEvent({ at: '2026-11-26T19:00', type: 'acme.ping' }), 'does not lie between "start" and the end'],
    [withEvent({ at: '91d', type: 'acme.ping' }), 'does not lie between "start" and the end'],
    [withEvent({ at: '24 hours', type: 'acme.ping' }), 'Did you mean "24h"?'],
    [withEvent({ at: '1d,2h', type: 'acme.ping' }), 'so long after the start as "1d 2h"'],
    [withEvent({ att: '1h', type: 'acme.ping' }), 'Did you mean "at"?'],
    ['{ "customer": ', 'value'],
  ])('is refused with the place and the words: %s', (text, words) => {
    expect(problemsOf(text).join('\n')).toContain(words);
  });

  it('counts from its start by the calendar of where the customer lives, and takes moments too', () => {
    const { start, events } = scriptOf(
      JSON.stringify({
        customer: { email: 'a@example.org', time_zone: 'America/New_York' },
        consents: ['email'],
        start: '2027-03-13T12:00',
        events: [
          { at: '1d 2h', type: 'acme.ping' },
          { at: '2027-03-13T19:00:00+01:00', type: 'acme.ping' },
          { type: 'acme.ping' },
          { at: '0h 30m', type: 'acme.ping' },
        ],
      }),
    );
    expect(events.map(({ at, event }) => [event, (at - start) / 3_600_000])).toEqual([
      ['consent.given', 0],
      ['acme.ping', 0],
      ['acme.ping', 0.5],
      ['acme.ping', 1],
      // The clocks went forward in the night.
      ['acme.ping', 25],
    ]);
  });

  it('is watched for as long as the command says, else as it says itself', () => {
    const later = { at: '5d', type: 'acme.ping' };
    const text = JSON.stringify({ customer: {}, start: '2026-11-27T18:00', days: 10, events: [later] });
    const seen = (days?: number) => {
      const read = readScript('s', parseJsonFile(text), { ...SHOP, ...(days && { days }) });
      if ('problems' in read) throw new Error(JSON.stringify(read.problems));
      const { start, until, events } = read.script;
      return [(until - start) / 86_400_000, events.length];
    };
    expect([seen(), seen(3), seen(20)]).toEqual([
      [10, 1],
      [3, 0],
      [20, 1],
    ]);
  });
});
