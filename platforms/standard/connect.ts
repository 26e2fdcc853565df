/** How a shop connects an own system: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: ['order.placed', 'checkout.updated', 'consent.given', 'shipment.sent'],
  where: {
    de: 'In Ihrem eigenen System: POST mit Standard Webhooks oder CloudEvents. Alle Ereignisse und Felder stehen in platforms/standard/EVENTS.md, das JSON-Schema daneben.',
    en: 'In your own system: POST with Standard Webhooks or CloudEvents. All events and fields stand in platforms/standard/EVENTS.md, the JSON Schema beside it.',
  },
  secret: {
    de: 'Sie wählen ihn selbst: „whsec_“ und dahinter die Bytes in Base64.',
    en: 'You choose it yourself: “whsec_” and the bytes in base64 behind it.',
  },
  test: {
    de: 'Senden Sie ein Ereignis, zum Beispiel mit der Bibliothek „standardwebhooks“.',
    en: 'Send an event, with the library “standardwebhooks” for example.',
  },
};
