/** The view that templates get of a customer, a cart and the catalogue. */
import { describe, expect, it } from 'vitest';
import { CART, NOW, personOf, product, SETTINGS, viewOf } from './samples.ts';

const cart = (changes: object) => ({ name: 'checkout.updated', data: { ...CART, ...changes } });
const line = (changes: object) =>
  cart({ items: [{ title: 'Kluntje', quantity: 1, unit_price: '4.50', ...changes }] });
const firstItem = (changes: object) => viewOf({ event: line(changes) }).checkout.items[0];
/** Intl separates with spaces that do not break; here they are read as plain ones. */
const plain = (text: string | null | undefined): string | undefined =>
  text?.replace(/[\u00a0\u202f]/g, ' ').replace('’', "'");

describe('money', () => {
  it("is written as the buyer's currency and country write it", () => {
    const total = (currency: string, locale: string, language: 'de' | 'en' = 'de') =>
      plain(
        viewOf({
          language,
          profile: { person: personOf({ locale }) },
          event: cart({ currency, total: '1234.50' }),
        }).checkout.total,
      );
    expect(total('EUR', 'de-DE')).toBe('1.234,50 €');
    expect(total('EUR', 'de-AT')).toBe('€ 1.234,50');
    expect(total('CHF', 'de-CH')).toBe("CHF 1'234.50");
    expect(total('GBP', 'en-GB', 'en')).toBe('£1,234.50');
    expect(total('JPY', 'de-DE')).toBe('1.235 ¥');
  });

  it("is written in the language of the mail where the customer's own is another", () => {
    const person = personOf({ locale: 'fr-FR', country: 'DE' });
    expect(plain(viewOf({ profile: { person }, language: 'en' }).checkout.total)).toBe('€30.30');
  });

  it('is null where the amount or the currency is unusable', () => {
    for (const changes of [
      { total: 'free' },
      { total: null },
      { currency: 'euro' },
      { currency: undefined },
    ]) {
      expect(viewOf({ event: cart(changes) }).checkout.total).toBeNull();
    }
  });

  it('of a line is price times quantity where the shop does not say', () => {
    expect(plain(firstItem({ quantity: 3 })?.line_price)).toBe('13,50 €');
    expect(plain(firstItem({ quantity: 3, line_price: '12.00' })?.line_price)).toBe('12,00 €');
    expect(firstItem({ unit_price: undefined })?.line_price).toBeNull();
  });
});

describe('what the catalogue knows of a line', () => {
  const known = (change: object) =>
    viewOf({ event: line({ product_id: '8101' }), products: [product('8101', change)] });

  it('fills what the cart leaves open, and says nothing else than the cart', () => {
    const [item] = known({ title: 'Kluntje, weiß, neu' }).checkout.items;
    expect(item?.title).toBe('Kluntje');
    const { title: _, ...nameless } = CART.items[0] as Record<string, unknown>;
    const event = cart({ items: [{ ...nameless, product_id: '8101' }] });
    const [filled] = viewOf({ event, products: [product('8101', { title: 'Tee' })] }).checkout.items;
    expect(filled?.title).toBe('Tee');
  });

  it('names who wrote a review by the first name alone', () => {
    const reviews = [{ id: 'r', at: 1, rating: 5, text: 'Gut.', author: 'Okko Petersen' }];
    const [item] = known({ reviews }).checkout.items;
    expect(item?.reviews.map(({ author }) => author)).toEqual(['Okko']);
  });
});

describe('the cart', () => {
  it('shows its own items in their order', () => {
    expect(viewOf().checkout.items.map(({ title, variant, quantity }) => [title, variant, quantity])).toEqual(
      [
        ['Ostfriesenmischung Blatt', '250 g', 2],
        ['Kluntje weiß', '500 g', 1],
      ],
    );
  });

  it('lists 20 lines and counts the rest', () => {
    const items = Array.from({ length: 250 }, (_, index) => ({ title: `Tee ${index}`, quantity: 1 }));
    const { checkout } = viewOf({ event: cart({ items }) });
    expect([checkout.items.length, checkout.more_items, checkout.item_count]).toEqual([20, 230, 250]);
    expect(viewOf({ event: cart({ items, item_count: 400 }) }).checkout.more_items).toBe(380);
  });

  it('leads back to the shop where it has no address, or one that is no web link', () => {
    for (const url of [
      undefined,
      null,
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a@b.example/',
      '//x.example',
    ]) {
      expect(viewOf({ event: cart({ url }) }).checkout.url).toBe('https://nordlicht-tee.example');
    }
    expect(viewOf().checkout.url).toBe(CART.url);
  });

  it('hides the name that a platform gives to an only variant', () => {
    expect(firstItem({ variant_title: 'Default Title' })?.variant).toBeNull();
  });

  it('shows the order and the parcel that the message is about beside its trigger, which goes first', () => {
    const placed = { name: 'order.placed', data: { order_id: 'V-1', ...CART } };
    const sent = { name: 'shipment.sent', data: { order_id: 'V-1', tracking_number: '0034' } };
    const view = viewOf({ event: sent, beside: [placed, { ...sent, data: { tracking_number: '9' } }] });
    expect(view.order.id).toBe('V-1');
    expect(view.shipment.tracking_number).toBe('0034');
    expect(viewOf({ event: placed, beside: [sent] }).shipment.tracking_number).toBe('0034');
    expect(viewOf({ event: placed }).shipment.tracking_number).toBeNull();
  });

  it('names the event that started the flow, unless its own data has such a field', () => {
    expect(viewOf({ event: { name: 'order.placed', data: { order_id: 'V-1' } } }).event).toEqual({
      type: 'order.placed',
      order_id: 'V-1',
    });
    expect(viewOf({ event: { name: 'acme.ping', data: { type: 'loud' } } }).event).toEqual({ type: 'loud' });
  });

  it('is empty, not missing, where the event was about something else', () => {
    const view = viewOf({ event: { name: 'order.placed', data: { ...CART, order_id: 'V-1' } } });
    expect(view.checkout.items).toEqual([]);
    expect([view.order.id, view.order.items.length]).toEqual(['V-1', 2]);
  });

  it('survives data of any shape', () => {
    const view = viewOf({
      event: cart({
        items: [null, 5, 'x', {}, { title: ['a'] }, { title: 'Tee', quantity: 'many', unit_price: {} }],
      }),
    });
    expect(view.checkout.items.map(({ title, quantity }) => [title, quantity])).toEqual([['Tee', 1]]);
  });
});

