/** Bugs planted where a profile is taken over by another one: what is left behind. */
import { SMALL } from '../sizes.ts';
import { advanceSees, withBodies } from './at-the-edges.ts';
import type { Planted } from './planted.ts';

type State = {
  orders?: object[];
  purchases?: object;
  spent?: object;
};
type Absorbing = Readonly<{ kind?: string; state?: State }>;

const absorbed = (change: (state: State) => void) =>
  advanceSees((event) =>
    withBodies(event, (body) => {
      const input = JSON.parse(body) as Absorbing;
      if (input.kind !== 'absorb' || !input.state) return body;
      change(input.state);
      return JSON.stringify(input);
    }),
  );

const leavesPurchases = absorbed((state) => {
  state.orders = [];
  state.spent = {};
  delete state.purchases;
});

export const IN_MERGES: readonly Planted[] = [
  {
    name: 'a merge leaves purchases behind',
    breaks: ['I2', 'I6'],
    seeds: 3,
    size: SMALL,
    wrap: leavesPurchases,
  },
];
