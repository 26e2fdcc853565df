/**
 * The tracker in a real browser, on the pages of a shop that tells by our own calls, by Google's data layer, by
 * a theme made for Klaviyo or by Shopify's pixel: what leaves, when, and what comes of it.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signLink } from '../../core/identity/link-token.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { type EditedContent, editedContent, withSettings } from '../support/edited-content.ts';
import { SHIPPED, startSystem, type TestSystem } from '../support/local-system.ts';
import { cartsIn, openShopFront, pixelPage } from '../support/shop-front.ts';
import { consent } from '../support/shop-payloads.ts';

const TRACKER = join(import.meta.dirname, '../../tracker');
const SHOP = 'https://nordlicht-tee.example';
const BROWSE = [
  'flows/browse-abandonment.json',
  'templates/browse-reminder.de.mjml',
  'templates/browse-reminder.en.mjml',
];

describe.skipIf(!installed)(inChromium('the tracker'), () => {
  let system: TestSystem;
  let browser: Browser;
  let shop: Awaited<ReturnType<typeof openShopFront>>;
  let content: EditedContent;

  beforeAll(async () => {
    content = editedContent(withSettings({ quietHours: null, frequencyCap: null }));
    for (const file of BROWSE) cpSync(join(SHIPPED, file), join(content.folder, file));
    [browser, shop, system] = await Promise.all([
      openChromium(),
      openShopFront(),
      startSystem('2026-11-20T08:00:00Z', { contentFolder: content.folder }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), shop.close(), system.close()]);
    content.remove();
  });

  const pageWith = (before: string, after = '', attributes = ''): string => `<!doctype html>
    <link rel="canonical" href="${SHOP}/p/8101"><meta property="og:image" content="${SHOP}/8101.jpg">
    <script>${before}</script>
    <script src="${system.url}/tracker.js" data-key="local-write-key" data-currency="EUR" ${attributes}></script>
    <script>${after}</script>`;
  /** Opens a page, and counts what leaves it. */
  const open = async (html: string, { query = '', first = '' } = {}): Promise<Page & { left: string[] }> => {
    const page = Object.assign(await openPage(browser, {}), { left: [] as string[] });
    page.on('request', (request) => {
      if (request.url().includes('/events')) page.left.push(request.url());
    });
    if (first) await page.addInitScript(first);
    await page.goto(shop.put('/', html) + query);
    return page;
  };
  /** Does something on the page, and waits until what it tells has arrived. */
  const told = async (page: Page, act: string): Promise<void> => {
    const arrived = page.waitForResponse((response) => response.url().includes('/events'));
    await page.evaluate(act);
    expect((await arrived).status()).toBe(204);
  };
  const kept = (page: Page): Promise<Record<string, string>> =>
    page.evaluate(
      '({ ...localStorage, ...sessionStorage, ...(document.cookie && { cookie: document.cookie }) })',
    );
  /** What the system has heard of the page's browser: events, each with its data. */
  const heardOf = async (page: Page): Promise<readonly { event: unknown; data: unknown }[]> => {
    const { id } = JSON.parse((await kept(page))['sk_browser'] ?? '{}') as { id: string };
    const { timeline } = await system.view(id);
    return timeline.filter(({ type }) => type === 'event').map(({ event, data }) => ({ event, data }));
  };
  const YES = "stammkunde('consent', true)";
  const QUEUE =
    'window.stammkunde ||= Object.assign((...given) => window.stammkunde.q.push(given), { q: [] });';
  const PRODUCT = {
    product_id: '8101',
    title: 'Ostfriesenmischung',
    price: '12.9',
    currency: 'EUR',
    url: `${SHOP}/p/8101`,
    image_url: `${SHOP}/8101.jpg`,
  };

  it('tells by our own calls, and neither stores nor sends anything before the visitor agrees', async () => {
    const page = await open(
      pageWith(
        `${QUEUE} stammkunde('view', { product_id: 8101, title: 'Ostfriesenmischung', price: '12,90 €' })`,
      ),
    );
    await page.evaluate("stammkunde('cart', { items: [{ product_id: 8101, price: 12.9, quantity: 2 }] })");
    expect([page.left, await kept(page)]).toEqual([[], {}]);
    await told(page, YES);
    expect(await heardOf(page)).toMatchObject([
      { event: 'product.viewed', data: { product: PRODUCT } },
      {
        event: 'cart.updated',
        data: { currency: 'EUR', total: '25.80', items: [{ product_id: '8101', quantity: 2 }] },
      },
    ]);
    await page.evaluate("stammkunde('consent', false); stammkunde('view', { product_id: 8102 })");
    expect([page.left.length, await kept(page)]).toEqual([1, {}]);
    await page.context().close();
  });

  it('tells by Google’s data layer, in both forms, with what was pushed before, and leaves it to others', async () => {
    const item = `{ item_id: '8101', item_name: 'Ostfriesenmischung', price: '12.90', item_category: 'Tee' }`;
    const page = await open(
      pageWith(
        `window.dataLayer = [{ event: 'gtm.js' }]; function gtag() { dataLayer.push(arguments); }
         gtag('consent', 'default', { ad_user_data: 'denied', ad_personalization: 'denied' });
         gtag('event', 'view_item', { currency: 'EUR', items: [${item}] });`,
        `dataLayer.push({ ecommerce: null }, { event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [${item.replace('}', ", quantity: 2, item_variant: '250 g' }")}] } }, null, 7, 'x');
         const push = dataLayer.push; dataLayer.push = (...all) => push.apply(dataLayer, all);`,
        'data-consent="google"',
      ),
    );
    expect([page.left, await kept(page)]).toEqual([[], {}]);
    await told(page, "gtag('consent', 'update', { ad_user_data: 'granted', ad_personalization: 'granted' })");
    await told(
      page,
      `gtag('event', 'add_to_cart', { currency: 'EUR', items: [{ item_id: 'shopify_DE_8102_5', price: 3 }] })`,
    );
    await told(
      page,
      `gtag('event', 'remove_from_cart', { currency: 'EUR', items: [{ item_id: '8101', item_variant: '250 g' }] })`,
    );
    await told(page, `dataLayer.push({ event: 'purchase', ecommerce: { items: [] } })`);
    const heard = await heardOf(page);
    expect(heard.find(({ event }) => event === 'product.viewed')).toMatchObject({
      data: { product: { ...PRODUCT, price: '12.9', categories: ['Tee'] } },
    });
    expect(cartsIn(heard)).toEqual(['', '8101 x1, 8102 x1', '8101 x2', '8101 x2, 8102 x1']);
    expect(JSON.stringify(heard)).toContain('"variant_title":"250 g"');
    expect(await page.evaluate('dataLayer.length')).toBe(12);
    await page.context().close();
  });

  it('tells by a theme’s calls for Klaviyo, believes no address, and stands aside where Klaviyo is', async () => {
    const view = `{ ProductName: 'Ostfriesenmischung', ProductID: 8101, Categories: ['Tee'], ImageURL: '${SHOP}/8101.jpg', URL: '${SHOP}/p/8101', Price: '12.90' }`;
    const page = await open(
      pageWith(
        `var _learnq = []; _learnq.push(['identify', { $email: 'fenna@example.org' }], ['track', 'Viewed Product', ${view}]); ${QUEUE}`,
        `klaviyo.identify({ email: 'fenna@example.org' }); klaviyo.push(['trackViewedItem', { Title: 'Ostfriesenmischung', ItemId: 8101 }]);
         klaviyo.track('Added to Cart', { AddedItemProductID: 8102, AddedItemProductName: 'Darjeeling', AddedItemPrice: '£24.95', AddedItemQuantity: 1 });`,
      ),
    );
    expect(page.left).toEqual([]);
    await told(page, YES);
    expect(await heardOf(page)).toMatchObject([
      { event: 'product.viewed', data: { product: { ...PRODUCT, categories: ['Tee'] } } },
      {
        event: 'cart.updated',
        data: { items: [{ product_id: '8102', title: 'Darjeeling', unit_price: '24.95' }] },
      },
    ]);
    expect((await system.get('/local/profiles/fenna@example.org')).status).toBe(404);
    const other = await open(
      pageWith('window.klaviyo = { push: () => 7 }; window._learnq = { push: () => 8 };'),
    );
    expect(await other.evaluate('[klaviyo.push(), _learnq.push()]')).toEqual([7, 8]);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it.each([
    [
      'Global Privacy Control',
      "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })",
    ],
    ['Do Not Track', "Object.defineProperty(Navigator.prototype, 'doNotTrack', { value: '1' })"],
  ])('says nothing where the browser says %s, whatever a banner says', async (_, first) => {
    const page = await open(pageWith(`${QUEUE} stammkunde('view', { product_id: 1 }); ${YES}`), {
      first,
      query: '?sk_visit=a.b.c.d',
    });
    await page.evaluate(`${YES}; stammkunde('view', { product_id: 2 })`);
    await page.goto('about:blank');
    expect(page.left).toEqual([]);
    await page.context().close();
  });

  it('knows whose mail’s link was followed, takes the word out of the address, and brings the reminder', async () => {
    await system.tell('consent.given', consent('silke@example.org'));
    const { profile } = await system.view('silke@example.org');
    const word = signLink(
      { '1': IDENTITY_KEY },
      {
        purpose: 'visit',
        channel: 'email',
        profileId: String(profile['id']),
        gateHash: '',
        madeAt: Date.parse('2026-11-20T08:00:00Z'),
      },
    );
    const view = "stammkunde('view', { product_id: 8101, title: 'Ostfriesenmischung', price: 12.9 })";
    const page = await open(pageWith(`${QUEUE} ${view}`), { query: `?a=b&sk_visit=${word}#c` });
    expect(await page.evaluate('location.search + location.hash')).toBe('?a=b#c');
    expect(page.left).toEqual([]);
    await told(page, YES);
    await system.advance('4h');
    const [mail, ...others] = await system.mails('silke@example.org');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ flow: 'browse-abandonment' });
    expect(mail?.html).toContain('Ostfriesenmischung');
    await page.context().close();
  });

  it('has a variant for Shopify’s pixels, which tells the same and nobody’s name', async () => {
    const pixel = readFileSync(join(TRACKER, 'web-pixel.js'), 'utf8').replace(
      'https://PUBLIC-ADDRESS/events?key=WRITE-KEY',
      `${system.url}/events?key=local-write-key`,
    );
    const page = await open(pixelPage(`${SHOP}/p?email=fenna@example.org`, pixel));
    await page.evaluate("happens('product_viewed', { productVariant: merchandise })");
    expect([page.left, await page.evaluate('stored')]).toEqual([[], {}]);
    await page.evaluate(
      'word({ customerPrivacy: { marketingAllowed: true, analyticsProcessingAllowed: true } })',
    );
    await told(page, "happens('product_viewed', { productVariant: merchandise })");
    for (const name of ['product_added_to_cart', 'product_added_to_cart', 'product_removed_from_cart'])
      await told(page, `happens('${name}', { cartLine: { merchandise, quantity: 2 } })`);
    await told(page, "happens('checkout_completed', { checkout: { email: 'fenna@example.org' } })");
    const { timeline } = await system.view('pixel-browser');
    const events = timeline.filter(({ type }) => type === 'event');
    expect(events.find(({ event }) => event === 'product.viewed')).toMatchObject({
      data: { product: { product_id: '8102', url: `${SHOP}/p/8102`, price: '3' } },
    });
    expect(cartsIn(events)).toEqual(['', '8102 x2', '8102 x2', '8102 x4']);
    expect((await system.get('/local/profiles/fenna@example.org')).status).toBe(404);
    await page.context().close();
  });
});
