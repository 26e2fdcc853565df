/** A shop's pages on this machine, for browsers under test: each path is the page that a test put there. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const openShopFront = async () => {
  const pages = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pages.get(url.split('?')[0] ?? '/') ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    /** Puts a page there and returns its address. */
    put: (path: string, html: string): string => {
      pages.set(path, html);
      return url + path;
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

type Line = Readonly<{ product_id: string; quantity: number }>;
/** The carts that were told, without their order: they are of one moment of a clock that stands. */
export const cartsIn = (heard: readonly Readonly<Record<string, unknown>>[]): readonly string[] =>
  heard
    .flatMap(({ data }) => {
      const { items } = data as { items?: readonly Line[] };
      const lines = items?.map(({ product_id, quantity }) => `${product_id} x${quantity}`);
      return lines ? [lines.sort().join(', ')] : [];
    })
    .sort();

/** What Shopify gives to a pixel, on a page at this address: no consent yet, and a customer who is known. */
export const pixelPage = (href: string, pixel: string): string => `<script>
      const heard = {}; const stored = {}; let word;
      const init = { customerPrivacy: { marketingAllowed: false, analyticsProcessingAllowed: true }, customer: { email: 'fenna@example.org' } };
      const analytics = { subscribe: (name, act) => { heard[name] = act; } };
      const api = { customerPrivacy: { subscribe: (_, act) => { word = act; } } };
      const browser = { sendBeacon: (url, body) => navigator.sendBeacon(url, body),
        sessionStorage: {
          getItem: async (key) => stored[key] ?? null,
          setItem: async (key, value) => { stored[key] = value; },
        } };
      const merchandise = { id: '5', price: { amount: 3, currencyCode: 'EUR' }, product: { id: '8102', title: 'Darjeeling', url: '/p/8102' } };
      let ids = 0;
      const happens = (name, data) => heard[name]({ id: 'sh-' + (ids += 1), name, clientId: 'pixel-browser', data,
        context: { document: { location: { href: '${href}' } } } });
</script><script>${pixel}</script>`;
