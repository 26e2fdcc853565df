/**
 * Customers and the shop exercising their rights, for tests: signed commands, and Shopify's compliance
 * topics.
 */
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signCommand } from '../../local/signing.ts';
import { statusOf } from './known-customer.ts';
import type { TestSystem } from './local-system.ts';

let commands = 0;

/** A signed command such as `/privacy/export`. */
export const commandTo = async (
  system: TestSystem,
  path: string,
  body: object,
  secrets = DEFAULT_SECRETS,
): Promise<Response> => {
  const { now } = await system.json<{ now: string }>('/local/clock');
  commands += 1;
  const command = /[a-z-]+(?=$|\?)/.exec(path)?.[0] ?? '';
  const { headers, body: text } = signCommand(
    secrets,
    `command-${commands}`,
    { command, ...body },
    Date.parse(now),
  );
  return fetch(`${system.url}${path}`, { method: 'POST', headers, body: text });
};

/** A command about somebody, sent after everything reported before has been processed. */
export const commandAbout = async (system: TestSystem, name: string, identity: object): Promise<Response> => {
  await statusOf(system, 'x');
  return commandTo(system, `/privacy/${name}`, { identity });
};

/** Every command once, and each of Shopify's topics; afterwards nobody whom Shopify told us of is known. */
export const exercisesRights = async (system: TestSystem, email: string): Promise<void> => {
  const identity = { email };
  const customer = { id: 7401, email };
  await system.tell('review.submitted', {
    product_id: '8101',
    review_id: 'r-1',
    customer: identity,
    rating: 5,
    text: 'gut',
  });
  await commandTo(system, '/privacy/suppress', { identity });
  await commandTo(system, '/privacy/suppress', { identity, action: 'remove' });
  await commandTo(system, '/privacy/export', { identity });
  await system.shopify('customers/data_request', {
    shop_id: 1,
    shop_domain: 'shop.example',
    customer,
    data_request: { id: 1 },
  });
  await system.tell('checkout.updated', { customer: identity });
  await system.advance('1m');
  const shop = { shop_id: 1, shop_domain: 'shop.example' };
  await system.shopify('customers/redact', { ...shop, customer, orders_to_redact: [] });
  await system.shopify('shop/redact', shop);
  await commandTo(system, '/privacy/waiting-shops', {});
  await commandTo(system, '/privacy/release-shop', { shop: 'shop.example' });
  await system.advance('1m');
};
