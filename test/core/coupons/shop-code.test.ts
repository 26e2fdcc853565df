/** The text of a code that a shop makes for one customer. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isCode } from '../../../core/coupons/code.ts';
import { shopCode } from '../../../core/coupons/shop-code.ts';

it('is the same for the same coupon, another for another, and easy to read aloud', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.constantFrom('', 'BDAY', 'BDAY-', '10'),
      (one, other, prefix) => {
        const code = shopCode(one, prefix);
        expect(shopCode(one, prefix)).toBe(code);
        expect(code).toMatch(/^((BDAY|10)-)?[2-9A-HJ-NP-Z]{10}$/);
        expect(isCode(code)).toBe(true);
        if (one !== other) expect(shopCode(other, prefix)).not.toBe(code);
      },
    ),
  );
});
