/**
 * Looks at the product of which a message brings news: as it is now, with what the shop said of it when the
 * customer met it. gather → [this] → core/catalogue
 */
import { type AwaitedNow, awaitedNow, awaitedProduct } from '../core/catalogue/awaited.ts';
import type { JsonObject } from '../core/events/event.ts';
import { listAt, objectAt, textAt } from '../core/events/read-data.ts';
import type { Profile, RecordRef } from '../core/state/profile.ts';
import type { Trigger } from './channel.ts';
import type { SharedDeps } from './deps.ts';

type EventAt = (ref: RecordRef) => Promise<Trigger | undefined>;

/** Undefined where the message is about no such news. */
export const productAwaited = async (
  { products }: Pick<SharedDeps, 'products'>,
  trigger: Trigger | undefined,
  profile: Profile,
  eventAt: EventAt,
): Promise<AwaitedNow | undefined> => {
  const product = trigger && awaitedProduct(trigger);
  if (!trigger || product === undefined) return undefined;
  const known = await products.many([product]);
  return awaitedNow(trigger, known, await toldOfWish(trigger, profile, eventAt));
};

/** What the shop said of the product when the customer asked for it, put it into the cart or looked at it. */
const toldOfWish = async (
  { data }: Trigger,
  { wishes = [] }: Profile,
  eventAt: EventAt,
): Promise<JsonObject | undefined> => {
  const [id, variant] = [textAt(data, 'product_id'), textAt(data, 'variant_id')];
  const ref = wishes.find((wish) => wish.product === id && wish.variant === variant)?.ref;
  const met = ref === undefined ? undefined : await eventAt(ref);
  if (!met) return undefined;
  const items = listAt(met.data, 'items').filter((item) => textAt(item, 'product_id') === id);
  const item = items.find((one) => textAt(one, 'variant_id') === variant) ?? items[0];
  return item ?? objectAt(met.data, 'product');
};
