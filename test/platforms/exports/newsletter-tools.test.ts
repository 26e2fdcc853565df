/** Exports of Klaviyo and Mailchimp: people, consents with their proof, suppressions. */
import { describe, expect, test } from 'vitest';
import { AT, read, what } from '../../support/exports.ts';

describe('Klaviyo', () => {
  const headings = [
    'Email',
    'Klaviyo ID',
    'Email Marketing Consent',
    'Email Marketing Consent Timestamp',
    'Email Suppressions',
    'Phone Number',
    'Country',
    'Last Active',
    'Shoe Size',
  ];
  const row = (consent: string, at: string, suppressions = '') =>
    read('people.csv', [
      headings,
      [
        'Jette@Example.ORG ',
        '01A',
        consent,
        at,
        suppressions,
        "'+491713920011",
        'Deutschland',
        '2026-01-02 03:04:05',
        '39',
      ],
    ]);

  test('a consent with a date is a single opt-in of that date, and the record counts as of the last activity', () => {
    const { told, format } = row('SUBSCRIBED', '2025-03-01 10:00:00');
    expect(format).toBe('klaviyo');
    expect(told).toMatchObject([
      {
        what: 'customer.updated 2026-01-02T03:04',
        history: true,
        source: 'klaviyo',
        evidence: ['email typed'],
        data: {
          customer: {
            email: 'jette@example.org',
            phone: '+491713920011',
            country: 'DE',
            attributes: { shoe_size: 39, last_active: '2026-01-02 03:04:05' },
          },
        },
      },
      { what: 'consent.given 2025-03-01T10:00', data: { basis: 'single-opt-in' } },
    ]);
  });

  test.each([
    ['USER_SUPPRESSED', 'suppression.added', 'manual'],
    ['["HARD_BOUNCE"]', 'suppression.added', 'bounce'],
    ['INVALID_EMAIL', 'suppression.added', 'bounce'],
    ['SPAM_COMPLAINT', 'suppression.added', 'complaint'],
    ['UNSUBSCRIBED', 'consent.withdrawn', 'unsubscribe'],
    ['some new reason', 'suppression.added', 'manual'],
  ])('%s wins over SUBSCRIBED', (suppression, event, by) => {
    const { told, stops } = row('SUBSCRIBED', '2025-03-01 10:00:00', suppression);
    expect(told.map((one) => one.what)).toEqual([
      'customer.updated 2026-01-02T03:04',
      `${event} 2026-11-20T08:00`,
    ]);
    expect(stops).toMatchObject([{ address: 'jette@example.org', at: AT, by }]);
  });

  test('the record counts as of the newest moment that the file knows, and never after the file itself', () => {
    const seen = (...dates: readonly [string, string]) =>
      read('people.csv', [
        ['Email', 'Klaviyo ID', 'Date Added', 'Last Active'],
        ['a@example.org', '1', ...dates],
      ]).told[0]?.what;
    expect(seen('2024-01-01 00:00:00', '2026-01-02 03:04:05')).toBe('customer.updated 2026-01-02T03:04');
    expect(seen('2024-01-01 00:00:00', '')).toBe('customer.updated 2024-01-01T00:00');
    expect(seen('2027-01-01 00:00:00', '')).toBe('customer.updated 2026-11-20T08:00');
  });

  test('a consent without a date is none and a tag; who never subscribed has neither', () => {
    const { told } = row('SUBSCRIBED', '');
    expect(told).toHaveLength(1);
    expect(told[0]?.data['customer']).toMatchObject({ tags: ['consent.unproven'] });
    expect(row('NEVER_SUBSCRIBED', '').told[0]?.data['customer']).not.toHaveProperty('tags');
  });

  test('the same row is the same however the columns stand', () => {
    const one = read('a.csv', [headings, ['a@example.org', '1', 'SUBSCRIBED', '', '', '', '', '', '']]);
    const other = read('b.csv', [
      ['Klaviyo ID', 'Email', 'Email Marketing Consent'],
      ['1', ' a@example.org', 'SUBSCRIBED'],
    ]);
    expect(one.mark).toBe(other.mark);
  });
});

describe('Mailchimp', () => {
  const own = ['MEMBER_RATING', 'OPTIN_TIME', 'OPTIN_IP', 'CONFIRM_TIME', 'CONFIRM_IP', 'CC', 'TAGS'];
  const basis = (...cells: readonly string[]) =>
    read('audience.csv', [
      ['E-Mail-Adresse', 'Vorname', ...own],
      ['a@example.org', 'Anna', ...cells],
    ]).told.map(({ what: one, data }) => `${one} ${data['basis'] ?? ''}`);

  test('a double opt-in is one whose two times differ and beside which an address stands', () => {
    const asked = '2024-05-01 10:00:00';
    const confirmed = '2024-05-01 10:05:00';
    expect(basis('2', asked, '192.0.2.1', confirmed, '192.0.2.1', 'DE', '')[1]).toBe(
      'consent.given 2024-05-01T10:05 double-opt-in',
    );
    for (const cells of [
      [asked, '', confirmed, ''],
      [confirmed, '192.0.2.1', confirmed, '192.0.2.1'],
      ['', '', confirmed, '192.0.2.1'],
    ])
      expect(basis('2', ...cells, 'DE', '')[1]).toBe('consent.given 2024-05-01T10:05 single-opt-in');
    expect(basis('2', '', '', '', '', 'DE', '')).toEqual(['customer.updated 2026-11-20T08:00 ']);
  });

  test('columns of one name lose nothing, and the audience names its own in any language', () => {
    const headings = [
      'Mi correo',
      'Vorname',
      'Vorname',
      ...own,
      'UNSUB_TIME',
      'UNSUB_CAMPAIGN_ID',
      'UNSUB_CAMPAIGN_ID',
    ];
    const { told, stops } = read('unsub.csv', [
      headings,
      [
        'a@example.org',
        '',
        'Anna',
        '2',
        '',
        '',
        '',
        '',
        'DE',
        '"tea","vip"',
        '2025-01-01 00:00:00',
        '',
        'c1',
      ],
    ]);
    expect(told[0]?.data['customer']).toMatchObject({ first_name: 'Anna', tags: ['tea', 'vip'] });
    expect(told[1]?.what).toBe('consent.withdrawn 2025-01-01T00:00');
    expect(stops).toMatchObject([{ by: 'unsubscribe' }]);
  });

  test('cleaned addresses bounced', () => {
    const file = [
      ['Email Address', ...own, 'CLEAN_TIME'],
      ['a@example.org', '1', '', '', '', '', '', '', '2025-02-01 00:00:00'],
    ];
    expect(what('cleaned.csv', file)[1]).toBe('suppression.added 2025-02-01T00:00');
    expect(read('cleaned.csv', file).stops).toMatchObject([{ by: 'bounce' }]);
  });
});
