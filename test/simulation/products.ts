/** What the shop sells. */
export const PRODUCTS = ['8101', '8102', '8103', '8104', '8105', '8106'] as const;
