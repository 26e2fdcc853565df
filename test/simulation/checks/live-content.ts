/** Which version of the content was live when a mail was checked for the last time. */
import type { Content } from '../content.ts';
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';

export const liveAt = ({ witness }: Facts, { read }: Pick<SentMail, 'read'>): Content | undefined =>
  witness.published.findLast(({ tick }) => tick < read.tick)?.content;
