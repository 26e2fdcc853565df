/** The people that a payload mentions, whatever its form. */
import { describe, expect, it } from 'vitest';
import { profileIdOf } from '../../../core/identity/identity.ts';
import { MENTIONED_MAX, mentionedIn } from '../../../core/identity/mentioned.ts';

const key = 'k'.repeat(40);
const mentioned = (body: string) => mentionedIn(body, { key, platform: 'shopify' });
const EMAIL = profileIdOf(key, 'email', 'jette@example.org');

describe('a payload', () => {
  it.each([
    '{"email":"Jette@Example.org"}',
    '{"note":"write to jette@example.org."}',
    '{"note":"write to jette@example.org..."}',
    '{"note":"nobody@nowhere and jette@example.org"}',
    '{"email":"jette\\u0040example.org"}',
    'email=jette%40example.org&x=1',
    'not json: <jette@example.org>',
    '{"note":"\\u0000jette@example.org\\u200b"}',
  ])('mentions the address in %s', (body) => {
    expect(mentioned(body)).toContain(EMAIL);
  });

  it('mentions phone numbers in any notation, and customer ids', () => {
    expect(mentioned('{"phone":"0171 3920011"}')).toContain(profileIdOf(key, 'phone', '+491713920011'));
    expect(mentioned('{"customer":{"id":7401}}')).toContain(profileIdOf(key, 'customer', 'shopify:7401'));
    expect(mentioned('{"customer_id":"7401"}')).toContain(profileIdOf(key, 'customer', 'shopify:7401'));
  });

  it('mentions nobody where it names nobody', () => {
    expect(mentioned('{"at":"@","mail":"a@b","phone":"12","ref":"00000000000","order":{"id":5}}')).toEqual(
      [],
    );
  });

  it('mentions a bounded number of people', () => {
    const many = Array.from({ length: 500 }, (_, index) => `"a${index}@example.org"`).join(',');
    expect(mentioned(`[${many}]`)).toHaveLength(MENTIONED_MAX);
    const customers = Array.from(
      { length: 60 },
      (_, index) => `"a${index}@example.org","customer_id":${index}`,
    );
    expect(mentioned(`[${customers.join(',')}]`)).toHaveLength(MENTIONED_MAX);
  });
});
