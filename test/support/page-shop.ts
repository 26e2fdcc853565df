/** A shop as its public pages show it. */
import type { PageShop } from '../../pages/frame.ts';

export const PAGE_SHOP: PageShop = {
  name: 'Nordlicht Tee',
  imprintUrl: 'https://nordlicht-tee.example/impressum',
  privacyUrl: 'https://nordlicht-tee.example/datenschutz',
};
