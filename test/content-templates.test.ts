/**
 * The mails that a new shop starts with are complete in both languages, honest, and have a link to
 * unsubscribe.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { renderEmail } from '../core/message/email/render-email.ts';
import type { ViewFacts } from '../core/message/view.ts';
import type { CompiledTemplate } from '../core/program/program.ts';
import { CART, NOW, personOf, product, SETTINGS, viewOf } from './core/message/samples.ts';
import { shippedTemplate } from './support/shipped-content.ts';

const NAMES = ['cart-help', 'cart-reviews', 'cart-offer'] as const;
const LANGUAGES = ['de', 'en'] as const;
const MAILS = NAMES.flatMap((name) => LANGUAGES.map((language) => [name, language] as const));
const UNSUBSCRIBE = 'https://mail.nordlicht-tee.example/unsubscribe/token';
/** Gmail clips beyond this many bytes. */
const CLIPPED_BYTES = 102_000;

const templates = new Map<string, CompiledTemplate>();

beforeAll(async () => {
  for (const name of NAMES) templates.set(name, await shippedTemplate(name));
});

const mail = (name: string, language: 'de' | 'en', facts: Partial<ViewFacts> = {}) => {
  const template = templates.get(name);
  const result =
    template && renderEmail({ template, locale: language, view: viewOf({ language, ...facts }) });
  if (!result?.ok) throw new Error(result?.problem ?? `no template ${name}`);
  return result;
};
/** The seed's own sentences, without the values of the customer's cart and the shop's settings. */
const words = (name: string, language: 'de' | 'en') => {
  const { subject, text } = mail(name, language);
  return `${subject}\n${text}`;
};

describe.each(MAILS)('%s in %s', (name, language) => {
  it("shows exactly the cart's items, in both parts, with the way back", () => {
    const { html, text } = mail(name, language);
    for (const part of [html, text]) {
      expect(part.match(/Ostfriesenmischung Blatt/g)).toHaveLength(1);
      expect(part).toContain('Kluntje weiß');
      expect(part).toContain('250 g');
    }
    expect(html).toContain(`href="${CART.url.replaceAll('&', '&amp;')}"`);
    expect(text).toContain(CART.url);
  });

  it('says who writes, why, and how to end it, in both parts', () => {
    const { html, text } = mail(name, language);
    for (const part of [html, text]) {
      for (const piece of [
        SETTINGS.shop.address,
        UNSUBSCRIBE,
        language === 'de' ? 'Sie erhalten diese E-Mail, weil' : 'You receive this e-mail because',
      ])
        expect(part).toContain(piece);
    }
  });

  it('greets without a name where none is known, and offers only the contacts there are', () => {
    const { text } = mail(name, language, {
      profile: { person: personOf({ firstName: undefined }) },
      settings: { ...SETTINGS, contact: { email: 'hilfe@nordlicht-tee.example' } },
    });
    expect(text).toMatch(language === 'de' ? /^Guten Tag,$/m : /^Hello,$/m);
    expect(text).toContain('hilfe@nordlicht-tee.example');
    expect(text).not.toMatch(/WhatsApp|Telefon|Phone/);
  });

  it('survives hostile titles and stays below the size that is clipped, with 250 long lines', () => {
    const items = Array.from({ length: 250 }, (_, index) => ({
      product_id: String(index),
      title: `<script>${index}</script> ${'ä'.repeat(200)}`,
      quantity: 1,
      unit_price: '1234.50',
      url: `https://x.example/${'a'.repeat(500)}`,
      image_url: `https://x.example/${'b'.repeat(500)}`,
    }));
    const { html, text } = mail(name, language, {
      event: { name: 'checkout.updated', data: { ...CART, items } },
    });
    expect(html).not.toContain('<script>');
    expect(text).toMatch(language === 'de' ? /und 230 weitere Artikel/ : /and 230 more items/);
    expect(Buffer.byteLength(html)).toBeLessThan(CLIPPED_BYTES);
  });

  it('stays below that size in scripts and addresses that take many bytes, with reviews beside', () => {
    const products = Array.from({ length: 20 }, (_, index) =>
      product(String(index), {
        title: '漢字"&<>'.repeat(20),
        reviews: [1, 2].map((id) => ({
          id: `${id}`,
          at: NOW,
          rating: 4,
          text: '漢字"&'.repeat(120),
          author: '漢',
        })),
      }),
    );
    const items = Array.from({ length: 300 }, (_, index) => ({
      product_id: String(index % 20),
      title: `${index}漢字タイトル"&<>`.repeat(20),
      variant_title: '漢字'.repeat(100),
      quantity: 1,
      unit_price: '1234.50',
      url: `https://shop.example/${'p&'.repeat(280)}`,
      image_url: `https://shop.example/${'b'.repeat(570)}`,
    }));
    const { html } = mail(name, language, {
      event: { name: 'checkout.updated', data: { ...CART, items } },
      products,
    });
    expect(Buffer.byteLength(html)).toBeLessThan(CLIPPED_BYTES);
    expect(html).toContain(UNSUBSCRIBE);
  });

  it('does not hurry, shout or lure', () => {
    expect(words(name, language)).not.toMatch(
      /!|nur noch|nur heute|letzte chance|schnell|jetzt|sichern|vergessen|hurry|last chance|only today|forgot|don't miss|limited/i,
    );
  });

  it('tells of an offer only where it is the mail about the offer', () => {
    expect(templates.get(name)?.needs).toEqual(name === 'cart-offer' ? ['checkout', 'offer'] : ['checkout']);
    expect(words(name, language).includes('NORDWIND')).toBe(name === 'cart-offer');
  });

  it('renders a picture of the product, or a quiet cell without a request', () => {
    const pictured = mail(name, language, {
      products: [product('8101', { imageUrl: 'https://nordlicht-tee.example/tee.png' })],
    }).html;
    expect(pictured.match(/<img /g)).toHaveLength(1);
    expect(pictured).toContain('alt="Ostfriesenmischung Blatt"');
    expect(mail(name, language).html).not.toContain('<img');
  });
});

