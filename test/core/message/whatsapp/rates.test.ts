/** The cost of a message, by country, category and transport. */
import { describe, expect, it } from 'vitest';
import { costText } from '../../../../core/message/cost.ts';
import rates from '../../../../core/message/whatsapp/rates.json' with { type: 'json' };
import { costOf } from '../../../../core/message/whatsapp/rates.ts';
import { BUDGET_CURRENCIES } from '../../../../core/program/currencies.ts';

const german = { to: '+491713920011', transport: 'aws', currency: 'EUR' } as const;
const shown = (priced: Parameters<typeof costOf>[0]): string => costText(costOf(priced));

describe('a message to Germany', () => {
  it('costs the rate of its category, and the fee of AWS where it goes that way', () => {
    expect(shown({ ...german, category: 'marketing' })).toBe('0.1181 EUR');
    expect(shown({ ...german, category: 'utility' })).toBe('0.0506 EUR');
    expect(shown({ ...german, category: 'marketing', transport: 'meta' })).toBe('0.1131 EUR');
  });

  it('is known by the country of a user id too', () => {
    expect(shown({ ...german, to: 'DE.18340000000000001', category: 'marketing', transport: 'meta' })).toBe(
      '0.1131 EUR',
    );
  });

  it('is told in the currency of the budget, rather too dear than too cheap', () => {
    expect(
      costOf({ ...german, category: 'marketing', transport: 'meta', currency: 'USD' }).micros,
    ).toBeGreaterThan(113_100);
  });
});

describe('a message to a country without a rate of its own', () => {
  it('counts as the dearest there is', () => {
    expect(shown({ to: '+33612345678', category: 'marketing', transport: 'meta', currency: 'USD' })).toBe(
      '0.1597 USD',
    );
    expect(shown({ to: '+80012345678', category: 'utility', transport: 'meta', currency: 'USD' })).toBe(
      '0.1597 USD',
    );
  });
});

describe('the currencies of a budget', () => {
  it('are those for which the rate file knows a bound', () => {
    expect(Object.keys(rates.exchange.EUR)).toEqual(BUDGET_CURRENCIES);
  });
});
