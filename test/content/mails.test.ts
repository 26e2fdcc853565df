/** What every shipped mail keeps to, in both languages: honest, complete, calm, and below what Gmail clips. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ViewFacts } from '../../core/message/view.ts';
import { type Formality, spoken } from '../../core/program/formality.ts';
import type { Program } from '../../core/program/program.ts';
import { CART, personOf, product, SETTINGS } from '../core/message/samples.ts';
import { SHIPPED } from '../support/local-system.ts';
import { shippedProgram } from '../support/shipped-content.ts';
import { flowSending, LINKS, mailOf, ORDER, PARCEL, POINTS } from './written.ts';

const LANGUAGES = ['de', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const NAMES = readdirSync(join(SHIPPED, 'templates')).flatMap(
  (file) => /^(.*)\.de\.mjml$/.exec(file)?.[1] ?? [],
);
/** What goes to the shop itself greets nobody and says nothing of subscribing. */
const isNotice = (name: string): boolean => name.startsWith('notice-');
const MAILS = NAMES.filter((name) => !isNotice(name)).flatMap((name) =>
  LANGUAGES.map((language) => [name, language] as const),
);
const GMAIL_BYTES = 102_000;

/** Words of either form; "sie" in small letters is a thing. */
const SIE = /\b(Sie|Ihnen|Ihr|Ihre[mnrs]?|Guten Tag)\b/;
const DU = /\b(du|dich|dir|dein(e[mnrs]?)?|Hallo)\b(?!=")/i;
const GERMAN_SOURCES = ['templates', 'blocks'].flatMap((folder) =>
  readdirSync(join(SHIPPED, folder)).flatMap((file) =>
    file.endsWith('.de.mjml') && !isNotice(file) ? [`${folder}/${file}`] : [],
  ),
);

let program: Program;
beforeAll(async () => {
  const shipped = await shippedProgram();
  if (!shipped.program) throw new Error(JSON.stringify(shipped.problems));
  program = shipped.program;
});

/** The flow that sends it, by what its steps name. */
const flowOf = (name: string) => flowSending(program, name);
const isMarketing = (name: string): boolean => flowOf(name)?.purpose === 'marketing';
const mail = (name: string, language: Language, facts: Partial<ViewFacts> = {}) =>
  mailOf(program, name, language, facts);

it('every mail belongs to a flow, and every flow names mails that are there', () => {
  const steps = Object.values(program.flows).flatMap((flow) => Object.values(flow.steps));
  const notices = steps.flatMap((step) => (step.kind === 'notify' ? [step.template] : []));
  expect(NAMES.filter((name) => !flowOf(name) && !notices.includes(name))).toEqual([]);
});

describe.each(MAILS)('%s in %s', (name, language) => {
  it('says who writes and why, and shows the way out exactly where it advertises', () => {
    const { html, text } = mail(name, language);
    for (const part of [html, text]) {
      expect(part).toContain(SETTINGS.shop.address);
      expect(part).toMatch(language === 'de' ? /Sie erhalten diese E-Mail/ : /You receive this e-mail/);
      expect(part.includes(LINKS.unsubscribe)).toBe(isMarketing(name));
    }
  });

  it('greets by first name, without one where it is missing or no name, and never with an empty place', () => {
    const greeted = (firstName: string | undefined): string =>
      mail(name, language, { profile: { person: personOf({ firstName }) } }).text;
    const plain = language === 'de' ? /^Guten Tag,$/m : /^Hello,$/m;
    for (const odd of [undefined, '', ' ', 'null', 'jette@example.org', 'https://x.example'])
      expect(greeted(odd)).toMatch(plain);
    expect(greeted('Anna Lena')).toMatch(
      name === 'opt-in' ? plain : language === 'de' ? /Guten Tag Anna Lena,/ : /Hello Anna Lena,/,
    );
  });

  it('reads well as text: no markup, no empty brackets, no doubled space, no three empty lines', () => {
    const { text, subject } = mail(name, language);
    expect(text).not.toMatch(/<\/?[a-z]|&nbsp;|&amp;|\{\{|\{%|\$[a-z]| {2,}|\n{3}|\(\)|undefined|null/);
    expect(subject).not.toMatch(/<|&|\{|\s{2}|^$/);
    expect(text).toMatch(/^(.|\n)*\n(Herzliche Grüße|Kind regards|[^\n]+)\n/);
  });

  it('does not hurry, shout or lure', () => {
    const { subject, text } = mail(name, language);
    expect(`${subject}\n${text}`).not.toMatch(
      /!|nur noch|nur heute|letzte chance|schnell\b|jetzt\b.{0,12}(kaufen|sichern|bestellen)|verpassen|hurry|last chance|only today|don't miss|limited/i,
    );
  });

  it('stands with next to nothing known: no contact, no address, no link, no picture', () => {
    const bare = mail(name, language, {
      profile: { person: personOf({ firstName: undefined, email: undefined }) },
      settings: {
        ...SETTINGS,
        contact: {},
        shop: { ...SETTINGS.shop, address: '' },
        loyalty: { tiers: [], points: POINTS },
      },
      beside: [
        { name: 'order.placed', data: { order_id: 'V-1', items: [{ title: 'Kluntje' }] } },
        { name: 'shipment.sent', data: { order_id: 'V-1' } },
      ],
    });
    expect(bare.html).not.toMatch(/href=""|src=""|undefined/);
    expect(bare.html).not.toContain('<img');
  });

  it('stays below what Gmail clips with 300 lines in scripts that take many bytes', () => {
    const items = Array.from({ length: 300 }, (_, index) => ({
      product_id: String(index % 20),
      title: `${index}漢字タイトル"&<>`.repeat(20),
      variant_title: '漢字'.repeat(100),
      quantity: 1,
      unit_price: '1234.50',
      url: `https://shop.example/${'p&'.repeat(280)}`,
      image_url: `https://shop.example/${'b'.repeat(570)}`,
      categories: ['fashion', 'supplements', 'devices', 'tea'],
    }));
    const shown = items
      .slice(0, 6)
      .map(({ product_id, title, url, image_url }) =>
        product(product_id, { title, url, imageUrl: image_url }),
      );
    const { html } = mail(name, language, {
      event: { name: 'checkout.updated', data: { ...CART, items } },
      beside: [
        { name: 'order.placed', data: { ...ORDER, items } },
        { name: 'shipment.sent', data: PARCEL },
      ],
      products: Array.from({ length: 20 }, (_, index) => product(String(index))),
      lists: { viewed: shown, bought: shown, recommended: shown, bestsellers: shown },
    });
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_BYTES);
  });
});

describe.each(NAMES.filter((name) => !isNotice(name)))('%s in German', (name) => {
  it('says Sie, or du where the shop does, and never both', () => {
    const inForm = (formality: Formality): string => {
      const { subject, html, text } = mail(name, 'de', {
        settings: { ...SETTINGS, loyalty: { tiers: [], points: POINTS }, formality },
      });
      return [subject, html, text].join('\n');
    };
    expect(inForm('formal')).not.toMatch(DU);
    expect(inForm('informal')).not.toMatch(SIE);
    expect(inForm('formal')).toMatch(SIE);
  });
});

it.each(GERMAN_SOURCES)('%s says Sie or du in every branch', (file) => {
  const source = readFileSync(join(SHIPPED, file), 'utf8').replace(/<!--[\s\S]*?-->|^\s*\/\/.*$/gm, '');
  const inForm = (formality: Formality): string =>
    source.replace(/\{\{ '([^']*\|[^']*)' \| du \}\}/g, (_, pair: string) => spoken(pair, formality));
  expect(inForm('formal')).not.toMatch(DU);
  expect(inForm('informal')).not.toMatch(SIE);
});

it('every German WhatsApp text says Sie, and du in the template for shops that do', () => {
  const forms = Object.values(program.templates).flatMap(({ whatsapp }) => whatsapp?.de ?? []);
  expect(forms.length).toBeGreaterThan(3);
  for (const form of forms) {
    if (form.kind !== 'template') throw new Error('a shipped text is approved');
    expect(`${form.text} ${form.body.join(' ')}`).not.toMatch(DU);
    expect(form.informal?.text ?? 'Sie').not.toMatch(SIE);
    expect(form.informal?.name).toBe(`${form.name}_du`);
  }
});

describe('use and care', () => {
  const about = (name: string, language: Language, categories: readonly string[]): string =>
    mail(name, language, {
      event: { name: 'order.placed', data: { ...ORDER, items: [{ ...CART.items[0], categories }] } },
    }).text;

  it('follow the categories of the order, however the shop writes them, and others get no paragraph', () => {
    expect(about('product-care', 'de', ['Mode'])).toContain('Waschen und trocknen');
    expect(about('product-care', 'en', ['Supplements'])).toContain('Taking and storing');
    expect(about('thank-you', 'de', ['SMART HOME'])).toContain('Gut anfangen');
    expect(about('thank-you', 'en', ['tea', 'fashion'])).toMatch(/Before you wear it[\s\S]*The first pot/);
    expect(about('product-care', 'en', ['Fashion > Women > Dresses'])).toContain('Washing and drying');
    for (const near of ['Gartenmöbel', 'Modeschmuck', 'Teekannen', ''])
      expect(about('product-care', 'de', [near])).not.toMatch(/Waschen|Einnehmen|Frisch halten|nachziehen/);
  });

  it('say at least something true of what fits no category, and only then', () => {
    expect(about('product-care', 'de', ['Gartenmöbel'])).toContain('Gut zu wissen');
    expect(about('product-care', 'de', [])).toContain('Gut zu wissen');
    expect(about('product-care', 'de', ['Gartenmöbel', 'Schuhe'])).not.toContain('Gut zu wissen');
  });

  it('speak of an order as arrived only where its parcel was delivered', () => {
    const cared = (status: string): string =>
      mail('product-care', 'en', {
        event: { name: 'order.placed', data: ORDER },
        beside: [{ name: `shipment.${status}`, data: PARCEL }],
      }).text;
    expect(cared('delivered')).toContain('Your order is with you now');
    for (const status of ['sent', 'delayed', 'returned']) expect(cared(status)).not.toContain('is with you');
  });
});

describe('a parcel that has arrived', () => {
  it('is told without the day on which it was expected', () => {
    const event = { name: 'shipment.delivered', data: PARCEL };
    for (const language of LANGUAGES) {
      const { text } = mail('shipment-delivered', language, { event });
      expect(text).toContain('00340');
      expect(text).not.toMatch(/Voraussichtlich|Expected/);
    }
  });
});

describe('the thanks for an order', () => {
  const ORDERED = { name: 'order.placed', data: ORDER };
  const says = (language: Language, status?: string, formality: Formality = 'formal'): string =>
    mail('thank-you', language, {
      event: ORDERED,
      settings: { ...SETTINGS, formality },
      beside: status === undefined ? [] : [{ name: `shipment.${status}`, data: PARCEL }],
    }).text;

  it('say what happens next with the parcel, and never that we pack what is on its way', () => {
    expect(says('de')).toContain('Sobald ein Paket auf dem Weg ist, schreiben wir Ihnen');
    expect(says('de', undefined, 'informal')).toContain('schreiben wir dir');
    expect(says('en')).toContain('we are packing your order');
    expect(says('de', 'sent')).toMatch(/schon auf dem Weg zu Ihnen[\s\S]*paket\.example\/00340/);
    expect(says('en', 'delayed')).toMatch(/later than it should be[\s\S]*23 November/);
    expect(says('de', 'delivered')).toContain('schon bei Ihnen angekommen');
    expect(says('en', 'returned')).toContain('has come back to us');
    for (const status of ['sent', 'delayed', 'delivered', 'returned'])
      for (const language of LANGUAGES) expect(says(language, status)).not.toMatch(/packing|Wir packen/);
    expect(says('de', 'delivered')).not.toContain('paket.example');
  });
});

describe.each(NAMES.filter(isNotice))('%s', (name) => {
  it.each(LANGUAGES)('tells the shop in %s who it is about, without a link of the customer', (language) => {
    const { subject, html, text } = mail(name, language);
    expect(subject).not.toBe('');
    for (const part of [html, text]) expect(part).toContain('jette@example.org');
    expect(html).not.toMatch(/unsubscribe|preferences|answer\//);
  });
});

it('a notice says what it is about: the order of a bad review, the answer of who left', () => {
  expect(mail('notice-unhappy', 'en').text).toMatch(/jette@example\.org[\s\S]*V-20087/);
  const left = (why_did_you_leave: string): string =>
    mail('notice-left', 'de', { profile: { person: personOf(), attributes: { why_did_you_leave } } }).text;
  expect(left('delivery')).toContain('Lieferung oder Bezahlung passten nicht');
  expect(left('products')).toContain('Die Artikel haben nicht gefallen');
});
