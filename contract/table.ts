/** Keys, attributes and indexes of the one table: synthesis creates them, and the functions use them. */

export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  ttl: 'expiresAt',
  /** DynamoDB types of the key attributes: S text, N number. Due times are whole milliseconds. */
  keyTypes: { pk: 'S', sk: 'S', dueShard: 'S', dueAt: 'N' },
  /** A sparse, sharded index: profiles that wait for something, by their earliest due time. */
  dueIndex: { name: 'due', partitionKey: 'dueShard', sortKey: 'dueAt', projected: ['waiting'] },
} as const;

/** How the partition keys of coupon codes begin: those that customers have, and those that are free. */
export const GIVEN_CODES = 'given-codes#';
export const FREE_CODES = 'free-codes#';
/** How the partition keys of gate items begin. */
export const GATE = 'gate#';
/** How the partition keys of imported rows begin. */
export const IMPORTED = 'imported#';
/** How the partition keys of the catalogue's products begin. */
export const PRODUCTS = 'product#';
/** How the partition keys of remembered baskets begin, and how many partitions they are spread over. */
export const BASKETS = 'baskets#';
const BASKET_PARTITIONS = 8;
export const basketPartitions = (): readonly string[] =>
  Array.from({ length: BASKET_PARTITIONS }, (_, number) => `${BASKETS}${number}`);

/** The partition key of how far shops have been asked for orders. */
export const RECONCILIATIONS = 'reconciliations';
/** The partition key of which shops of a platform were heard of, where each counts from 1. */
export const SHOP_NUMBERS = 'shop-numbers';
/** How the partition keys of customers begin. */
export const PROFILES = 'profile#';

export const keys = {
  profile: (profileId: string) => ({ pk: `${PROFILES}${profileId}`, sk: 'state' }),
  record: (profileId: string, ref: string) => ({ pk: `profile#${profileId}`, sk: ref }),
  /** The sort key of every record starts with this. */
  recordPrefix: 't#',
  message: (messageId: string) => ({ pk: `message#${messageId}`, sk: 'ledger' }),
  gate: (addressHash: string, channel: string) => ({ pk: `${GATE}${addressHash}`, sk: channel }),
  product: (productId: string) => ({ pk: `${PRODUCTS}${productId}`, sk: 'state' }),
  /** A sample of baskets, in one of a few partitions. */
  baskets: (sample: number) => ({ pk: `${BASKETS}${sample % BASKET_PARTITIONS}`, sk: String(sample) }),
  /** The waiting list of a product, in pages; who somebody is decides the page. */
  waiting: (productId: string, page: string) => ({ pk: `waiting#${productId}`, sk: page }),
  /**
   * How far the telling of a product's news has come. It stands in the due index like a profile, so the sweep
   * drives it again where its timer was lost.
   */
  telling: (group: string) => ({ pk: `profile#${group}`, sk: 'walk' }),
  /** Inputs of one queue group that failed and have not been applied yet. */
  hold: (group: string) => ({ pk: `hold#${group}`, sk: 'inputs' }),
  /** Counts the attempts of one visitor or address within one window of time. */
  rate: (hash: string, window: number) => ({ pk: `rate#${hash}`, sk: String(window) }),
  /** The times at which messages of one kind went to one mailbox, each in a slot of its own. */
  slots: (hash: string) => ({ pk: `slots#${hash}`, sk: 'taken' }),
  /**
   * Leads from WhatsApp's own id of a message to ours. The id is stored as a hash, because it contains the
   * recipient's number.
   */
  whatsappMessage: (hash: string) => ({ pk: `wamid#${hash}`, sk: 'message' }),
  /** The cost of paid messages in one calendar month (`2026-11`) so far, per currency. */
  budget: (month: string, currency: string) => ({ pk: `budget#${month}`, sk: currency }),
  /** The code of one coupon, by the coupon's id: for whoever asks for it again. */
  coupon: (id: string) => ({ pk: `coupon#${id}`, sk: 'code' }),
  /** A code that a customer has, in one of a few partitions by the start of its hash. It is never removed. */
  givenCode: (hash: string) => ({ pk: `${GIVEN_CODES}${hash.slice(0, 1)}`, sk: hash }),
  /** Free codes of an imported list, so many in one item, in the order of their hashes. */
  freeCodes: (list: string, first: string) => ({ pk: `${FREE_CODES}${list}`, sk: first }),
  /** Commands and signed bodies that count only once, under a keyed hash. */
  once: (hash: string) => ({ pk: `once#${hash}`, sk: 'mark' }),
  /** A row of an imported file that was taken, under a keyed hash of what it says. */
  imported: (hash: string) => ({ pk: `${IMPORTED}${hash}`, sk: 'mark' }),
  /** Shops that left, each with the decision about erasing everybody whom it told us of. */
  shopErasure: (shop: string) => ({ pk: 'shop-erasures', sk: shop }),
  /** How far the shop of this platform has been asked for orders that no webhook told of. */
  reconciliation: (platform: string) => ({ pk: RECONCILIATIONS, sk: platform }),
  /** The shops of this platform that were heard of, the first one apart. */
  shopNumbers: (platform: string) => ({ pk: SHOP_NUMBERS, sk: platform }),
  controls: { pk: 'program', sk: 'controls' },
  /**
   * The walk over all customers after a publish. It stands in the due index like a profile, so the sweep
   * drives it again where its timer was lost.
   */
  catchUp: { pk: 'profile#catch-up', sk: 'walk' },
} as const;
