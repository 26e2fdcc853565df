/** Inputs that tell those who wait for a product: one begins it, and each further one goes on. */
import type { NewsOf } from '../events/catalogue-news.ts';
import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { TellInput } from './input.ts';

const GROUP = 'telling-';

/** Queue group of one product's news; no profile can have this id. */
export const tellingGroup = (product: string): string => `${GROUP}${idOf('telling', product)}`;

export const isTellingGroup = (group: string): boolean => group.startsWith(GROUP);

type News = Readonly<{ by: string; of: readonly NewsOf[] }>;

/** The repeat of an event sends it again: what was begun goes on. */
export const beginTelling = (product: string, { by, of }: News, now: Instant): TellInput => ({
  kind: 'tell',
  inputId: idOf('tell', product, by),
  profileId: tellingGroup(product),
  receivedAt: now,
  product,
  by,
  of,
});

type Walk = Readonly<{ product: string; by: string; stretch: number }>;

/** Does the stretch with this number; arming it twice arms it once. */
export const nextTellingOf = ({ product, by, stretch }: Walk, at: Instant): TellInput =>
  present({
    kind: 'tell',
    inputId: idOf('tell', 'stretch', product, by, stretch),
    profileId: tellingGroup(product),
    receivedAt: at,
    product,
    by,
    stretch,
  });
