/** The bounds of what browsers tell and of what is kept of it; a part of limits.ts. */

const KB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const BROWSE_LIMITS = {
  /**
   * What browsers may send: the bytes and events of one request; events per sender (an IPv4 address, an IPv6
   * line; a whole office may be behind one) in one window, and of all browsers of the shop in one hour.
   */
  browseBodyBytes: 64 * KB,
  browseEventsPerRequest: 25,
  browseEventsPerSender: 1_200,
  browseSenderWindowMs: 5 * MINUTE_MS,
  browseEventsPerHour: 200_000,
  browseHourMs: 60 * MINUTE_MS,
  /** A browser that nobody is known for is forgotten so many days after its last look. */
  browsedOnlyDays: 30,
  /** How long a cart or a browser leads to the person it turned out to belong to. */
  anonymousLinkDays: 180,
  /** For how long after its mail a link to the shop says whose mail it was. */
  visitLinkMs: 30 * DAY_MS,
} as const;
