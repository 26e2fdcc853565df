/** What is live: the program's sequence, the master switch, the paused flows. */
import type { Controls } from '../program/program.ts';
import type { ShopLook } from '../program/shop-look.ts';

export type ControlsStore = Readonly<{
  /** Strongly consistent; undefined where nothing was ever published. */
  read: () => Promise<Controls | undefined>;
  /**
   * What pages show of the shop, beside the pointer so that leaving needs no program; undefined before a
   * publish.
   */
  readShop: () => Promise<ShopLook | undefined>;
  /**
   * Moves on from the sequence that was read before (0 = nothing published). False: somebody else was faster.
   * Without a look the one before stays.
   */
  move: (from: number, to: Controls & Readonly<{ shop?: ShopLook }>) => Promise<boolean>;
}>;
