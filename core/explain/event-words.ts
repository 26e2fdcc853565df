/** The names of our events in words that people read on a timeline. */
import type { EventName } from '../events/event.ts';
import type { Text } from '../publish/problem.ts';

const EVENTS: Readonly<Record<EventName, Text>> = {
  'consent.requested': { de: 'Anmeldung, noch zu bestätigen', en: 'Sign-up, still to be confirmed' },
  'consent.given': { de: 'Einwilligung erteilt', en: 'Consent given' },
  'consent.withdrawn': { de: 'Einwilligung widerrufen', en: 'Consent withdrawn' },
  'customer.created': { de: 'Kundenkonto angelegt', en: 'Customer account created' },
  'customer.updated': { de: 'Kundenkonto geändert', en: 'Customer account changed' },
  'customer.merged': {
    de: 'Zwei Kundenkonten wurden zusammengelegt',
    en: 'Two customer accounts became one',
  },
  'customer.erased': { de: 'Löschung verlangt', en: 'Erasure asked for' },
  'customer.data_requested': { de: 'Auskunft verlangt', en: 'Own data asked for' },
  'preferences.changed': { de: 'Wünsche geändert', en: 'Preferences changed' },
  'product.viewed': { de: 'Produkt angesehen', en: 'Product viewed' },
  'cart.updated': { de: 'Warenkorb geändert', en: 'Cart changed' },
  'product.wanted': { de: 'Um Nachricht zum Produkt gebeten', en: 'Asked to hear of a product' },
  'product.back_in_stock': { de: 'Produkt wieder da', en: 'Product is back' },
  'product.price_dropped': { de: 'Produkt günstiger', en: 'Price of a product fell' },
  'product.low_stock': { de: 'Produkt fast ausverkauft', en: 'Little of a product left' },
  'checkout.updated': { de: 'Warenkorb an der Kasse', en: 'Cart at the checkout' },
  'order.placed': { de: 'Bestellt', en: 'Order placed' },
  'order.paid': { de: 'Bestellung bezahlt', en: 'Order paid' },
  'order.updated': { de: 'Bestellung geändert', en: 'Order changed' },
  'order.cancelled': { de: 'Bestellung storniert', en: 'Order cancelled' },
  'order.refunded': { de: 'Geld erstattet', en: 'Money refunded' },
  'shipment.sent': { de: 'Paket unterwegs', en: 'Parcel on its way' },
  'shipment.delayed': { de: 'Paket verspätet', en: 'Parcel delayed' },
  'shipment.delivered': { de: 'Paket angekommen', en: 'Parcel delivered' },
  'shipment.returned': { de: 'Paket zurückgeschickt', en: 'Parcel returned' },
  'review.submitted': { de: 'Bewertung geschrieben', en: 'Review written' },
  'survey.answered': { de: 'Frage beantwortet', en: 'Question answered' },
  'message.sent': { de: 'Nachricht gesendet', en: 'Message sent' },
  'message.delivered': { de: 'Nachricht angekommen', en: 'Message delivered' },
  'message.opened': { de: 'Nachricht geöffnet', en: 'Message opened' },
  'message.clicked': { de: 'Link angeklickt', en: 'Link clicked' },
  'message.bounced': { de: 'Nachricht kam zurück', en: 'Message bounced' },
  'message.complained': { de: 'Als Spam gemeldet', en: 'Reported as spam' },
  'message.failed': { de: 'Nachricht gescheitert', en: 'Message failed' },
  'message.read': { de: 'Nachricht gelesen', en: 'Message read' },
  'message.replied': { de: 'Geantwortet', en: 'Replied' },
  'suppression.added': { de: 'Adresse gesperrt', en: 'Address suppressed' },
  'suppression.removed': { de: 'Sperre aufgehoben', en: 'Suppression lifted' },
  'segment.entered': { de: 'In ein Segment gekommen', en: 'Entered a segment' },
  'segment.left': { de: 'Aus einem Segment gegangen', en: 'Left a segment' },
  'tier.reached': { de: 'Stufe erreicht', en: 'Tier reached' },
  'points.changed': { de: 'Punkte geändert', en: 'Points changed' },
  'coupon.issued': { de: 'Gutscheincode vergeben', en: 'Coupon code issued' },
};

/** The name of an event; an event of the shop's own has only its own name. */
export const eventText = (name: string): Text =>
  (EVENTS as Readonly<Record<string, Text | undefined>>)[name] ?? { de: name, en: name };
