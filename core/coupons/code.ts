/** When two codes are one: shops take a code in capital and small letters alike. */
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';

export const foldedCode = (code: string): string => code.normalize('NFKC').toLowerCase();

/** The name under which the table remembers a code, whatever pool or file it came from. */
export const codeKey = (code: string): string => idOf('coupon-code', foldedCode(code));

/** True for a text that can be typed into a shop as one word. */
export const isCode = (text: string): boolean => CODE.test(text) && text.length <= LIMITS.couponCodeChars;

const CODE = /^[\p{L}\p{N}\p{P}\p{S}]+$/u;
