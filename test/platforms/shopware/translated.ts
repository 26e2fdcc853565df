/** What Shopware's translation makes of a body, for tests that need no door. */
import { shopware } from '../../../platforms/shopware/shopware.ts';

const deliveryOf = (body: object, now: number) => ({ headers: {}, body: JSON.stringify(body), now });

export const translated = (body: object, now: number) => shopware.translate(deliveryOf(body, now));

export const knownBy = (body: object) => shopware.knownBy?.(deliveryOf(body, 0));
