/**
 * The sign-up form: one form for both channels, WhatsApp only where it is wanted, and each error at its
 * field.
 */
import { describe, expect, test } from 'vitest';
import { writeFirstVersion } from '../../core/consent/write-first.ts';
import type { SignUpForm } from '../../pages/subscribe/sign-up-form.ts';
import { SUBSCRIBE_TEXT_VERSION, subscribePage } from '../../pages/subscribe/subscribe-page.ts';
import { PAGE_SHOP } from '../support/page-shop.ts';

const page = (form: Partial<SignUpForm> = {}): string =>
  subscribePage({ language: 'de', shop: PAGE_SHOP, contact: 'hilfe@example.org', whatsapp: 'form', ...form })
    .html;
const bodyOf = (html: string): string => html.slice(html.indexOf('<body>'));
const input = (html: string, name: string): string =>
  new RegExp(`<input id="${name}"[^>]*>`).exec(html)?.[0] ?? '';

describe('WhatsApp', () => {
  test('is not mentioned where the shop does not send by it', () => {
    expect(bodyOf(page({ whatsapp: 'none' }))).not.toMatch(/whatsapp|type="tel"/i);
  });

  test('is asked for in the form only by a box that nobody ticked before the customer (Art. 4(11) GDPR)', () => {
    expect(input(page(), 'also')).toBe(
      '<input id="also" name="also" type="checkbox" value="whatsapp" aria-describedby="also-hint">',
    );
    expect(input(page({ wantsWhatsapp: true }), 'also')).toContain(' checked');
    expect(input(page(), 'phone')).toContain('type="tel"');
  });

  test('needs no e-mail address', () => {
    expect(input(page(), 'email')).not.toContain('required');
    expect(input(page({ whatsapp: 'none' }), 'email')).toContain('required');
  });

  test('is otherwise a link with which the customer writes first, with its own consent beside it', () => {
    const html = page({ whatsapp: { number: '+49 30 123-45' } });
    expect(html).toContain(
      'href="https://wa.me/493012345?text=ANMELDEN%3A%20Bitte%20schickt%20mir%20Neuigkeiten',
    );
    expect(html).toContain(
      'dass Nordlicht Tee mir per WhatsApp Werbung schickt: Neuigkeiten, Angebote und Tipps',
    );
    expect(bodyOf(html)).not.toMatch(/type="tel"|name="also"/);
    expect(page({ language: 'en', whatsapp: { number: '+49 30 123-45' } })).toContain(
      '?text=SUBSCRIBE%3A%20Please',
    );
  });
});

describe('an error', () => {
  const wrong = page({
    wantsWhatsapp: true,
    entered: { email: 'insa@', phone: '12' },
    problems: ['email', 'phone'],
  });

  test('is said at its field and tied to it', () => {
    expect(input(wrong, 'email')).toContain('aria-describedby="email-wrong" aria-invalid="true"');
    expect(wrong).toContain('<p class="wrong" id="email-wrong">Bitte prüfen Sie die E-Mail-Adresse');
    expect(input(wrong, 'phone')).toContain('aria-describedby="phone-hint phone-wrong" aria-invalid="true"');
    expect(wrong).toContain('<p class="wrong" id="phone-wrong">Bitte prüfen Sie die Mobilnummer');
    expect(input(wrong, 'first_name')).not.toContain('aria-invalid');
  });

  test('has the focus where it is the first, and is told by the title', () => {
    expect([...wrong.matchAll(/ autofocus/g)]).toHaveLength(1);
    expect(input(wrong, 'email')).toContain(' autofocus');
    expect(wrong).toContain('<title>Fehler: Post von Nordlicht Tee</title>');
    expect(page({ language: 'en', problems: ['phone'] })).toContain('<title>Error: News from Nordlicht Tee');
  });

  test('takes the focus alone: a form without one leaves it where it is', () => {
    expect(bodyOf(page())).not.toMatch(/ autofocus|aria-invalid|class="wrong"/);
  });

  test('of somebody who gave nothing at all names both ways', () => {
    expect(page({ problems: ['email'] })).toContain(
      'Bitte geben Sie Ihre E-Mail-Adresse an, oder wählen Sie WhatsApp.',
    );
  });

  test('in what this form does not ask for is said above it', () => {
    const html = page({ whatsapp: 'none', problems: ['phone'] });
    expect(html).toMatch(/<div role="alert"><p class="wrong">Bitte prüfen Sie die Mobilnummer/);
  });
});

/** The evidence of consents names these texts by their version, so a changed text needs a new version. */
const CONSENTS: Readonly<Record<string, string>> = {
  'hosted-2-email-de':
    'Mit „Anmelden“ willige ich ein, dass Nordlicht Tee mir per E-Mail Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail oder formlos an hilfe@example.org.',
  'hosted-2-both-de':
    'Mit „Anmelden“ willige ich ein, dass Nordlicht Tee mir auf den Wegen Werbung schickt, die ich hier angebe: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail oder mit STOP als Antwort auf WhatsApp oder formlos an hilfe@example.org.',
  'hosted-2-email-en':
    'By choosing “Sign up” I agree that Nordlicht Tee sends me marketing by e-mail: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail or by writing to hilfe@example.org.',
  'hosted-2-both-en':
    'By choosing “Sign up” I agree that Nordlicht Tee sends me marketing in the ways I give here: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail or by answering STOP on WhatsApp or by writing to hilfe@example.org.',
};

test.each([
  ['de', 'none', 'email'],
  ['de', 'form', 'both'],
  ['en', 'none', 'email'],
  ['en', 'form', 'both'],
] as const)(
  'the consent in %s, WhatsApp: %s, is the one that its version names',
  (language, whatsapp, way) => {
    const version = `${SUBSCRIBE_TEXT_VERSION}-${way}-${language}`;
    const html = page({ language, whatsapp });
    expect(html).toContain(`name="text_version" value="${version}"`);
    expect(html).toContain(`<p class="small">${CONSENTS[version]}</p>`);
  },
);

/**
 * What stands above the link with which the customer writes first is part of what its text's version names.
 */
const WRITE_FIRST: Readonly<Record<string, string>> = {
  'write-first-1-de':
    'Mit dem Abschicken der Nachricht willige ich ein, dass Nordlicht Tee mir per WhatsApp Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, mit STOP als Antwort oder formlos an hilfe@example.org.',
  'write-first-1-en':
    'By sending the message I agree that Nordlicht Tee sends me marketing by WhatsApp: news, offers and tips about its products. I can withdraw my consent at any time for the future, by answering STOP or by writing to hilfe@example.org.',
};

test.each(['de', 'en'] as const)(
  'the message in %s, sent as it is, names the consent above it',
  (language) => {
    const html = page({ language, whatsapp: { number: '+491713920000' } });
    const link = /href="(https:\/\/wa\.me\/[^"]+)"/.exec(html)?.[1] ?? '';
    const version = writeFirstVersion(new URL(link).searchParams.get('text') ?? '');
    expect(html).toContain(`<p class="small">${WRITE_FIRST[version ?? '']}</p>`);
  },
);
