/**
 * Takes in the orders of one page: each is written as the webhooks that would have told of it, and what its
 * customer has heard of already is left out.
 */
import { knowsOf } from '../../core/decide/apply/apply-order.ts';
import type { DomainEvent } from '../../core/events/event.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { OrdersPage } from '../../core/ports/shop-orders.ts';
import type { Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { asToldLate } from '../../core/state/told-late.ts';
import type { Instant } from '../../core/time/instant.ts';
import { keepAside } from '../../doors/keep-aside.ts';
import { takeIn } from '../../doors/take-in.ts';
import { shopOfKept, understandInShop } from '../../platforms/in-shop.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { AsWebhook, Platform } from '../../platforms/platform.ts';
import type { ReconcileDeps } from './deps.ts';

/** Returns how many events nobody had told of. */
export const takeOrders = async (
  deps: ReconcileDeps,
  name: string,
  { orders, shop }: OrdersPage,
): Promise<number> => {
  const platform = platformOf(name);
  if (!platform?.asWebhooks) throw new Error(`the platform ${name} states no orders as webhooks`);
  let missed = 0;
  for (const order of orders)
    for (const webhook of platform.asWebhooks(order, shop)) missed += await takeOne(deps, platform, webhook);
  return missed;
};

const takeOne = async (deps: ReconcileDeps, platform: Platform, webhook: AsWebhook): Promise<number> => {
  const now = deps.now();
  const key = identityKey(await deps.keys());
  const understanding = await understandInShop(
    deps,
    { ...webhook, now },
    { platform, key, receivedAt: now, ordersByNumber: true },
    'asked',
  );
  if (understanding.kind === 'ignored') return 0;
  if (understanding.kind !== 'inputs') {
    await keep(deps, platform, { webhook, now, reason: understanding.reason });
    return 0;
  }
  const inputs = (await unheard(deps, understanding.inputs)).map((input) => asToldLate(input, now));
  if (inputs.length === 0) return 0;
  const taken = await takeIn(deps, { ...understanding, inputs });
  const left = taken.refused ?? understanding.leftOver;
  if (left !== undefined) await keep(deps, platform, { webhook, now, reason: left });
  return taken.refused === undefined ? inputs.length : 0;
};

/**
 * Leaves out what was heard, and what happened before its customer was erased. An order on its way through
 * the queue counts as unheard; hearing it twice is a repeat.
 */
const unheard = async ({ profiles }: ReconcileDeps, inputs: readonly Input[]): Promise<readonly Input[]> => {
  const news = await Promise.all(
    inputs.map(async (input) => {
      if (input.kind !== 'event') return true;
      const { profile, erasedAt } = await profiles.follow(input.profileId);
      if (erasedAt !== undefined && input.event.at <= erasedAt) return false;
      return !profile || !(knowsOf(profile, input.event) || knowsCart(profile, input.event));
    }),
  );
  return inputs.filter((_, place) => news[place]);
};

const knowsCart = ({ carts }: Profile, { name, at, data }: DomainEvent): boolean =>
  name === 'checkout.updated' && carts.some((cart) => cart.id === data.checkout_id && cart.at >= at);

const keep = async (
  deps: ReconcileDeps,
  platform: Platform,
  { webhook, now, reason }: Readonly<{ webhook: AsWebhook; now: Instant; reason: string }>,
): Promise<void> => {
  const body = Buffer.from(webhook.body);
  const { name } = platform;
  const shop = await shopOfKept(deps, platform, webhook);
  const refused = { platform: name, reason, receivedAt: now, signed: true, headers: webhook.headers, body };
  return keepAside(deps, refused, { text: webhook.body, shop });
};
