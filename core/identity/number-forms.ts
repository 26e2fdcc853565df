/**
 * The forms in which one E.164 number is written. They need no metadata of countries, so that what only
 * compares numbers does not carry the library that reads them (phone-number.ts).
 */

/**
 * The one form of an E.164 number, whether or not the library knows the number: Brazil with the ninth digit
 * of its mobile numbers, Mexico without the former 1, Argentina with the 9 of its mobile numbers.
 */
export const canonicalForm = (e164: string): string => {
  const rule = WRITTEN_OTHERWISE.find(({ country }) => e164.startsWith(country));
  return rule ? e164.replace(rule.other, rule.form) : e164;
};

/** The other form in which WhatsApp or a shop may write the number; undefined where it has only one form. */
export const alternateForm = (number: string): string | undefined => {
  const rule = WRITTEN_OTHERWISE.find(({ own }) => own.test(number));
  return rule && number.replace(rule.own, rule.back);
};

const WRITTEN_OTHERWISE = [
  {
    country: '+55',
    other: /^\+55([1-9]\d)([6-9]\d{7})$/,
    form: '+55$19$2',
    own: /^\+55([1-9]\d)9([6-9]\d{7})$/,
    back: '+55$1$2',
  },
  {
    country: '+52',
    other: /^\+52(?:1|01|044|045)(\d{10})$/,
    form: '+52$1',
    own: /^\+52(\d{10})$/,
    back: '+521$1',
  },
  { country: '+54', other: /^\+54([1-3]\d{9})$/, form: '+549$1', own: /^\+549([1-3]\d{9})$/, back: '+54$1' },
] as const;
