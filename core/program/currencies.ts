/** Currencies in which a budget for messages may be set: those for which the rate file has an upper bound. */
export const BUDGET_CURRENCIES: readonly string[] = ['EUR', 'USD', 'CHF', 'GBP'];
