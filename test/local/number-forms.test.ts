/**
 * Numbers that WhatsApp writes in another form than they are dialled, through the public routes: a STOP
 * counts in either form, also for customers whom an older version stored under the other one.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepFormer } from '../support/former-states.ts';
import { formsFixture } from '../support/forms.ts';
import type { TestSystem } from '../support/local-system.ts';
import { commandTo } from '../support/rights.ts';
import { bodyOf, entryOf, failedWith, says, status as statusSaid } from '../support/whatsapp.ts';
import { createWhatsappShop, type WhatsappShop } from '../support/whatsapp-shop.ts';

let shop: WhatsappShop;
/** Each test has a customer of its own: `#` stands for four digits. */
let customer = 1_000;

beforeAll(async () => {
  shop = await createWhatsappShop({ settings: { sending: 'live' } });
});
beforeEach(() => {
  customer += 1;
});
afterAll(() => shop.close());

/** The form that shops store, the form that WhatsApp writes, and the form that messages are sent to. */
const FORMS: readonly (readonly [string, string, string])[] = [
  ['+55489961#', '5548961#', '+55489961#'],
  ['+5548961#', '55489961#', '+55489961#'],
  ['+5255123#', '52155123#', '+5255123#'],
  ['+52155123#', '5255123#', '+5255123#'],
  ['+5411234#', '54911234#', '+54911234#'],
  ['+54911234#', '5411234#', '+54911234#'],
];
const own = (number: string): string => number.replace('#', `5${customer}`);

const mailOf = (): string => `ana${customer}@example.org`;
const ana = (phone: string) => ({ email: mailOf(), phone, locale: 'de-DE', first_name: 'Ana' });
const agree = (phone: string) =>
  shop.tell('consent.given', {
    customer: ana(phone),
    channel: 'whatsapp',
    purpose: 'marketing',
    basis: 'double-opt-in',
  });
const hello = (person: object = { email: mailOf() }) => shop.tell('acme.hello', { customer: person });
const heard = async (parts: Parameters<typeof entryOf>[0]): Promise<void> => {
  await shop.post('/local/sns/whatsapp', bodyOf(entryOf(parts)));
};
const now = async (system: Pick<TestSystem, 'json'>): Promise<number> =>
  Date.parse((await system.json<{ now: string }>('/local/clock')).now);
/** Messages to this customer, in any form of the number. */
const written = async (): Promise<readonly string[]> =>
  (await shop.mails()).map(({ to }) => to).filter((to) => to.endsWith(String(customer)));

describe.each(FORMS)('stored as %s, written by WhatsApp as %s', (storedAs, writtenAs, formOf) => {
  const numbers = () => ({ stored: own(storedAs), waId: own(writtenAs), form: own(formOf) });

  const ways: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'STOP',
      async () => {
        const { waId } = numbers();
        const message = says(await now(shop), 'STOP', {
          from: waId,
          from_user_id: undefined,
          id: `wamid.${waId}`,
        });
        await heard({ messages: [message], contacts: [{ wa_id: waId }] });
      },
    ],
    [
      'the switch in the app',
      async () => {
        const { waId } = numbers();
        await heard({
          user_preferences: [
            {
              wa_id: waId,
              detail: 'stop',
              category: 'marketing_messages',
              value: 'stop',
              timestamp: Math.floor((await now(shop)) / 1000),
            },
          ],
          contacts: [{ wa_id: waId }],
        });
      },
    ],
    [
      'the status of a message',
      async () => {
        const { waId, form } = numbers();
        const message = (await shop.mails()).find(({ to }) => to === form);
        const told = statusSaid(await now(shop), 'failed', message?.providerId ?? '', {
          recipient_id: waId,
          recipient_user_id: undefined,
          ...failedWith(131050),
        });
        await heard({ statuses: [told], contacts: [] });
      },
    ],
  ];

  it.each(ways)('%s stops it', async (_, stop) => {
    const { stored, waId, form } = numbers();
    await agree(stored);
    await hello();
    expect(await written()).toEqual([form]);
    await shop.advance('1m');
    await stop();
    await shop.advance('1m');
    await hello();
    await hello({ phone: stored });
    await hello({ phone: `+${waId}` });
    expect(await written()).toEqual([form]);
  });

  it('an answer is that customer’s, and an erasure by either form leaves nobody', async () => {
    const { stored, waId } = numbers();
    await agree(stored);
    const message = says(await now(shop), 'Hallo', {
      from: waId,
      from_user_id: undefined,
      id: `wamid.hallo.${waId}`,
    });
    await heard({ messages: [message], contacts: [{ wa_id: waId }] });
    const { timeline } = await shop.view(mailOf());
    expect(timeline.map(({ event }) => event)).toContain('message.replied');
    await commandTo(shop, '/privacy/erase', { identity: { phone: stored } });
    await shop.advance('1m');
    for (const identity of [mailOf(), stored, `+${waId}`])
      expect((await shop.get(`/local/profiles/${encodeURIComponent(identity)}`)).status, identity).toBe(404);
  });
});

describe('a customer whom an older version kept under the other form', () => {
  it('is stopped by the body that was once not heard', async () => {
    await keepFormer(shop, 'ana');
    const customer = { email: 'ana@example.org' };
    const messages = async () => (await shop.mails()).filter(({ to }) => to.endsWith('96123456'));
    await hello(customer);
    expect((await messages()).map(({ to }) => to)).toEqual(['+5548996123456']);
    const seconds = String(Math.floor((await now(shop)) / 1000));
    const body = formsFixture('stop-from-another-form.json').replace('1795600000', seconds);
    await shop.post('/local/sns/whatsapp', JSON.parse(body));
    await shop.advance('1m');
    await hello(customer);
    expect(await messages()).toHaveLength(1);
  });

  it.each([
    ['as it is dialled', '+55489961#'],
    ['as WhatsApp writes it', '+5548961#'],
  ])('and knew by number alone is found and goes on under the number %s', async (_, number) => {
    const phone = own(number);
    const id = await keepFormer(shop, 'written', { '+554896123456': own('+5548961#') });
    await shop.tell('customer.updated', { customer: { phone, last_name: 'Silva' } });
    const { profile } = await shop.view(phone);
    expect(profile).toMatchObject({
      id,
      person: { phone: own('+55489961#'), firstName: 'Ana', lastName: 'Silva' },
    });
  });
});
