/** Meta's JSON, made from a template and a customer. */
import { describe, expect, it } from 'vitest';
import { fullView, sparseView } from '../../../../core/message/sample.ts';
import { addressed, renderWhatsapp } from '../../../../core/message/whatsapp/render-whatsapp.ts';
import type { WhatsappTemplate } from '../../../../core/program/program.ts';

const approved = (
  change: Partial<Extract<WhatsappTemplate, { kind: 'template' }>> = {},
): WhatsappTemplate => ({
  kind: 'template',
  name: 'cart_1',
  language: 'de',
  text: 'Hallo {{1}}',
  header: [],
  body: ['{{ customer.first_name }}'],
  buttons: [],
  ...change,
});

describe('an approved template', () => {
  it('is the one in du where the shop says du and there is one', () => {
    const template = approved({ informal: { name: 'cart_1_du', text: 'Hi {{1}}' } });
    const sent = (form: WhatsappTemplate, formality: 'formal' | 'informal') => {
      const view = fullView('de');
      const made = renderWhatsapp(form, { ...view, shop: { ...view.shop, formality } });
      return made.ok ? made.content : made.problem;
    };
    expect(sent(template, 'informal')).toMatchObject({ template: { name: 'cart_1_du' } });
    expect(sent(template, 'formal')).toMatchObject({ template: { name: 'cart_1' } });
    expect(sent(approved(), 'informal')).toMatchObject({ template: { name: 'cart_1' } });
  });

  it('carries header, body and buttons as parameters in their places', () => {
    const template = approved({
      header: [{ kind: 'image', source: '{{ shop.logo_url }}' }],
      buttons: [
        { kind: 'payload', source: 'yes' },
        null,
        { kind: 'url', source: 'carts/{{ order.id }}' },
        { kind: 'code', source: '{{ coupon.code }}' },
      ],
    });
    expect(renderWhatsapp(template, fullView('de'))).toEqual({
      ok: true,
      content: {
        type: 'template',
        template: {
          name: 'cart_1',
          language: { code: 'de' },
          components: [
            {
              type: 'header',
              parameters: [{ type: 'image', image: { link: 'https://nordlicht-tee.example/logo.png' } }],
            },
            { type: 'body', parameters: [{ type: 'text', text: 'Jette' }] },
            {
              type: 'button',
              sub_type: 'quick_reply',
              index: '0',
              parameters: [{ type: 'payload', payload: 'yes' }],
            },
            {
              type: 'button',
              sub_type: 'url',
              index: '2',
              parameters: [{ type: 'text', text: 'carts/V-20087' }],
            },
            {
              type: 'button',
              sub_type: 'copy_code',
              index: '3',
              parameters: [{ type: 'coupon_code', coupon_code: 'SAMPLE-10' }],
            },
          ],
        },
      },
    });
  });

  it('puts every parameter on one line of bounded length, as Meta demands', () => {
    const rendered = renderWhatsapp(
      approved({ body: [`a\n\tb      c${'d'.repeat(2_000)}`] }),
      fullView('de'),
    );
    const text = JSON.stringify(rendered);
    expect(text).toContain('"a b c');
    expect(text.length).toBeLessThan(800);
  });

  it('is not made for somebody of whom a parameter is not known', () => {
    expect(renderWhatsapp(approved(), sparseView('de'))).toMatchObject({
      ok: false,
      problem: expect.stringContaining('{{1}} is empty'),
    });
  });

  it('has no components where it takes no parameters', () => {
    expect(renderWhatsapp(approved({ text: 'Hallo', body: [] }), fullView('de'))).toEqual({
      ok: true,
      content: { type: 'template', template: { name: 'cart_1', language: { code: 'de' } } },
    });
  });
});

describe('free text', () => {
  it('keeps its paragraphs and is not escaped', () => {
    expect(
      renderWhatsapp(
        { kind: 'freeform', text: 'Moin {{ customer.first_name }} & Co!\n\n\n\nBis bald' },
        fullView('de'),
      ),
    ).toEqual({
      ok: true,
      content: { type: 'text', text: { preview_url: false, body: 'Moin Jette & Co!\n\nBis bald' } },
    });
  });
});

describe('the address', () => {
  it('is `to` for a phone number and `recipient` for a user id, and the message id comes back with every status', () => {
    expect(addressed({ type: 'text' }, '+491713920011', 'm1')).toMatchObject({
      to: '+491713920011',
      biz_opaque_callback_data: 'm1',
    });
    expect(addressed({ type: 'text' }, 'DE.1834', 'm1')).toMatchObject({ recipient: 'DE.1834' });
    expect(addressed({ type: 'text' }, 'DE.1834', 'm1')).not.toHaveProperty('to');
  });
});
