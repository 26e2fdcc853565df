/** Checks the steps that write to the shop: it must say where, and its mail shows nothing of the customer's own. */
import type { ConditionWorld } from './check-condition.ts';
import type { CouponWorld } from './check-coupons.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding } from './problem.ts';
import { allSteps } from './visit-flow.ts';

type World = ConditionWorld & Readonly<{ coupons?: CouponWorld }>;

export const checkNotify = (flow: FlowFile, { contact, coupons }: World): readonly Finding[] =>
  allSteps(flow).flatMap(({ item, path }) => {
    if (!('notify' in item)) return [];
    const needs = coupons?.needs('email', item.notify.template) ?? [];
    return [
      ...(contact === false ? [error([...path, 'notify'], NO_CONTACT, 'key')] : []),
      ...(needs.some((need) => OF_THE_CUSTOMER.has(need))
        ? [error([...path, 'notify', 'template'], notForTheShop(item.notify.template))]
        : []),
    ];
  });

const OF_THE_CUSTOMER: ReadonlySet<string> = new Set(['coupon', 'coupon-expiry', 'confirm']);

const NO_CONTACT = {
  de: '„notify“ schreibt an den Shop, und settings.json sagt nicht, wohin. Tragen Sie die Adresse ein: "contact": { "email": "hilfe@shop.example" }.',
  en: '"notify" writes to the shop, and settings.json does not say where. Write the address there: "contact": { "email": "help@shop.example" }.',
};

const notForTheShop = (template: string) => ({
  de: `„${template}“ zeigt einen Code oder einen Link, der nur dem Kunden gehört. Nehmen Sie für „notify“ eine eigene Vorlage ohne coupon und links.confirm.`,
  en: `"${template}" shows a code or a link that belongs to the customer alone. Use a template of its own for "notify", without coupon and links.confirm.`,
});
