/** Reads what a public page shows of the shop. It reads the table only, so the page needs no program. */
import type { ControlsStore } from '../core/ports/controls.ts';
import type { ShopLook } from '../core/program/shop-look.ts';
import type { Log } from '../runtime/log.ts';

type ShopDeps = Readonly<{ controls: Pick<ControlsStore, 'readShop'>; log: Pick<Log, 'error'> }>;

/**
 * Reads the shop. After an error it is the shop as it was last read here, or undefined: a page without the
 * shop's logo is better than no page, because its content holds without it.
 */
export const liveShop = async ({ controls, log }: ShopDeps): Promise<ShopLook | undefined> => {
  try {
    const shop = await controls.readShop();
    if (shop) lastRead.set(controls, shop);
    return shop;
  } catch (error) {
    log.error('page shown without the shop', error);
    return lastRead.get(controls);
  }
};

const lastRead = new WeakMap<ShopDeps['controls'], ShopLook>();
