/** One finished WhatsApp message on its way out. */
import type { JsonObject } from '../../events/event.ts';
import type { Category } from './rates.ts';

/** AWS End User Messaging Social, or Meta's Cloud API directly. */
export type WhatsappTransport = 'aws' | 'meta';

export type WhatsappParcel = Readonly<{
  transport: WhatsappTransport;
  /** The transport's id of the sending number. */
  from: string;
  /** Phone number (E.164), or business-scoped user id. */
  to: string;
  /** Meta's JSON. */
  body: JsonObject;
  category: Category;
  /** The currency of the budget. */
  currency: string;
}>;
