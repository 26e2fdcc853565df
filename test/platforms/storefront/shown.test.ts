/** What mails may show of a browser's words: anybody may send them, so they lead to the shop alone. */
import { describe, expect, it } from 'vitest';
import { isRobot } from '../../../platforms/storefront/robots.ts';
import { hostsOf, readBrowserBody } from '../../../platforms/storefront/storefront.ts';

const HERE = { now: 0, hosts: ['nordlicht-tee.example'], pictureHosts: ['cdn.example'] };

/** What is left of a product with these words. */
const productIn = (words: object) => {
  const data = { product: { product_id: '8101', ...words } };
  const read = readBrowserBody(JSON.stringify({ client_id: 'b', type: 'product.viewed', data }), HERE);
  const [told] = read.ok ? read.told : [];
  return told?.kind === 'event' ? told.data['product'] : undefined;
};

describe('what a mail may show of it', () => {
  it.each([
    'https://evil.example/p',
    'https://nordlicht-tee.example.evil.example/p',
    'https://nordlicht-tee.example@evil.example/p',
    'https://evilnordlicht-tee.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example/p',
    'https://cdn.example/p',
    7,
    null,
  ])('leads to the shop and nowhere else: not to %s', (url) => {
    expect(productIn({ url })).toEqual({ product_id: '8101' });
  });

  it('keeps links and pictures of the shop, and pictures of the hosts it names', () => {
    const product = {
      url: 'https://www.nordlicht-tee.example/p?x=1',
      image_url: 'https://img.cdn.example/p.jpg',
      title: 'Dr. Kräuters Nr. 5 – 100 g',
    };
    expect(productIn(product)).toMatchObject(product);
    expect(productIn({ image_url: 'https://evil.example/p.jpg' })).toEqual({ product_id: '8101' });
  });

  it.each(['Win at www.evil.example', 'http://evil.example', 'write to win@evil.example', 'x'.repeat(301)])(
    'is no name that leads elsewhere: %.30s',
    (title) => {
      expect(productIn({ title, categories: [title, 'tea'] })).toEqual({
        product_id: '8101',
        categories: ['tea'],
      });
    },
  );

  it('knows the shop by its own address and by the pages that may send', () => {
    expect(hostsOf('https://www.shop.example/de', ['https://m.shop.example:8443', 'null'])).toEqual([
      'shop.example',
      'm.shop.example',
    ]);
  });
});

it.each([
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.example/bingbot.htm)', true],
  ['Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.1)', true],
  ['facebookexternalhit/1.1', true],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', false],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile CriOS/131', false],
  ['', false],
])('%s is a robot: %s', (userAgent, robot) => {
  expect(isRobot(userAgent)).toBe(robot);
});
