/** What shops and services of other platforms say in their own words: webhooks with their fields and headers. */
import type { SignedWebhook } from '../../../local/signing.ts';
import type { Customer } from '../customers.ts';
import type { ToldHappening } from '../happening.ts';

export type Delivery = Readonly<{
  /** The platform at whose door it is handed in. */
  platform: string;
  /**
   * What the ids of its events begin with, up to the last colon: by it the world knows which happening an
   * event is about.
   */
  marks: readonly string[];
  /** A second sending has another id and the same body. */
  sign: (id: string, now: number) => SignedWebhook;
}>;

/** Undefined where the platform has no word for it: then another program of the shop tells it. */
export type Dialect = (happening: ToldHappening, customers: readonly Customer[]) => Delivery | undefined;

/** Every event's id has a last part that its body makes, or a number. */
export const markOfEvent = (eventId: string): string => eventId.replace(/:[^:]*$/, '');

export const teller = (happening: ToldHappening, customers: readonly Customer[]): Customer | undefined =>
  'customer' in happening ? customers.find(({ index }) => index === happening.customer) : undefined;
