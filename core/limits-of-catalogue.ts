/** The bounds of what is known of products and of the orders about them; a part of limits.ts. */

const KB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
  /** Ids of reviews that are not shown, so that an older word does not bring one back. */
  unpublishedReviewsPerProduct: 50,
  /** Newest reviews of a customer of which is known that they have counted. */
  reviewMarksPerProfile: 50,
  /** A price that falls is held against the lowest of these days (§11 PAngV), so many former ones are kept. */
  lowestPriceMs: 30 * DAY_MS,
  formerPrices: 12,
  /** Variants of one product about which one event brings news. */
  newsPerEvent: 300,
  /** Products that a customer waits for, and how long after they asked, put it in the cart or looked. */
  wishesPerProfile: 30,
  wantedMs: 180 * DAY_MS,
  cartedMs: 60 * DAY_MS,
  viewedMs: 30 * DAY_MS,
  /** A wish on a waiting list is written anew at most so often where only its date has changed. */
  wishRenewedMs: 7 * DAY_MS,
  /** A cart may still be told of a short time after its order; such a word is no new wish. */
  wishAfterOrderMs: 60 * MINUTE_MS,
  /** The waiting list of one product: pages, and people on each. Who somebody is decides the page. */
  waitingPages: 1_024,
  waitingPerPage: 24,
  /** People who are told of a change in one stretch, the time between two, and how many per piece in stock. */
  toldPerStretch: 500,
  tellStretchMs: 5 * MINUTE_MS,
  toldPerPiece: 10,
  toldPerPieceMax: 1_000,
  /** How long it is remembered how far the telling of a product's news came. */
  tellingKeptMs: 30 * DAY_MS,
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
  /** Rows of a file of reviews that are gathered by product before the products are saved. */
  reviewBatch: 1_000,
} as const;