describe('cart-help', () => {
  it('asks whether something went wrong, and sells nothing', () => {
    expect(mail('cart-help', 'de').subject).toBe('Hat bei Ihrer Bestellung etwas nicht geklappt?');
    expect(words('cart-help', 'de')).not.toMatch(/Rabatt|Nachlass|kaufen|Angebot|günstig/i);
  });
});

describe('cart-reviews', () => {
  const reviewed = product('8101', {
    reviews: [{ id: '1', at: NOW, rating: 4, text: 'Kräftig und rund', author: 'Wiebke Janssen' }],
  });

  it('shows real reviews of the products in the cart', () => {
    const { subject, text } = mail('cart-reviews', 'de', { products: [reviewed] });
    expect(subject).toBe('Was andere über Ihre Auswahl sagen');
    expect(text).toContain('★★★★☆\n„Kräftig und rund“\nWiebke\n');
    expect(text).not.toContain('Janssen');
  });

  it('answers the usual doubts where nothing is known, without a number that nobody stated', () => {
    const { subject, text } = mail('cart-reviews', 'de');
    expect(subject).toBe('Noch eine Frage vor Ihrer Bestellung?');
    expect(text).toMatch(/Versand\.[\s\S]*Rückgabe\.[\s\S]*Ihre Fragen\./);
    expect(text.slice(text.indexOf('Versand.'), text.indexOf('Ostfriesenmischung'))).not.toMatch(/\d/);
  });
});

describe('cart-offer', () => {
  it('promises exactly what the settings state', () => {
    const free = mail('cart-offer', 'de');
    expect(free.subject).toBe('Wir übernehmen den Versand für Ihren Warenkorb');
    expect(free.text).toContain('NORDWIND\nGültig bis Montag, 23. November 2026');
    const percent = mail('cart-offer', 'en', {
      settings: { ...SETTINGS, offer: { kind: 'percent', value: 10, code: 'TEA10', validFor: '2d' } },
    });
    expect(percent.subject).toBe('10% off your cart');
    expect(percent.text).toContain('TEA10\nValid until Sunday');
  });
});
