/** The controls that are always read live: the program's sequence, the master switch, the paused flows. */
import type { Controls } from '../program/program.ts';
import type { ShopLook } from '../program/shop-look.ts';

export type ControlsStore = Readonly<{
  /** Strongly consistent; undefined where nothing was ever published. */
  read: () => Promise<Controls | undefined>;
  /**
   * The shop's name and colours for public pages. They stand beside the pointer, so that unsubscribing needs
   * no program; undefined before the first publish.
   */
  readShop: () => Promise<ShopLook | undefined>;
  /**
   * Moves on from the sequence that was read before (0 = nothing published). False: another publish was
   * faster. Without `shop` the stored look stays.
   */
  move: (from: number, to: Controls & Readonly<{ shop?: ShopLook }>) => Promise<boolean>;
}>;
