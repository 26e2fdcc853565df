/**
 * Executes an operator's decision about a shop that left: everybody whom it told us of is erased now, or
 * nobody is. serve → [this] → queue
 */
import { released } from '../../core/state/erase-shop.ts';
import { toIso } from '../../core/time/instant.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import type { PrivacyDeps } from './deps.ts';
import type { ShopOrder } from './request.ts';

export const decideShop = async (
  { shopErasures, queues, now }: PrivacyDeps,
  { command, shop }: ShopOrder,
): Promise<Answer> => {
  const word = command === 'release-shop' ? 'release' : 'refuse';
  if (!(await shopErasures.decide(shop, word, now()))) return NOTHING_WAITS;
  if (word === 'refuse') return answer(200, { status: 'refused', shop });
  await queues.sendInputs([released(shop, now())]);
  return answer(202, { status: 'erasing', shop });
};

const NOTHING_WAITS = refusal(
  404,
  'nothing-waits',
  'No erasure of a shop of this name waits for a word. The command waiting-shops lists those that do.',
);

export const waitingShops = async ({ shopErasures }: PrivacyDeps): Promise<Answer> => {
  const shops = await shopErasures.list();
  return answer(200, {
    shops: shops.map(({ shop, state, askedAt, runsAt }) => ({
      shop,
      state,
      askedAt: toIso(askedAt),
      runsAt: toIso(runsAt),
    })),
  });
};
