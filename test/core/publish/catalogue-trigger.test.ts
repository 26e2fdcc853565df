/** A trigger about a product in the catalogue: what it becomes, and what is refused. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const published = (trigger: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  publishOf(folderWith({ 'flows/sample.json': flowText({ trigger, ...more }) }));
const trigger = (file: unknown) => published(file).program?.flows['sample']?.trigger;
const errors = (file: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  published(file, more).problems.flatMap(({ severity, message }) =>
    severity === 'error' ? [message.en] : [],
  );

describe('a trigger about a product', () => {
  it('is an event of our own about those who wait, with one run for each product', () => {
    expect(trigger({ catalogue: 'price-drop', for: ['viewed', 'wanted'], by: 12.5 })).toEqual({
      on: 'product.price_dropped',
      where: {
        kind: 'all',
        of: [
          {
            kind: 'any',
            of: [
              { kind: 'fact', path: 'event.wishes', test: { contains: 'wanted' } },
              { kind: 'fact', path: 'event.wishes', test: { contains: 'viewed' } },
            ],
          },
          { kind: 'fact', path: 'event.percent', test: { gte: 12.5 } },
        ],
      },
      restart: false,
      per: 'product',
      news: 'price-drop',
      wishes: ['wanted', 'viewed'],
    });
    expect(trigger({ catalogue: 'back-in-stock' })).toMatchObject({
      on: 'product.back_in_stock',
      wishes: ['wanted', 'carted', 'viewed'],
    });
  });

  it('tells the program whose wishes are asked for, and since when', () => {
    const first = published({ catalogue: 'low-stock', for: ['carted'] }).program;
    expect(first?.wishes).toEqual({ kinds: ['carted'], seq: first?.seq });
    expect(published({ on: 'order.placed' }).program).not.toHaveProperty('wishes');
    expect(published({ catalogue: 'low-stock' }, { status: 'draft' }).program).not.toHaveProperty('wishes');
    const file = (kinds: readonly string[]) =>
      folderWith({
        'flows/sample.json': flowText({ trigger: { catalogue: 'back-in-stock', for: kinds }, priority: 9 }),
      });
    const publish = { ...(first ? { previous: first } : {}), seq: 5, now: 9_000 };
    expect(publishOf(file(['carted']), publish).program?.wishes?.seq).toBe(first?.seq);
    expect(publishOf(file(['carted', 'viewed']), publish).program?.wishes?.seq).toBe(5);
  });

  it('refuses a fall where there is none, and says what else may stand there', () => {
    expect(errors({ catalogue: 'back-in-stock', by: 10 })[0]).toContain('"by" is for "price-drop" only.');
    expect(errors({ catalogue: 'price-drop', by: 0 })).toHaveLength(1);
    expect(errors({ catalogue: 'price-drop', for: [] })).toHaveLength(1);
    expect(errors({ catalogue: 'back-in-stok' })[0]).toContain('back-in-stock');
  });

  it('is contract only for who asked to hear that it is back', () => {
    const contract = { purpose: 'transactional' };
    const asked = ['wanted'];
    expect(errors({ catalogue: 'back-in-stock', for: asked }, contract)).toEqual([]);
    expect(errors({ catalogue: 'back-in-stock' }, contract)[0]).toContain('advertising');
    expect(errors({ catalogue: 'price-drop', for: asked }, contract)[0]).toContain('advertising');
  });
});
