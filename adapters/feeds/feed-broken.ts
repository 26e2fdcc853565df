/** The rest of a feed cannot be read. */
import type { FeedBreak } from '../../core/catalogue/feed-report.ts';

export class FeedBroken extends Error {
  readonly line: number;
  readonly reason: FeedBreak['reason'];

  constructor(line: number, reason: FeedBreak['reason']) {
    super(`The feed cannot be read from line ${line} on: ${reason}`);
    this.name = 'FeedBroken';
    this.line = line;
    this.reason = reason;
  }
}