describe('pictures and reviews', () => {
  const catalogue = product('8101', {
    imageUrl: 'https://nordlicht-tee.example/catalogue.png',
    url: 'https://nordlicht-tee.example/p/8101',
    reviews: [
      { id: '1', at: NOW - 3, rating: 5, text: 'Sehr gut', author: 'Wiebke Janssen' },
      { id: '2', at: NOW - 1, rating: 2, text: 'Zu kräftig', author: 'www.spam.example' },
      { id: '3', at: NOW, rating: 5 },
      { id: '4', at: NOW - 2, rating: 9, text: 'Oft gekauft' },
    ],
  });

  it("take the line's own picture first, then the catalogue's", () => {
    const image = (image_url: unknown) =>
      viewOf({ event: line({ product_id: '8101', image_url }), products: [catalogue] }).checkout.items[0]
        ?.image_url;
    expect(image('https://nordlicht-tee.example/own.png')).toBe('https://nordlicht-tee.example/own.png');
    expect(image('ftp://nordlicht-tee.example/own.png')).toBe('https://nordlicht-tee.example/catalogue.png');
    expect(firstItem({ product_id: '8101' })?.image_url).toBeNull();
  });

  it('are the newest that say something, whatever their stars, with first names only', () => {
    const view = viewOf({ products: [catalogue] });
    expect(view.checkout.has_reviews).toBe(true);
    expect(view.checkout.items[0]?.reviews).toEqual([
      { rating: 2, stars: '★★☆☆☆', title: null, text: 'Zu kräftig', author: null },
      { rating: 5, stars: '★★★★★', title: null, text: 'Oft gekauft', author: null },
    ]);
    expect(view.checkout.items[1]?.reviews).toEqual([]);
  });
});

describe('the customer', () => {
  it('is greeted by a name that looks like one', () => {
    const greeted = (firstName: string) =>
      viewOf({ profile: { person: personOf({ firstName }) } }).customer.first_name;
    expect(['  Jette ', 'Null', 'Ana María', 'שרה', "O'Neill", 'Jean-Luc'].map(greeted)).toEqual([
      'Jette',
      'Null',
      'Ana María',
      'שרה',
      "O'Neill",
      'Jean-Luc',
    ]);
    for (const none of ['', ' ', '-', '.', 'null', 'undefined', 'NULL', 'test', 'Win at www.spam.example'])
      expect(greeted(none), none).toBeNull();
    for (const none of ['http://x', '<b>Jo</b>', 'a'.repeat(41), '\u202e'])
      expect(greeted(none), none).toBeNull();
  });
});

describe('the offer', () => {
  const until = (validFor: string, timeZone: string) => {
    const offer = { kind: 'percent' as const, value: 7.5, code: 'TEE', validFor };
    return plain(
      viewOf({ settings: { ...SETTINGS, offer }, profile: { person: personOf({ timeZone }) } }).shop.offer
        ?.until,
    );
  };

  it("ends on the recipient's own day", () => {
    expect(until('3d', 'Europe/Berlin')).toBe('Montag, 23. November 2026');
    expect(until('1w', 'Europe/Berlin')).toBe('Freitag, 27. November 2026');
    expect(until('1d', 'Pacific/Auckland')).toBe('Sonntag, 22. November 2026');
  });

  it('tells the hour where it lasts hours', () => {
    expect(until('36h', 'Europe/Berlin')).toBe('Sonntag, 22. November 2026 um 07:00');
  });

  it('says what the settings state, and nothing where they state nothing', () => {
    expect(viewOf().shop.offer).toMatchObject({ kind: 'free-shipping', code: 'NORDWIND', value: null });
    expect(viewOf({ settings: { ...SETTINGS, offer: null } }).shop.offer).toBeNull();
    expect(
      viewOf({ settings: { ...SETTINGS, offer: { kind: 'percent', code: 'TEE', validFor: '3d' } } }).shop
        .offer,
    ).toBeNull();
    expect(
      viewOf({
        settings: { ...SETTINGS, offer: { kind: 'percent', value: 7.5, code: 'TEE', validFor: '3d' } },
      }).shop.offer?.value,
    ).toBe('7,5');
  });
});

describe('contact', () => {
  it('is ready to be linked, and null where the settings have none', () => {
    expect(viewOf().shop.contact).toMatchObject({
      phone_url: 'tel:+494931000000',
      whatsapp_url: 'https://wa.me/494931000001',
    });
    expect(Object.values(viewOf({ settings: { ...SETTINGS, contact: {} } }).shop.contact)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

it('a customer has a tier and points, as they are now, and neither where there are none', () => {
  const of = (facts: Parameters<typeof viewOf>[0]) => viewOf(facts).customer;
  expect(of({ tier: 'gold', points: 1_250 })).toMatchObject({ tier: 'gold', points: '1.250' });
  expect(of({ tier: 'gold', points: 1_250, language: 'en' })).toMatchObject({ points: '1,250' });
  expect(of({})).toMatchObject({ tier: null, points: null });
});
