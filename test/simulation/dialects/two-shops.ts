/**
 * Two shops of WooCommerce, each of which numbers its customers from 1: every number stands for two people,
 * one in each shop.
 */
import { createHmac } from 'node:crypto';
import { DEFAULT_SECRETS } from '../../../local/options.ts';
import type { SignedWebhook } from '../../../local/signing.ts';
import type { Customer } from '../customers.ts';
import type { Mark } from './dialect.ts';

export const SHOPS = ['tee.example', 'tassen.example'] as const;

export type Account = Readonly<{ shop: (typeof SHOPS)[number]; number: number }>;

/** They are numbered in turn, so that the first of one shop is followed by the first of the other. */
export const accountOf = ({ index }: Pick<Customer, 'index'>, customers: readonly Customer[]): Account => {
  const before = customers.filter((other) => other.shop === 'woocommerce' && other.index < index).length;
  return { shop: SHOPS[before % 2 === 0 ? 0 : 1], number: Math.floor(before / 2) + 1 };
};

/** An event of the shop that was not the first to be heard of carries its name; the world decides which. */
export const inEitherForm = (marks: readonly Mark[], { shop }: Account): readonly Mark[] =>
  marks.flatMap(([mark, id]): readonly Mark[] => [
    [mark, id],
    [`${shop}~${mark}`, id],
  ]);

export const sendingShop = (resource: string, { shop }: Account): object => ({
  _links: { self: [{ href: `https://${shop}/wp-json/wc/v3/${resource}` }] },
});

export const signed = (topic: string, shop: string, body: string): SignedWebhook => {
  const secret = [DEFAULT_SECRETS['woocommerce'] ?? []].flat()[0] ?? '';
  return {
    path: '/webhooks/woocommerce',
    headers: {
      'content-type': 'application/json',
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-source': `https://${shop}/`,
      'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
    body,
  };
};
