/** Reads what a public page shows of the shop. It reads the table only, so the page needs no program. */
import type { ControlsStore } from '../core/ports/controls.ts';
import type { ShopLook } from '../core/program/shop-look.ts';
import type { Log } from '../runtime/log.ts';

type ShopDeps = Readonly<{ controls: Pick<ControlsStore, 'readShop'>; log: Pick<Log, 'error'> }>;

/**
 * Undefined after an error: a page without the shop's logo is better than no page, because its content holds
 * without it.
 */
export const liveShop = async ({ controls, log }: ShopDeps): Promise<ShopLook | undefined> => {
  try {
    return await controls.readShop();
  } catch (error) {
    log.error('page shown without the shop', error);
    return undefined;
  }
};
