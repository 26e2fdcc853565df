/** The result of a decision: what the engine did with an input. */
import type { Effect } from './effect.ts';
import type { ProfileState } from './profile.ts';
import type { TimelineRecord } from './timeline.ts';
import type { WaitingChange } from './waiting.ts';

export type Decision = Readonly<{
  /** The next state, to be stored in one conditional write; its `pending` lists the effects below. */
  state: ProfileState;
  /** New effects, in the order in which they are to be done. */
  effects: readonly Effect[];
  /** The timeline record, written before the state; undefined where there is nothing to record. */
  record?: TimelineRecord;
  /** What changes on waiting lists of products: done before the state is stored, harmless when repeated. */
  waiting?: readonly WaitingChange[];
  /** False where the input was applied before: nothing is stored, and its effects may be repeated. */
  changed: boolean;
}>;
