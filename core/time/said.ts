/**
 * When something was said, and by whose clock. Between two words of one sender that sender's own times
 * decide, also where its clock runs ahead of ours and its words were clipped to their receipt (rule 11).
 */
import type { Instant } from './instant.ts';

/** What the clock of a sender showed where it ran ahead: `at` is then the time of receipt. */
export type Ahead = Readonly<{ source: string; statedAt: Instant }>;

/** A word that is kept: with the sender only where its clock ran ahead, because nearly none does. */
export type Said = Readonly<{ at: Instant; ahead?: Ahead }>;

/** A word that has just come. */
export type Saying = Readonly<{ at: Instant; statedAt?: Instant; source: string }>;

/**
 * Positive where what is kept is the later of the two, negative where the saying is, 0 where both are of one
 * time. What nobody clipped was said before it was received, so our clock compares it with what came after it.
 */
export const laterThan = (said: Said, saying: Saying): number =>
  said.ahead?.source === saying.source
    ? said.ahead.statedAt - (saying.statedAt ?? saying.at)
    : said.at - saying.at;

export const aheadIn = ({ statedAt, source }: Saying): Ahead | undefined =>
  statedAt === undefined ? undefined : { source, statedAt };

/**
 * Positive where `a` is the later of two words that are kept. Of one that was not clipped nobody knows the
 * sender any more. It is taken for the other's sender, because nearly all words come from one shop.
 */
export const laterOf = (a: Said, b: Said): number =>
  a.ahead && b.ahead && a.ahead.source !== b.ahead.source
    ? a.at - b.at
    : (a.ahead?.statedAt ?? a.at) - (b.ahead?.statedAt ?? b.at);

/** Positive where `a` is the later of two words whose senders are both known, or by our clock. */
export const laterBySender = (a: Said, b: Said): number =>
  a.ahead && b.ahead && a.ahead.source === b.ahead.source ? a.ahead.statedAt - b.ahead.statedAt : a.at - b.at;
