/** Currencies that a budget for messages may be in: those for which the rate file knows a bound. */
export const BUDGET_CURRENCIES: readonly string[] = ['EUR', 'USD', 'CHF', 'GBP'];
