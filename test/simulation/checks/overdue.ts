/**
 * I8: nothing is overdue without being driven again, no effect is left undone, and no timer was asked for a
 * time that had passed.
 */
import { type Check, ownerOf } from './problem.ts';

export const nothingOverdue: Check = (facts) => [
  ...facts.states.flatMap(({ id, kind, pending = [] }) =>
    kind === 'live' && pending.length > 0
      ? [{ invariant: 'I8', ...ownerOf(facts, id), text: `${id} still has ${pending.length} effects to do` }]
      : [],
  ),
  ...facts.witness.neglected.map(({ profileId, text }) => ({
    invariant: 'I8',
    ...ownerOf(facts, profileId),
    text: `${profileId} was ${text}`,
  })),
  ...(facts.pastTimers === 0
    ? []
    : [{ invariant: 'I8', text: `${facts.pastTimers} timers were asked for in the past` }]),
];
