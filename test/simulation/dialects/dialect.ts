/** What shops and services of other platforms say in their own words: webhooks with fields and headers. */
import type { SignedWebhook } from '../../../local/signing.ts';
import type { Customer } from '../customers.ts';
import type { Happening, ToldHappening } from '../happening.ts';

export type Delivery = Readonly<{
  /** The platform at whose door it is handed in. */
  platform: string;
  /**
   * Of which happenings its events tell: by a whole id, or by its beginning up to the last colon, which
   * a part follows that the body makes.
   */
  marks: readonly Mark[];
  /** A second sending has another id and the same body. */
  sign: (id: string, now: number) => SignedWebhook;
  /** Sent once: what is not heard then is heard of with the next word about the same thing, or never. */
  once?: true;
}>;

export type Mark = readonly [mark: string, happeningId: string];

/** The world as the shop sees it when it tells something. */
export type Scene = Readonly<{
  customers: readonly Customer[];
  happenings: readonly Happening[];
  now: number;
}>;

/** Undefined where the platform has no word for it: then another program of the shop tells it. */
export type Dialect = (happening: ToldHappening, scene: Scene) => Delivery | undefined;

/** Which happenings events tell of, where a platform makes the ids of events. */
export const createTold = () => {
  const told = new Map<string, Set<string>>();
  const add = (marks: readonly Mark[]): void => {
    for (const [mark, id] of marks) told.set(mark, (told.get(mark) ?? new Set()).add(id));
  };
  /** One that is in no platform's words bears the happening's own name. */
  const happeningsOf = (eventId: string): readonly string[] => [
    ...(told.get(eventId) ?? told.get(eventId.replace(/:[^:]*$/, '')) ?? [eventId]),
  ];
  return { add, happeningsOf };
};

export const teller = (happening: ToldHappening, { customers }: Scene): Customer | undefined =>
  'customer' in happening ? customers.find(({ index }) => index === happening.customer) : undefined;
