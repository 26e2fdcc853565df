/**
 * Finds what a decision changes on the waiting lists of products. What leaves the state leaves the list with
 * the same decision, so the state always knows where the customer stands.
 */
import { present } from '../present.ts';
import type { Effect } from '../state/effect.ts';
import type { Wish } from '../state/figures.ts';
import type { ProfileInput } from '../state/input.ts';
import type { Profile } from '../state/profile.ts';
import { entryOf, type WaitingChange } from '../state/waiting.ts';
import { isSameWish, kindsOf, listedAs } from '../state/wishes.ts';
import { wishesIn } from './apply/apply-wish.ts';
import { type Draft, patch } from './draft.ts';

/**
 * Notes in the state what the lists will say of it; `fitted` then makes the state fit, and what it gives up
 * leaves the lists too.
 */
export const withWaiting = (
  draft: Draft,
  fitted: (profile: Profile) => Profile,
): Readonly<{ state: Profile; waiting?: readonly WaitingChange[] }> => {
  const { before, input } = draft;
  // Most people wait for nothing.
  if (!before.wishes && !draft.profile.wishes && input.kind !== 'absorb')
    return { state: fitted(draft.profile) };
  const entered = entering(draft);
  const state = fitted(draft.profile);
  const { wishes: kept = [] } = state;
  const isKept = (wish: Pick<Wish, 'product' | 'variant'>) => kept.some((other) => isSameWish(other, wish));
  const stood = [...listed(before.wishes), ...listed(draft.profile.wishes)];
  // Most are the very same as before.
  const left = stood
    .filter((wish) => !kept.includes(wish) && !isKept(wish))
    .map((wish) => leaving(before.id, wish));
  const joined = input.kind === 'absorb' ? leavingAll(input.from, input.state.wishes) : [];
  const waiting = [...left, ...joined, ...entered.filter(isKept)];
  return present({ state, waiting: waiting.length > 0 ? waiting : undefined });
};

/** A state that is dropped because its person was erased stands on no list any more. */
export const leavingWith = (
  effects: readonly Effect[],
  input: ProfileInput,
): readonly WaitingChange[] | undefined =>
  input.kind === 'absorb' && effects.some(({ kind }) => kind === 'erase')
    ? leavingAll(input.from, input.state.wishes)
    : undefined;

/** Takes a profile off every list on which it stands. */
const leavingAll = (profileId: string, wishes: readonly Wish[] | undefined): readonly WaitingChange[] =>
  listed(wishes).map((wish) => leaving(profileId, wish));

const listed = (wishes: readonly Wish[] = []): readonly Wish[] =>
  wishes.filter((wish) => wish.listed !== undefined);

const leaving = (profileId: string, { product, variant }: Wish): WaitingChange =>
  present({ product, profileId, variant });

/** Who has no address can be told nothing, so their wishes wait in the state until they have one. */
const entering = (draft: Draft): readonly WaitingChange[] => {
  const { profile, rules, now } = draft;
  const { wishes: asked } = rules.program;
  if (!asked || !profile.wishes || !isReachable(profile)) return [];
  const changed = profile.wishes.filter(
    (wish) =>
      wish.listed !== listedAs(wish, now) && kindsOf(wish, now).some((kind) => asked.kinds.includes(kind)),
  );
  if (changed.length === 0) return [];
  patch(draft, {
    wishes: profile.wishes.map((wish) =>
      changed.includes(wish) ? { ...wish, listed: listedAs(wish, now) } : wish,
    ),
  });
  return changed.map((wish) =>
    present({
      product: wish.product,
      profileId: profile.id,
      variant: wish.variant,
      entry: entryOf(profile.id, wish),
    }),
  );
};

const isReachable = ({ person: { email, phone, whatsappId } }: Profile): boolean =>
  [email, phone, whatsappId].some((address) => address !== undefined);

/**
 * An event from before an erasure changes nothing. An attempt that broke off may have put the customer on a
 * list before, so they are taken off.
 */
export const notWaiting = ({ before, input }: Draft): readonly WaitingChange[] | undefined => {
  if (before.erasedAt === undefined || input.kind !== 'event') return undefined;
  const gone = wishesIn(input.event).filter(
    (wish) => !before.wishes?.some((other) => isSameWish(other, wish)),
  );
  return gone.length === 0 ? undefined : gone.map((wish) => leaving(before.id, wish));
};
