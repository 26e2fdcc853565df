/** The bounds of what is known of products and of the orders about them; a part of limits.ts. */

const KB = 1024;
const MINUTE_MS = 60_000;

export const CATALOGUE_LIMITS = {
  /**
   * Orders that are remembered for recommendations: samples, bytes of one as JSON (packed it fits into one
   * KB), products and categories of one order, the time after which an order counts half, and not at all.
   */
  basketSamples: 512,
  basketSampleBytes: 2_000,
  basketProducts: 8,
  basketProductIdChars: 64,
  basketCategories: 3,
  basketHalfLifeDays: 30,
  basketKeptDays: 365,
  /** Orders in which something must be found before it is recommended: once may be chance. */
  ordersBesideEachOther: 2,
  /** Candidates that are looked up in the catalogue, products of one list that a message shows. */
  productsSuggested: 40,
  productsRecommended: 4,
  /** Newest orders whose details are read for what was bought. */
  ordersRead: 3,
  /** How long a sender goes by what it has read of the samples, and from how many baskets on. */
  salesKeptMs: 10 * MINUTE_MS,
  salesKeptFromBaskets: 500,
  reviewsPerProduct: 5,
  lowStockPieces: 5,
  /** Size of a product as JSON; a larger one drops variants, so that it fits into one item. */
  productBytes: 300 * KB,
  /** A product feed: its size, one row of it, items handled together, and saves at one time. */
  feedBytes: KB * KB * KB,
  feedRowChars: 256 * KB,
  feedBatch: 100,
  feedSavesAtOnce: 20,
  /** Faults of a feed that are reported with their line, and how much of the item's id. */
  feedExamples: 50,
  feedExampleChars: 60,
} as const;
