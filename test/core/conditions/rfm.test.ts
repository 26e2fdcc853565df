/** The eleven groups, by how recently, how often and how much somebody bought. */
import { describe, expect, it } from 'vitest';
import {
  nextRfmChange,
  RFM_GROUPS,
  RFM_STEPS,
  type RfmSteps,
  rfmGroup,
} from '../../../core/conditions/rfm.ts';
import { someone } from '../../support/conditions.ts';
import { DAY } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const moment = { now: START, zone: () => 'UTC' };
/** A customer whose last order lies so many days back. */
const buyer = (days: number, orders: number, spent: number, currency = 'EUR') =>
  someone({
    purchases: {
      rows: [{ id: 'o', at: START - days * DAY, total: { amount: spent, currency } }],
      counted: { [currency]: orders },
    },
    spent: { [currency]: spent },
  });
const groupOf = (days: number, orders: number, spent: number) =>
  rfmGroup(buyer(days, orders, spent), {}, moment);

describe('the group of a customer', () => {
  it('who gave everything back is that of who has bought nothing', () => {
    const { purchases } = buyer(1, 0, 0);
    const left = { first: START - 9 * DAY, last: START - 9 * DAY, marks: '' };
    const profile = someone({ purchases: { counted: { EUR: 0 }, ...purchases, rows: [], left } });
    expect(rfmGroup(profile, {}, moment)).toBe('prospects');
  });

  it.each([
    [0, 1, 4_999, 'new'],
    [29, 3, 10_000, 'active'],
    [29, 5, 25_000, 'champions'],
    [30, 1, 1, 'promising'],
    [30, 2, 9_999, 'promising'],
    [30, 2, 10_000, 'active'],
    [59, 9, 10_000, 'loyal'],
    [60, 1, 1, 'almost-lost'],
    [60, 3, 10_000, 'needs-attention'],
    [89, 5, 25_000, 'loyal'],
    [90, 2, 5_000, 'dormant'],
    [90, 3, 10_000, 'at-risk'],
    [90, 4, 49_999, 'at-risk'],
    [90, 5, 25_000, 'previously-loyal'],
    [180, 9, 50_000, 'previously-loyal'],
    [999, 1, 1, 'dormant'],
  ])('whose last of so many orders lies %i days back (%i orders, %i) is %s', (days, orders, spent, group) => {
    expect(groupOf(days, orders, spent)).toBe(group);
    expect(RFM_GROUPS).toContain(group);
  });

  it('without an order that counts is prospects', () => {
    expect(rfmGroup(someone(), {}, moment)).toBe('prospects');
    const cancelled = someone({
      purchases: { rows: [{ id: 'o', at: START, off: 'cancelled' }], counted: {} },
    });
    expect(rfmGroup(cancelled, {}, moment)).toBe('prospects');
  });

  it('moves with the steps of the shop', () => {
    const rfm: RfmSteps = { ...RFM_STEPS, days: [7, 14, 21, 28] };
    expect(rfmGroup(buyer(10, 1, 100), { rfm }, moment)).toBe('promising');
    expect(rfmGroup(buyer(21, 1, 100), { rfm }, moment)).toBe('dormant');
    const until = { ...moment, horizon: START + 99 * DAY };
    const [own, usual] = [{ rfm }, {}].map((shop) => nextRfmChange(buyer(10, 1, 100), shop, until));
    expect([own, usual]).toEqual([START + 4 * DAY, START + 20 * DAY]);
  });

  it("asks for money in the shop's currency, else in the customer's own", () => {
    const dollars = buyer(1, 5, 25_000, 'USD');
    expect(rfmGroup(dollars, {}, moment)).toBe('champions');
    expect(rfmGroup(dollars, { currency: 'EUR' }, moment)).toBe('active');
  });
});
