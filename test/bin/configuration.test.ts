/**
 * The configuration has safe defaults. A wrong value gets a message with the setting, the value, what is
 * allowed and how to fix it.
 */
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../bin/configuration.ts';

const read = (context: Readonly<Record<string, unknown>>) => readConfiguration((name) => context[name]);

describe('the configuration', () => {
  it('needs nothing and keeps data in Frankfurt', () => {
    expect(read({})).toEqual({
      region: 'eu-central-1',
      deployment: {
        stage: 'dev',
        shop: 'shop',
        mailDomain: 'shop.example',
        shops: {},
        reconcile: [],
        details: [],
      },
    });
  });

  it('takes stage, shop, domain and alarm address', () => {
    const { deployment } = read({
      stage: 'prod',
      shop: 'tea-2',
      mailDomain: 'post.tea.example',
      alarmEmail: 'technik@tea.example',
    });
    expect(deployment).toMatchObject({
      stage: 'prod',
      shop: 'tea-2',
      mailDomain: 'post.tea.example',
      alarmEmail: 'technik@tea.example',
    });
  });

  it('takes shop domains as an object from cdk.json and as JSON from the command line', () => {
    const shops = { shopify: ['tea.example'] };
    expect(read({ shops }).deployment.shops).toEqual(shops);
    expect(read({ shops: JSON.stringify(shops) }).deployment.shops).toEqual(shops);
    const many = { shopify: ['tea.example', 'mugs.example'], woocommerce: ['tea.example', 'mugs.example'] };
    expect(read({ shops: many }).deployment.shops).toEqual(many);
  });

  it('asks no shop for its orders unless it is told which', () => {
    expect(read({ reconcile: 'shopify' }).deployment.reconcile).toEqual(['shopify']);
    expect(read({ reconcile: ['shopify', 'shopify'] }).deployment.reconcile).toEqual(['shopify']);
  });

  it('asks no shop what its notices are about unless it is told which', () => {
    expect(read({ details: 'bigcommerce' }).deployment.details).toEqual(['bigcommerce']);
  });

  it.each([
    [{ details: 'shopify' }, 'Configuration "details" is "shopify". Allowed: bigcommerce'],
    [
      { stage: 'production' },
      'Configuration "stage" is "production". Allowed: dev or prod. Fix: pass -c stage=dev',
    ],
    [{ shop: 'Tea Shop' }, 'Configuration "shop" is "Tea Shop". Allowed: 1 to 20 of a-z, 0-9 and -.'],
    [{ shop: 'a'.repeat(21) }, 'Allowed: 1 to 20'],
    [{ region: 'frankfurt' }, 'Configuration "region" is "frankfurt"'],
    [{ mailDomain: 'https://tea.example' }, 'Configuration "mailDomain" is "https://tea.example"'],
    [{ alarmEmail: 'nobody' }, 'Configuration "alarmEmail" is "nobody"'],
    [
      { shops: '{"shopify": "tea.example"}' },
      'Allowed: a JSON object from platform to a list of shop domains',
    ],
    [
      { reconcile: 'shopify,whatsapp' },
      'Configuration "reconcile" is "shopify,whatsapp". Allowed: shopify, woocommerce',
    ],
    [{ reconcile: true }, 'Configuration "reconcile" is true'],
    [{ shops: 'not json' }, 'Configuration "shops" is "not json"'],
    [
      { shops: '{"bigcommerce": ["a1b2", "c3d4"]}' },
      'Configuration "shops" names 2 shops of bigcommerce. Allowed: one',
    ],
    [{ shops: { bigcommerce: ['a', 'b', 'c'] } }, 'names 3 shops of bigcommerce'],
  ])('says what is wrong with %j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });
});
