/** What a sign-up keeps as evidence, and under which conditions a number is taken at all. */
import { describe, expect, it } from 'vitest';
import { type Fields, readSignUp, requestInputs, takesNumbers } from '../../../core/consent/sign-up.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../core/program/settings.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const whatsapp = { transport: 'aws', from: 'id' } as const;
const withForm = { ...DEFAULT_SETTINGS.signUp, whatsappForm: true };
const settings: Settings = { ...DEFAULT_SETTINGS, whatsapp, signUp: withForm };
const given = { at: AT, ip: '192.0.2.0', settings, platforms: ['shopify'] };
const read = (fields: Fields, more: Partial<Parameters<typeof readSignUp>[1]> = {}) =>
  readSignUp(fields, { ...given, ...more });
const dataOf = (fields: Fields, more: Parameters<typeof read>[1] = {}) => {
  const result = read(fields, more);
  if (!result.ok) throw new Error(result.problems.join());
  return result.signUp.requests[0]?.data;
};
const linked = { linkFor: () => ({ messageId: 'm-1' }) };

describe('a request', () => {
  it('keeps what was typed, when and where from, and asks for marketing', () => {
    const fields = {
      email: [' insa@example.org '],
      first_name: [' Insa '],
      last_name: ['Ahlers'],
      locale: ['de-DE'],
      text_version: ['v7'],
      source: ['footer'],
    };
    expect(dataOf(fields)).toMatchObject({
      channel: 'email',
      purpose: 'marketing',
      customer: { email: 'insa@example.org', first_name: 'Insa', last_name: 'Ahlers', locale: 'de-DE' },
      evidence: {
        text_version: 'v7',
        source: 'footer',
        requested_at: '2026-11-20T09:00:00.000Z',
        request_ip: '192.0.2.0',
      },
    });
  });

  it('keeps only the address where nothing else was typed', () => {
    const data = dataOf({ email: ['insa@example.org'], first_name: [' '] }, { ip: undefined });
    expect(data?.['customer']).toEqual({ email: 'insa@example.org' });
    expect(data?.['evidence']).toEqual({ source: 'form', requested_at: '2026-11-20T09:00:00.000Z' });
    expect(data).not.toHaveProperty('by_link');
  });

  it('by a link that we sent there says so, and names the message that carried it', () => {
    const data = dataOf({ email: ['insa@example.org'] }, linked);
    expect(data).toMatchObject({ by_link: true, channel: 'email', evidence: { link_message_id: 'm-1' } });
    expect(data?.['customer']).toEqual({ email: 'insa@example.org' });
  });

  it('by a link is another one than by typing, on each channel and for each address', () => {
    const fields = { email: ['insa@example.org'], phone: ['0171 3920011'], channel: ['email', 'whatsapp'] };
    const idsOf = (typed: Fields, more: Parameters<typeof read>[1] = {}) => {
      const result = read(typed, more);
      if (!result.ok) throw new Error(result.problems.join());
      return requestInputs(result.signUp, { key: 'k', at: AT }).map(({ inputId }) => inputId);
    };
    const other = { ...fields, email: ['ole@example.org'], phone: ['0171 3920012'] };
    const ids = [...idsOf(fields), ...idsOf(fields, linked), ...idsOf(other)];
    expect(new Set(ids).size).toBe(6);
  });

  it('is an event of our own about the address, received when it was made', () => {
    const result = read({ email: ['insa@example.org'] });
    if (!result.ok) throw new Error(result.problems.join());
    const [input] = requestInputs(result.signUp, { key: 'k', at: AT });
    expect(input).toMatchObject({
      receivedAt: AT,
      event: { name: 'consent.requested', source: 'subscribe', at: AT },
    });
  });
});

describe('an address', () => {
  it.each(['a.b@example.org', 'a.b.c@example.org', 'insa@shop.co.example'])('may have dots: %s', (email) => {
    expect(read({ email: [email] }).ok).toBe(true);
  });

  it.each(['a.@example.org', '.a@example.org', 'a..b@example.org', ''])('may not be %s', (email) => {
    expect(read({ email: [email] })).toEqual({ ok: false, problems: ['email'] });
  });

  it('that is blank is as good as none, for the channel too', () => {
    expect(read({ email: [' '], phone: ['0171 3920011'] })).toMatchObject({
      signUp: { requests: [{ channel: 'whatsapp' }] },
    });
    expect(read({ email: ['insa@example.org'], channel: [' ', ' E-Mail '] })).toMatchObject({ ok: false });
    expect(read({ email: ['insa@example.org'], channel: [' ', ' EMAIL '] })).toMatchObject({ ok: true });
    expect(read({ email: [' '], phone: [' '] })).toEqual({ ok: false, problems: ['email'] });
  });
});

describe('a number', () => {
  const phone = { phone: ['0171 3920011'] };

  it('is taken only by a shop that has WhatsApp and lets numbers be typed', () => {
    expect(takesNumbers(settings)).toBe(true);
    expect(takesNumbers({ ...settings, whatsapp: null })).toBe(false);
    expect(takesNumbers({ ...settings, signUp: { ...withForm, whatsappForm: false } })).toBe(false);
  });

  it('is refused by name where the shop lets customers write first', () => {
    const refused = { ok: false, problems: ['whatsapp'] };
    expect(read(phone, { settings: { ...settings, whatsapp: null } })).toEqual(refused);
    expect(read({ ...phone, email: ['insa@example.org'] }, { settings: DEFAULT_SETTINGS })).toMatchObject({
      ok: true,
    });
  });

  it('of a country that the shop does not name is refused', () => {
    expect(read({ phone: ['+33612345678'] })).toEqual({ ok: false, problems: ['phone'] });
    const french = { ...settings, signUp: { ...withForm, countries: ['FR'] } };
    expect(read({ phone: ['+33612345678'] }, { settings: french }).ok).toBe(true);
    expect(read(phone, { settings: french }).ok).toBe(false);
  });
});
