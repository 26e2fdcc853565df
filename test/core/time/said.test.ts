/** Which of two words is the later one, where the clock of a sender runs ahead (rule 11). */
import { describe, expect, it } from 'vitest';
import { aheadIn, laterBySender, laterOf, laterThan, type Said } from '../../../core/time/said.ts';

const shop = (at: number, statedAt: number): Said => ({ at, ahead: { source: 'shop', statedAt } });
const app = (at: number, statedAt: number): Said => ({ at, ahead: { source: 'app', statedAt } });

describe('a word that is stored, against one that arrives', () => {
  it('is compared by the times of the sender where both are of one that runs ahead', () => {
    expect(laterThan(shop(100, 500), { at: 101, statedAt: 400, source: 'shop' })).toBe(100);
    expect(laterThan(shop(100, 500), { at: 101, statedAt: 600, source: 'shop' })).toBe(-100);
    expect(laterThan(shop(100, 500), { at: 101, source: 'shop' })).toBe(399);
  });

  it('is compared by our clock where another sender says something, or none of both ran ahead', () => {
    expect(laterThan(shop(100, 500), { at: 101, statedAt: 400, source: 'app' })).toBe(-1);
    expect(laterThan({ at: 100 }, { at: 101, statedAt: 90, source: 'shop' })).toBe(-1);
    expect(laterThan({ at: 100 }, { at: 100, source: 'shop' })).toBe(0);
  });

  it('keeps the clock of its sender only where that ran ahead', () => {
    expect(aheadIn({ at: 100, source: 'shop' })).toBeUndefined();
    expect(aheadIn({ at: 100, statedAt: 0, source: 'shop' })).toEqual({ source: 'shop', statedAt: 0 });
  });
});

describe('of two stored words', () => {
  it('the stated times decide, but for two senders that both run ahead', () => {
    expect(laterOf(shop(100, 500), shop(200, 400))).toBe(100);
    expect(laterOf(shop(100, 500), app(200, 400))).toBe(-100);
    expect(laterOf(shop(100, 500), { at: 200 })).toBe(300);
    expect(laterOf({ at: 200 }, shop(100, 500))).toBe(-300);
    expect(laterOf({ at: 200 }, { at: 50 })).toBe(150);
  });

  it('by known senders, our clock decides wherever they are not one and the same', () => {
    expect(laterBySender(shop(100, 500), shop(200, 400))).toBe(100);
    expect(laterBySender(shop(100, 500), app(200, 400))).toBe(-100);
    expect(laterBySender(shop(100, 500), { at: 200 })).toBe(-100);
    expect(laterBySender({ at: 200 }, shop(100, 500))).toBe(100);
  });
});
