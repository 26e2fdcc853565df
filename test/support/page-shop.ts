/** A shop as its public pages show it. */
import type { ShopLook } from '../../core/program/shop-look.ts';

export const PAGE_SHOP: ShopLook = {
  name: 'Nordlicht Tee',
  imprintUrl: 'https://nordlicht-tee.example/impressum',
  privacyUrl: 'https://nordlicht-tee.example/datenschutz',
};
