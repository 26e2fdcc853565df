/** How a shop connects WhatsApp: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: ['messages', 'user_preferences'],
  where: {
    de: 'In der Meta-App unter WhatsApp > Konfiguration: Callback-URL, Verify-Token und die Felder.',
    en: 'In the Meta app under WhatsApp > Configuration: callback URL, verify token and the fields.',
  },
  secret: {
    de: 'Das App-Secret (App-Einstellungen > Allgemein); den Verify-Token wählen Sie selbst, er steht als whatsapp_verify_token daneben.',
    en: 'The app secret (App settings > Basic); you choose the verify token yourself, it stands beside it as whatsapp_verify_token.',
  },
  test: {
    de: 'Neben dem Feld „messages“ auf „Testen“, oder der Nummer des Shops eine Nachricht schreiben.',
    en: '“Test” beside the field “messages”, or write a message to the number of the shop.',
  },
};
