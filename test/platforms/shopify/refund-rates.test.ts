/** The rate between the buyer's money and the shop's, by which a refund of Shopify counts. */
import { expect, test } from 'vitest';
import { freshWorld, onlyEvent, openDoor } from '../../support/door.ts';
import { fromShopify, recordedJson } from '../../support/webhooks.ts';

const REFUND = recordedJson('shopify/refunds-create');
const [TRANSACTION] = REFUND['transactions'] as readonly object[];
const sums = (amount: string, code: string) => ({ amount, currency_code: code });

test('in the buyer’s money goes by the size of each sum, also where some of them are taken off', async () => {
  const world = freshWorld();
  const both = (eur: string, chf: string) => ({
    shop_money: sums(eur, 'EUR'),
    presentment_money: sums(chf, 'CHF'),
  });
  const body = {
    ...REFUND,
    total_duties_set: null,
    refund_line_items: [{ quantity: 1, subtotal_set: both('100.00', '90.00') }],
    order_adjustments: [{ amount_set: both('-20.00', '-18.00') }],
    transactions: [{ ...TRANSACTION, amount: '72.00', currency: 'CHF' }],
  };
  await openDoor(world)(fromShopify('refunds/create', body));
  expect(onlyEvent(world).event.data).toMatchObject({ amount: '80.00', currency: 'EUR' });
});
