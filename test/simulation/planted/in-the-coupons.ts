/** Bugs planted into how coupon codes are kept and told. */
import type { Tamper } from '../faults.ts';
import { withBodies } from './at-the-edges.ts';
import { done } from './in-the-calls.ts';
import type { Planted } from './planted.ts';

const isOf = (text: string, table: string): boolean => text.includes(`"${table}#`);

/** Whoever asks for a code may have it, and nobody writes down that it is taken. */
const writesNoOwner: Tamper = (handle, _task, { operation, text }) =>
  operation === 'UpdateItem' && isOf(text, 'given-codes') ? async () => done({}) : handle;

/** A draw finds nothing free, in whatever list it looks. */
const seesNothingFree: Tamper = (handle, { name }, { operation, text }) =>
  operation === 'Query' && name.startsWith('send-') && isOf(text, 'free-codes')
    ? async () => done({ Items: [], Count: 0, ScannedCount: 0 })
    : handle;

/** From a seed on whose customers order often, so that a list is soon used up and filled again. */
const OFTEN = { breaks: ['I10'], from: 2, seeds: 7, size: { customers: 10, days: 16 } };

export const IN_THE_COUPONS: readonly Planted[] = [
  { name: 'a code is written down for nobody', ...OFTEN, tamper: writesNoOwner },
  { name: 'a list looks empty', ...OFTEN, tamper: seesNothingFree },
  {
    name: 'a code is said to last longer than it does',
    ...OFTEN,
    wrap: (functions) => ({
      ...functions,
      sendEmail: (event) =>
        functions.sendEmail(withBodies(event, (body) => body.replace('"validFor":"3d"', '"validFor":"9d"'))),
    }),
  },
];
