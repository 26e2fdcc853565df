/** People who use one phone number in tests: what their accounts, their confirmations and their messages say. */
import type { TestSystem } from './local-system.ts';
import { bodyOf, entryOf, says, signed } from './whatsapp.ts';

/** The account of this address names the number. */
export const accountNames = (
  system: TestSystem,
  email: string,
  phone: string,
  facts: object = {},
): Promise<Response> =>
  system.tell('customer.updated', {
    customer: { customer_id: email.split('@')[0], email, phone, ...facts },
  });

/** The shop says that the holder of the address confirmed the number. */
export const confirmsNumber = (system: TestSystem, email: string, phone: string): Promise<Response> =>
  system.tell('consent.given', {
    customer: { email, phone },
    channel: 'whatsapp',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'wa-1', source: 'account page' },
  });

/** Somebody types the number into an order under their own address. */
export const typesNumber = (system: TestSystem, email: string, phone: string): Promise<Response> =>
  system.tell('order.placed', {
    order_id: `o-${email}`,
    customer: { email, phone },
    currency: 'EUR',
    total: '5.00',
  });

/** Somebody writes on WhatsApp from the number. */
export const writesFrom = (system: TestSystem, phone: string, text: string): Promise<Response> => {
  const id = phone.slice(1);
  const message = says(system.clock.now(), text, { from: id, from_user_id: undefined });
  const contacts = [{ profile: { name: 'W' }, wa_id: id }];
  const body = JSON.stringify(bodyOf(entryOf({ contacts, messages: [message] })));
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signed(body, 'local-webhook-secret'),
  };
  return system.deliver({ path: '/webhooks/whatsapp', headers, body });
};
