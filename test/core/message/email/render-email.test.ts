/** One e-mail from a compiled template and a view. */
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../../../core/message/email/render-email.ts';
import type { CompiledTemplate } from '../../../../core/program/program.ts';
import { CART, personOf, SETTINGS, viewOf } from '../samples.ts';

const templateOf = (
  parts: Partial<{ subject: string; html: string; text: string }>,
  needs: CompiledTemplate['needs'] = [],
): CompiledTemplate => ({
  locales: { de: { subject: 'Betreff', preheader: '', html: '<p>Hallo</p>', text: 'Hallo', ...parts } },
  needs,
});
const titled = (title: string) =>
  viewOf({ event: { name: 'checkout.updated', data: { ...CART, items: [{ title, quantity: 1 }] } } });

describe('renderEmail', () => {
  it('renders subject, HTML and text', () => {
    const name = '{{ customer.first_name }}';
    const email = renderEmail({
      template: templateOf({ subject: `Für ${name}`, html: `<p>${name}</p>`, text: name }),
      locale: 'de',
      view: viewOf(),
    });
    expect(email).toEqual({
      ok: true,
      subject: 'Für Jette',
      html: '<p>Jette</p>',
      text: 'Jette\n',
      locale: 'de',
    });
  });

  it('keeps the subject on one line of at most 200 characters', () => {
    const template = templateOf({ subject: 'a\n{{ checkout.items.first.title }}\r\nBcc: x@example.org' });
    expect(
      renderEmail({ template, locale: 'de', view: titled('b\r\nBcc: y@example.org\u0000') }),
    ).toMatchObject({
      subject: 'a b Bcc: y@example.org Bcc: x@example.org',
    });
    expect(
      renderEmail({ template: templateOf({ subject: '🍵'.repeat(300) }), locale: 'de', view: viewOf() }),
    ).toMatchObject({
      subject: '🍵'.repeat(200),
    });
  });

  it('leaves at most one empty line in the text', () => {
    const text = ' A \n\n\n{% if false %}\n{% endif %}\n  B\t\n\n';
    expect(renderEmail({ template: templateOf({ text }), locale: 'de', view: viewOf() })).toMatchObject({
      text: 'A\n\nB\n',
    });
  });

  it('refuses to tell of what is not there', () => {
    const without = {
      offer: viewOf({ settings: { ...SETTINGS, offer: null } }),
      coupon: viewOf(),
      checkout: viewOf({ event: undefined }),
      order: viewOf(),
    };
    for (const need of ['offer', 'coupon', 'checkout', 'order'] as const) {
      const result = renderEmail({ template: templateOf({}, [need]), locale: 'de', view: without[need] });
      expect(result).toEqual({
        ok: false,
        problem: `The template tells of "${need}", and there is none for this customer.`,
        missing: need,
      });
    }
  });

  it('says what is wrong without a value in it', () => {
    const view = viewOf({ profile: { person: personOf({ firstName: 'Geheim' }) } });
    const result = renderEmail({
      template: templateOf({ html: '{{ customer.first_name }}{{ customer.nick }}' }),
      locale: 'de',
      view,
    });
    expect(result).toEqual({
      ok: false,
      problem: expect.stringContaining('undefined variable: customer.nick'),
      missing: 'customer.nick',
    });
    expect(JSON.stringify(result)).not.toContain('Geheim');
  });

  it('refuses an empty subject, a missing language and a mail without end', () => {
    expect(
      renderEmail({
        template: templateOf({ subject: '{{ event.none | default: "" }}' }),
        locale: 'de',
        view: viewOf(),
      }),
    ).toMatchObject({ ok: false });
    expect(renderEmail({ template: templateOf({}), locale: 'en', view: viewOf() })).toMatchObject({
      ok: false,
    });
    const endless = '{% for a in (1..60000) %}12345678{% endfor %}';
    expect(
      renderEmail({ template: templateOf({ html: endless }), locale: 'de', view: viewOf() }),
    ).toMatchObject({ ok: false });
  });
});
