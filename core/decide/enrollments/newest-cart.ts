/**
 * Messages about a cart show what was said of it last, also where that word started nothing itself: it came
 * while the flow was paused, say, and an older one came later.
 */

import { present } from '../../present.ts';
import { contentOf, type Since } from '../../state/history.ts';
import type { CartFacts, Enrollment, Profile } from '../../state/profile.ts';
import { laterOf, type Said } from '../../time/said.ts';

type Content = Pick<Enrollment, 'ref'> & Since & Readonly<{ subject?: string; renewed?: Said }>;

/** The same with the newest content that is known of its cart. A cart that is empty shows nothing. */
export const withNewestCart = <T extends Content>(profile: Profile, content: T): T => {
  const cart = profile.carts.find(({ id }) => id === content.subject);
  if (!cart || cart.pieces === 0 || laterOf(saidOf(cart), contentOf(content)) <= 0) return content;
  return { ...content, ref: cart.ref, renewed: saidOf(cart) };
};

const saidOf = ({ at, ahead }: CartFacts): Said => present({ at, ahead });
