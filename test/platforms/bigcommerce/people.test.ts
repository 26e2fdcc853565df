/** Accounts and subscribers of BigCommerce, and those that are gone. */
import { describe, expect, test } from 'vitest';
import type { TranslatedEvent } from '../../../platforms/platform.ts';
import { answeredBy, customerOf, noticeOf, subscriberOf } from '../../support/bigcommerce.ts';

const ASKED_AT = Date.parse('2026-11-20T18:03:00Z');

const events = (
  notice: Parameters<typeof answeredBy>[0],
  details: Parameters<typeof answeredBy>[1],
): readonly TranslatedEvent[] => {
  const translation = answeredBy(notice, details, ASKED_AT);
  if (translation.kind !== 'events') throw new Error(JSON.stringify(translation));
  return translation.events;
};

describe('an account', () => {
  const created = noticeOf('customer/created', { type: 'customer', id: 12 });

  test('is the shop’s own record and proves whose the address is; a blank field clears nothing', () => {
    expect(events(created, { customer: customerOf() })).toMatchObject([
      {
        name: 'customer.created',
        evidence: 'account',
        at: Date.parse('2026-11-20T17:39:12Z'),
        data: {
          customer: {
            customer_id: '12',
            email: 'silke.harms@example.org',
            phone: '+491713920055',
            first_name: 'Silke',
            country: 'DE',
          },
        },
      },
    ]);
  });

  test('that was changed long after it was made is not new', () => {
    const customer = customerOf({ date_modified: '2026-11-22T09:00:00Z' });
    expect(events(created, { customer })[0]?.name).toBe('customer.updated');
  });

  test('whose address alone has changed counts from now, because its own date stays', () => {
    const notice = noticeOf('customer/address/updated', {
      type: 'customer',
      id: 60,
      address: { customer_id: 12 },
    });
    expect(events(notice, { customer: customerOf() })[0]).toMatchObject({
      name: 'customer.updated',
      at: ASKED_AT,
    });
  });

  test('that is gone says so by a notice of its own', () => {
    expect(answeredBy(created, undefined, ASKED_AT)).toMatchObject({ kind: 'ignored' });
  });
});

describe('a subscriber', () => {
  const notice = noticeOf('subscriber/updated', { type: 'subscriber', id: 5 });
  const only = (changes: object) => events(notice, { subscriber: subscriberOf(changes as never) })[0];

  test('is a single opt-in of the day on which the entry was made, whatever was changed since', () => {
    expect(only({ date_modified: '2026-11-20T12:00:00+00:00' })).toMatchObject({
      name: 'consent.given',
      at: Date.parse('2026-11-19T20:00:00Z'),
      data: {
        customer: { email: 'silke.harms@example.org' },
        subscription_id: '5',
        channel: 'email',
        purpose: 'marketing',
        basis: 'single-opt-in',
        evidence: { source: 'bigcommerce', state: 'subscribed', form: 'storefront' },
      },
    });
  });

  test('of a shop that states no list of consents is there', () => {
    expect(only({ consents: undefined })?.name).toBe('consent.given');
  });

  test('who receives nothing any more, or reminders alone, has left', () => {
    const left = { name: 'consent.withdrawn', at: Date.parse('2026-11-20T12:00:00Z') };
    const date_modified = '2026-11-20T12:00:00+00:00';
    expect(only({ consents: [], date_modified })).toMatchObject(left);
    expect(only({ consents: ['abandoned_cart'], date_modified })).toMatchObject(left);
  });

  test('who is gone has left, by the number of the entry', () => {
    expect(events(notice, undefined)).toMatchObject([
      { name: 'consent.withdrawn', at: ASKED_AT, data: { subscription_id: '5', channel: 'email' } },
    ]);
  });

  test('without the day of the entry proves nothing', () => {
    const subscriber = subscriberOf({ date_created: null });
    expect(answeredBy(notice, { subscriber }, ASKED_AT)).toMatchObject({ kind: 'not-understood' });
  });
});
