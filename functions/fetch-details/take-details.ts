/** Takes in what a shop said, as the webhook that would have said it; what is not understood is kept aside. */
import { identityKey } from '../../core/identity/keys.ts';
import { asToldLate } from '../../core/state/told-late.ts';
import type { Instant } from '../../core/time/instant.ts';
import { keepAside } from '../../doors/keep-aside.ts';
import { takeIn } from '../../doors/take-in.ts';
import { shopOfKept, understandInShop } from '../../platforms/in-shop.ts';
import type { AsWebhook, Platform } from '../../platforms/platform.ts';
import type { FetchDetailsDeps } from './deps.ts';

type Said = Readonly<{ webhook: AsWebhook; now: Instant }>;

export const takeDetails = async (
  deps: FetchDetailsDeps,
  platform: Platform,
  { webhook, now }: Said,
): Promise<void> => {
  const key = identityKey(await deps.keys());
  const understanding = await understandInShop(
    deps,
    { ...webhook, now },
    { platform, key, receivedAt: now, ordersByNumber: true },
    'asked',
  );
  if (understanding.kind === 'ignored')
    return deps.log.info('details ignored', { platform: platform.name, reason: understanding.reason });
  if (understanding.kind !== 'inputs')
    return keep(deps, platform, { webhook, now, reason: understanding.reason });
  const inputs = understanding.inputs.map((input) => asToldLate(input, now));
  const taken = await takeIn(deps, { ...understanding, inputs });
  const left = taken.refused ?? understanding.leftOver;
  if (left !== undefined) await keep(deps, platform, { webhook, now, reason: left });
};

const keep = async (
  deps: FetchDetailsDeps,
  platform: Platform,
  { webhook, now, reason }: Said & Readonly<{ reason: string }>,
): Promise<void> => {
  const body = Buffer.from(webhook.body);
  const refused = {
    platform: platform.name,
    reason,
    receivedAt: now,
    signed: true,
    headers: webhook.headers,
    body,
  };
  const shop = await shopOfKept(deps, platform, webhook);
  return keepAside(deps, refused, { text: webhook.body, shop });
};
