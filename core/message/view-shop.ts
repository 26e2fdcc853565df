/** What messages show of the shop itself: its name and looks, how to reach it, and what it offers. */
import type { Formality } from '../program/formality.ts';
import type { Settings } from '../program/settings.ts';
import type { Instant } from '../time/instant.ts';
import { addCalendarDays } from '../time/zone.ts';
import { formatDay, formatNumber, LINK_URL_CHARS, lineOf, linkOf, TITLE_CHARS } from './format.ts';

export type OfferView = Readonly<{
  kind: 'free-shipping' | 'percent';
  value: string | null;
  code: string;
  until: string;
}>;

export type ContactView = Readonly<{
  email: string | null;
  phone: string | null;
  whatsapp: string | null;
  url: string | null;
  /** Links that may stand in an href as they are. */
  phone_url: string | null;
  whatsapp_url: string | null;
}>;

export type ShopView = Readonly<{
  name: string;
  url: string | null;
  address: string | null;
  logo_url: string | null;
  /** `informal` where German texts say du. */
  formality: Formality;
  contact: ContactView;
  offer: OfferView | null;
}>;

type Local = Readonly<{ locale: string; zone: string; now: Instant }>;

export const shopView = ({ shop, contact, offer, formality }: Settings, local: Local): ShopView => ({
  name: shop.name,
  url: linkOf(shop.url),
  address: lineOf(shop.address, LINK_URL_CHARS),
  logo_url: linkOf(shop.logoUrl),
  formality,
  contact: {
    email: lineOf(contact.email, TITLE_CHARS * 2),
    phone: lineOf(contact.phone, TITLE_CHARS),
    whatsapp: lineOf(contact.whatsapp, TITLE_CHARS),
    url: linkOf(contact.url),
    phone_url: contact.phone ? `tel:${contact.phone.replace(/[^\d+]/g, '')}` : null,
    whatsapp_url: contact.whatsapp ? `https://wa.me/${contact.whatsapp.replace(/\D/g, '')}` : null,
  },
  offer: offer ? offerView(offer, local) : null,
});

/** The offer as the settings state it. A percentage without its number is no offer. */
const offerView = (offer: NonNullable<Settings['offer']>, { locale, zone, now }: Local): OfferView | null => {
  if (offer.kind === 'percent' && !offer.value) return null;
  return {
    kind: offer.kind,
    value: offer.kind === 'percent' && offer.value ? formatNumber(offer.value, locale) : null,
    code: offer.code,
    until: until(offer.validFor, { locale, zone, now }),
  };
};

const MINUTE_MS = 60_000;

/**
 * When a code expires: days and weeks end at the same wall-clock time and are shown as a day; minutes and
 * hours are shown with the time.
 */
const until = (validFor: string, { locale, zone, now }: Local): string => {
  const count = Number(validFor.slice(0, -1));
  const unit = validFor.slice(-1);
  if (unit === 'd' || unit === 'w')
    return formatDay(addCalendarDays(now, unit === 'w' ? count * 7 : count, zone), locale, zone);
  return formatDay(now + count * (unit === 'h' ? 60 : 1) * MINUTE_MS, locale, zone, true);
};
