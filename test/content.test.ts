/** The shipped content compiles unchanged, in both languages, and does what it promises. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHIPPED } from './support/local-system.ts';
import { shippedProgram as shipped, shippedBlocks } from './support/shipped-content.ts';

describe('the shipped content', async () => {
  const { program, problems } = await shipped();

  it('has no problems', () => {
    expect(problems).toEqual([]);
  });

  it('has every template in German and English', () => {
    for (const [name, { locales, whatsapp = {} }] of Object.entries(program?.templates ?? {})) {
      const forms = [locales, whatsapp].filter((form) => Object.keys(form).length > 0);
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms) expect([name, Object.keys(form).toSorted()]).toEqual([name, ['de', 'en']]);
    }
  });

  it('reaches nobody but test addresses until somebody decides so', () => {
    expect(program?.settings.sending).toBe('test');
  });

  it('keeps nobody out of its flows, and has them live behind the master switch', () => {
    for (const flow of Object.values(program?.flows ?? {}))
      expect(flow).toMatchObject({ status: 'live', holdout: 0 });
  });

  it('takes in nobody who fulfilled a trigger before it was published', () => {
    const watching = Object.values(program?.flows ?? {}).filter(({ trigger }) => trigger.watch);
    expect(watching.length).toBeGreaterThan(0);
    for (const { id, trigger } of watching) expect([id, trigger.from]).toEqual([id, 0]);
  });

  it('is listed in the README, flow by flow and block by block', () => {
    const named = (file: string) =>
      [...readFileSync(join(SHIPPED, file), 'utf8').matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
        [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
      );
    expect(named('flows/README.md').toSorted()).toEqual(Object.keys(program?.flows ?? {}).toSorted());
    const blocks = Object.keys(shippedBlocks()).map((name) => name.replace(/\.(de|en)$/, ''));
    expect(named('blocks/README.md').toSorted()).toEqual([...new Set(blocks)].toSorted());
  });

  it('uses example addresses only', () => {
    const { shop, contact, testAddresses } = program?.settings ?? {
      shop: undefined,
      contact: undefined,
      testAddresses: [],
    };
    const domains = JSON.stringify([shop, contact, testAddresses]).matchAll(
      /(?:@|https?:\/\/)([a-z0-9.-]+)/g,
    );
    for (const [, domain] of domains) expect(domain).toMatch(/(^|\.)example(\.(com|org|net))?$/);
  });
});

describe('the abandoned cart', async () => {
  const { program } = await shipped();
  const flow = program?.flows['abandoned-cart'];

  it('asks after one hour, shows reviews 24 hours later and makes its offer 48 hours after that', () => {
    const steps = Object.values(flow?.steps ?? {})
      .map((step) => {
        if (step.kind === 'wait') return step.wait;
        if (step.kind !== 'send' || !step.fallback) return step.kind === 'send' ? step.template : undefined;
        return `${step.template} by ${step.channel}, else ${step.fallback.channel}`;
      })
      .filter((step) => step !== undefined);
    const hours = (count: number) => ({ kind: 'elapsed', ms: count * 3_600_000 });
    expect(steps).toEqual([
      hours(1),
      'cart-help by whatsapp, else email',
      'cart-help',
      hours(24),
      'cart-reviews',
      hours(48),
      'cart-code',
      'cart-offer',
    ]);
  });

  it('starts with a cart that holds something, and ends with an order', () => {
    expect(flow).toMatchObject({
      trigger: { on: 'checkout.updated', restart: true },
      exitOn: ['order.placed'],
      goal: { on: 'order.placed', withinMs: 5 * 86_400_000 },
    });
  });

  it('promises only the offer that the settings state', () => {
    expect(program?.templates['cart-offer']?.needs).toContain('offer');
    expect(program?.templates['cart-help']?.needs).not.toContain('offer');
  });
});
