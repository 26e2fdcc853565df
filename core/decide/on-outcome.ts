/** What comes back from the sender: a skipped or failed message gives its slot back, a deferred one is decided again later. */
import type { OutcomeInput } from '../input.ts';
import type { Enrollment, Profile } from '../profile.ts';
import { type Draft, patch } from './draft.ts';
import { versionFor } from './versions.ts';
import { waitAt, walk } from './walk.ts';

export const onOutcome = (draft: Draft, input: OutcomeInput): void => {
  patch(draft, { slots: draft.profile.slots.filter((slot) => slot.messageId !== input.messageId) });
  if (input.outcome === 'deferred') sendAgain(draft, input);
};

/** The entry goes back to its send step; the wait that it may have begun since is called off and counts anew from the real sending. */
const sendAgain = (draft: Draft, input: OutcomeInput): void => {
  const entry = entryFor(draft.profile, input);
  const flow = entry && versionFor(draft.rules.program, entry);
  if (!entry || !flow?.steps[input.step] || entry.deferredFor) return;
  const { [flow.id]: _ended, ...lastEntries } = draft.profile.lastEntries;
  if (!draft.profile.enrollments.some((running) => running.entryId === entry.entryId)) patch(draft, { lastEntries });
  const until = input.until ?? draft.now;
  const walker = { entry: { ...entry, firstDueAt: input.dueAt }, flow, sentNow: false };
  if (until <= draft.now) walk(draft, walker, input.step, input.dueAt);
  else waitAt(draft, walker, { step: input.step, dueAt: until, waitFrom: input.dueAt, firstDueAt: input.dueAt, deferredFor: input.reason });
};

/** An entry whose last message comes back has ended already and is taken up again; one that ended otherwise is not. */
const entryFor = (profile: Profile, input: OutcomeInput): Enrollment | undefined => {
  const running = profile.enrollments.find((entry) => entry.entryId === input.entryId);
  if (running) return running;
  const last = profile.lastEntries[input.flow];
  if (last?.entryId !== input.entryId || last.end !== 'completed') return undefined;
  const { endedAt: _endedAt, end: _end, ...entry } = last;
  return { ...entry, flow: input.flow, step: input.step, dueAt: input.dueAt, waitFrom: input.dueAt, timerId: '', messaged: true };
};
