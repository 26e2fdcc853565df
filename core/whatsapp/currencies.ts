/** Currencies that a budget for messages may be in: those for which the rate file knows a bound. */
import rates from './rates.json' with { type: 'json' };

export const BUDGET_CURRENCIES: readonly string[] = Object.keys(rates.exchange.EUR);
