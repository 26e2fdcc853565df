/** What the world itself still has to do, by its time; equal times in the order of asking. */

export type Agenda = Readonly<{
  add: (at: number, act: () => void) => void;
  nextDue: () => number | undefined;
  /** Does all that is due; false where nothing was. */
  run: (now: number) => boolean;
}>;

type Item = Readonly<{ at: number; act: () => void }>;

export const createAgenda = (): Agenda => {
  const items: Item[] = [];
  return {
    add: (at, act) => {
      const place = items.findLastIndex((item) => item.at <= at) + 1;
      items.splice(place, 0, { at, act });
    },
    nextDue: () => items[0]?.at,
    run: (now) => {
      const first = items[0];
      if (first === undefined || first.at > now) return false;
      while (items[0] !== undefined && items[0].at <= now) items.shift()?.act();
      return true;
    },
  };
};
