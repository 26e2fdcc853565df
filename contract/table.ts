/** Keys, attributes and indexes of the one table: synth time makes them, run time uses them. */

export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  ttl: 'expiresAt',
  /** DynamoDB types of the key attributes: S text, N number. Due times are whole milliseconds. */
  keyTypes: { pk: 'S', sk: 'S', dueShard: 'S', dueAt: 'N' },
  /** Sparse and sharded: profiles that wait for something, by their earliest due time. */
  dueIndex: { name: 'due', partitionKey: 'dueShard', sortKey: 'dueAt', projected: ['waiting'] },
} as const;

export const keys = {
  profile: (profileId: string) => ({ pk: `profile#${profileId}`, sk: 'state' }),
  record: (profileId: string, ref: string) => ({ pk: `profile#${profileId}`, sk: ref }),
  /** Every record's sort key starts with this. */
  recordPrefix: 't#',
  message: (messageId: string) => ({ pk: `message#${messageId}`, sk: 'ledger' }),
  gate: (addressHash: string, channel: string) => ({ pk: `gate#${addressHash}`, sk: channel }),
  product: (productId: string) => ({ pk: `product#${productId}`, sk: 'state' }),
  /** Inputs of one queue group that failed and are not applied yet. */
  hold: (group: string) => ({ pk: `hold#${group}`, sk: 'inputs' }),
  /** Counts what one visitor or address did within one window of time. */
  rate: (hash: string, window: number) => ({ pk: `rate#${hash}`, sk: String(window) }),
  /**
   * WhatsApp's own id of a message, leading to ours; as a hash, because the id spells out the recipient's
   * number.
   */
  whatsappMessage: (hash: string) => ({ pk: `wamid#${hash}`, sk: 'message' }),
  /** What paid messages of one calendar month (`2026-11`) have cost so far, per currency. */
  budget: (month: string, currency: string) => ({ pk: `budget#${month}`, sk: currency }),
  controls: { pk: 'program', sk: 'controls' },
} as const;
