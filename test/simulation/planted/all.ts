/** Every planted bug. */
import { AT_THE_EDGES } from './at-the-edges.ts';
import { BY_STRANGERS } from './by-strangers.ts';
import { IN_MERGES } from './in-merges.ts';
import { IN_THE_CALLS } from './in-the-calls.ts';
import { IN_THE_CLOCKS } from './in-the-clocks.ts';
import { IN_THE_COUPONS } from './in-the-coupons.ts';
import { IN_THE_DIALECTS } from './in-the-dialects.ts';
import { IN_THE_ORDERS } from './in-the-orders.ts';
import { IN_THE_RIGHTS } from './in-the-rights.ts';
import { IN_THE_TIME } from './in-the-time.ts';
import { IN_THE_WATCHES } from './in-the-watches.ts';
import { IN_THE_WRITES } from './in-the-writes.ts';
import type { Planted } from './planted.ts';

export const PLANTED: readonly Planted[] = [
  ...IN_THE_CALLS,
  ...AT_THE_EDGES,
  ...IN_THE_RIGHTS,
  ...IN_MERGES,
  ...IN_THE_TIME,
  ...IN_THE_CLOCKS,
  ...IN_THE_WRITES,
  ...IN_THE_ORDERS,
  ...IN_THE_DIALECTS,
  ...IN_THE_COUPONS,
  ...IN_THE_WATCHES,
  ...BY_STRANGERS,
];
