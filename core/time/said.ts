/**
 * Compares when two statements were made. Between two statements of one sender the sender's own times decide,
 * also where its clock runs ahead of ours and its times were clipped to their receipt (rule 11).
 */
import type { Instant } from './instant.ts';

/** The time on a sender's clock, where it ran ahead; `at` is then the time of receipt. */
export type Ahead = Readonly<{ source: string; statedAt: Instant }>;

/** A stored statement; it has the sender only where its clock ran ahead, because that is rare. */
export type Said = Readonly<{ at: Instant; ahead?: Ahead }>;

/** A statement that has just arrived. */
export type Saying = Readonly<{ at: Instant; statedAt?: Instant | undefined; source: string }>;

/**
 * Positive where the stored statement is the later one, negative where the new one is, 0 at the same time. A
 * time that was not clipped lies before its receipt, so it is compared by our clock with everything received
 * after it.
 */
export const laterThan = (said: Said, saying: Saying): number =>
  said.ahead?.source === saying.source
    ? said.ahead.statedAt - (saying.statedAt ?? saying.at)
    : said.at - saying.at;

export const aheadIn = ({ statedAt, source }: Saying): Ahead | undefined =>
  statedAt === undefined ? undefined : { source, statedAt };

/** Positive where `a` is the later of two stored statements. */
export const laterOf = (a: Said, b: Said): number =>
  a.ahead && b.ahead && a.ahead.source !== b.ahead.source
    ? a.at - b.at
    : (a.ahead?.statedAt ?? a.at) - (b.ahead?.statedAt ?? b.at);

/** Positive where `a` is the later of two words whose senders are both known, or by our clock. */
export const laterBySender = (a: Said, b: Said): number =>
  a.ahead && b.ahead && a.ahead.source === b.ahead.source ? a.ahead.statedAt - b.ahead.statedAt : a.at - b.at;
