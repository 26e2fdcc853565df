/** The part of the settings that public pages show of the shop. */
import { present } from '../present.ts';
import type { Settings } from './settings.ts';

export type ShopLook = Pick<Settings['shop'], 'name' | 'logoUrl' | 'colour' | 'imprintUrl' | 'privacyUrl'> &
  Readonly<{
    /** Where German words say du; absent where they say Sie. */
    formality?: 'informal';
  }>;

export const shopLookOf = ({ shop, formality }: Pick<Settings, 'shop' | 'formality'>): ShopLook =>
  present({
    name: shop.name,
    logoUrl: shop.logoUrl,
    colour: shop.colour,
    imprintUrl: shop.imprintUrl,
    privacyUrl: shop.privacyUrl,
    formality: formality === 'informal' ? formality : undefined,
  });
