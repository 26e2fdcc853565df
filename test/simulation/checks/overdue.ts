/** I8: nothing is overdue without being driven again, no effect is left undone, and no timer was asked for a time that had passed. */
import type { Check } from './problem.ts';

export const nothingOverdue: Check = ({ states, pastTimers }) => [
  ...states.flatMap(({ id, kind, pending = [] }) =>
    kind === 'live' && pending.length > 0 ? [{ invariant: 'I8', text: `${id} still has ${pending.length} effects to do` }] : [],
  ),
  ...(pastTimers === 0 ? [] : [{ invariant: 'I8', text: `${pastTimers} timers were asked for in the past` }]),
];
