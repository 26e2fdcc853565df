/**
 * The one clock of the local system: it stands still between moves, or runs with real time plus the moves
 * ahead.
 */

export type ClockState = Readonly<{ now: number; standing: boolean; offset: number }>;

export type Clock = Readonly<{
  /** Milliseconds since 1970; never smaller than an earlier result. */
  now: () => number;
  /** True: time passes only through `moveTo`. */
  standing: boolean;
  /** Moves the clock ahead, never back. */
  moveTo: (at: number) => void;
  /** The state to store, so that a later start continues from here. */
  state: () => ClockState;
}>;

export type ClockOptions = Readonly<{
  /**
   * The clock starts at this time and stands still between moves; without it, the clock runs with real time.
   */
  startAt?: number;
  realTimeNow: () => number;
  /** State of an earlier run; a start before it is ignored. */
  stored?: ClockState;
  onMove?: (state: ClockState) => void;
}>;

export const createClock = ({ startAt, realTimeNow, stored, onMove }: ClockOptions): Clock => {
  const standing = startAt !== undefined;
  let latest = Math.max(startAt ?? realTimeNow(), stored?.now ?? 0);
  let offset = standing ? 0 : Math.max(stored?.offset ?? 0, latest - realTimeNow());

  const now = (): number => {
    if (!standing) latest = Math.max(latest, realTimeNow() + offset);
    return latest;
  };
  const state = (): ClockState => ({ now: now(), standing, offset });
  const moveTo = (at: number): void => {
    const before = now();
    if (!Number.isSafeInteger(at))
      throw new Error(`The clock cannot be moved to ${at}: give whole milliseconds since 1970.`);
    if (at < before)
      throw new Error(
        `The clock never goes back: it shows ${new Date(before).toISOString()}, asked for ${new Date(at).toISOString()}.`,
      );
    latest = at;
    if (!standing) offset += at - before;
    onMove?.(state());
  };
  return { now, standing, moveTo, state };
};
