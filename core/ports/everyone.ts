/** Walks over all customers, page by page; it reads and costs the whole table. */
import type { Profile } from '../state/profile.ts';

export type Page = Readonly<{
  /** Profiles that name somebody; erased people and tombstones are left out. */
  people: readonly Profile[];
  /** Where the next page begins; undefined at the end. */
  next?: string;
}>;

/** `after` is the `next` of the page before. Strongly consistent. */
export type Everyone = (after?: string) => Promise<Page>;

/** The place right after this person, from which a walk goes on that stopped in the middle of a page. */
export type PlaceAfter = (profileId: string) => string;
