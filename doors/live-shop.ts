/** What a public page shows of the shop, as the live program has it. */
import type { Programs } from '../core/ports/programs.ts';
import type { PageShop } from '../pages/frame.ts';
import type { Log } from '../runtime/log.ts';

type ShopDeps = Readonly<{ programs: Programs; log: Pick<Log, 'error'> }>;

/** A page without the shop's logo is better than none: what it says holds without it. */
export const liveShop = async ({ programs, log }: ShopDeps): Promise<PageShop | undefined> => {
  try {
    return (await programs.load((await programs.controls()).seq)).settings.shop;
  } catch (error) {
    log.error('page shown without the shop', error);
    return undefined;
  }
};
