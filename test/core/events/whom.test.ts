/** The customer that an event is about, and the evidence for it (rule 10). */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { dataFor, identitiesOf } from '../../../core/events/whom.ts';
import type { Evidence } from '../../../core/identity/evidence.ts';

const everything = { email: 'a@example.org', customer_id: '7', phone: '+491713920011' };

const about = (name: string, data: JsonObject, evidence?: Evidence) =>
  identitiesOf({ name, data, source: 'standard', key: 'k', evidence }).map(
    ({ kind, value, by }) => `${kind} ${value}${by ? ` ${by}` : ''}`,
  );

describe('what was typed', () => {
  test('goes by the e-mail address; an account beside it is a hint, and a phone number is nobody’s', () => {
    const data = { checkout_id: 'c-1', cart_id: 'k-1', client_id: 'b-1', items: [], customer: everything };
    expect(about('checkout.updated', data)).toEqual([
      'email a@example.org',
      'customer standard:7',
      'anonymous checkout:c-1',
      'anonymous cart:k-1',
      'anonymous client:b-1',
    ]);
  });

  test('goes by the account where no address was typed, and by the cart where nothing else is known', () => {
    expect(about('order.placed', { customer: { customer_id: '7', phone: '+491713920011' } })).toEqual([
      'customer standard:7',
    ]);
    const phoneOnly = { checkout_id: 'c-1', customer: { phone: '+491713920011' } };
    expect(about('checkout.updated', phoneOnly)).toEqual(['anonymous checkout:c-1']);
    const byPhone = { order_id: 'o-1', customer: { phone: '+491713920011' } };
    expect(about('order.placed', byPhone)).toEqual(['anonymous order:standard/o-1']);
  });

  test('goes where its order leads, where it names nothing else; an order that somebody places names them', () => {
    const customer = { email: 'a@example.org' };
    const [own, former] = ['anonymous order:standard/o-1', 'anonymous order:o-1'];
    expect(about('order.refunded', { order_id: 'o-1' })).toEqual([own, former]);
    expect(about('shipment.sent', { order_id: 'o-1' })).toEqual([own, former]);
    expect(about('shipment.sent', { order_id: 'o-1', customer })).toEqual(['email a@example.org']);
    expect(about('order.placed', { order_id: 'o-1', customer })).toEqual(['email a@example.org', own]);
    expect(about('order.placed', { order_id: 'o-1' })).toEqual([]);
    expect(about('acme.ping', { order_id: 'o-1' })).toEqual([]);
  });

  test('about a number and nothing else goes to that number', () => {
    expect(about('acme.ping', { customer: { phone: '+491713920011' } })).toEqual(['phone +491713920011']);
  });
});

describe('what the shop says of an account', () => {
  test('proves its address and its number', () => {
    expect(about('customer.updated', { customer: everything })).toEqual([
      'email a@example.org account',
      'customer standard:7 account',
      'phone +491713920011 account',
    ]);
  });

  test('may stand in an order too, where the platform carries the account’s record', () => {
    expect(about('order.placed', { customer: everything }, 'account')).toEqual([
      'email a@example.org account',
      'customer standard:7 account',
      'phone +491713920011 account',
    ]);
  });
});

describe('consent', () => {
  const said = (channel: string, more: JsonObject = {}) => ({ channel, customer: everything, ...more });

  test('that was confirmed proves the address of its channel and no other', () => {
    expect(about('consent.given', said('email', { basis: 'double-opt-in' }))).toEqual([
      'email a@example.org holder',
      'customer standard:7',
    ]);
    expect(about('consent.given', said('whatsapp', { basis: 'double-opt-in' }))).toEqual([
      'email a@example.org',
      'customer standard:7',
      'phone +491713920011 holder',
    ]);
  });

  test('for WhatsApp that nobody confirmed is about the number alone', () => {
    expect(about('consent.requested', said('whatsapp'))).toEqual(['phone +491713920011']);
    expect(about('consent.withdrawn', said('whatsapp'))).toEqual(['phone +491713920011']);
    expect(about('consent.withdrawn', { channel: 'whatsapp', customer: { email: 'a@example.org' } })).toEqual(
      ['email a@example.org'],
    );
  });
});

describe('what stands in the history of a number', () => {
  const [number] = identitiesOf({
    name: 'consent.given',
    data: { channel: 'whatsapp', customer: everything },
    source: 'standard',
    key: 'k',
  });
  const identities = number ? [number] : [];

  test('is no address, account or name that was typed beside it', () => {
    const customer = { ...everything, first_name: 'Jette', locale: 'de-DE' };
    expect(dataFor({ channel: 'whatsapp', customer }, identities)).toEqual({
      channel: 'whatsapp',
      customer: { phone: '+491713920011', locale: 'de-DE' },
    });
  });

  test('is the name that was told with nothing but the number', () => {
    const data = { customer: { phone: '+491713920011', first_name: 'Jette' } };
    expect(dataFor(data, identities)).toBe(data);
  });

  test('is everything where the event is about more than a number', () => {
    const email = { kind: 'email', value: 'a@example.org', profileId: '1a' } as const;
    const data = { customer: everything };
    expect(dataFor(data, [email, ...identities])).toBe(data);
  });
});
