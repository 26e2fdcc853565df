/** What a public page shows of the shop, where it reads no program: only the table is asked. */
import type { ControlsStore } from '../core/ports/controls.ts';
import type { ShopLook } from '../core/program/shop-look.ts';
import type { Log } from '../runtime/log.ts';

type ShopDeps = Readonly<{ controls: Pick<ControlsStore, 'readShop'>; log: Pick<Log, 'error'> }>;

/** A page without the shop's logo is better than none: what it says holds without it. */
export const liveShop = async ({ controls, log }: ShopDeps): Promise<ShopLook | undefined> => {
  try {
    return await controls.readShop();
  } catch (error) {
    log.error('page shown without the shop', error);
    return undefined;
  }
};
