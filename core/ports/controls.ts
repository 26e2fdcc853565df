/** What is live: the program's sequence, the master switch, the paused flows. */
import type { Controls } from '../program/program.ts';

export type ControlsStore = Readonly<{
  /** Strongly consistent; undefined where nothing was ever published. */
  read: () => Promise<Controls | undefined>;
  /**
   * Moves on from the sequence that was read before (0 = nothing published). False: somebody else was faster.
   */
  move: (from: number, to: Controls) => Promise<boolean>;
}>;
