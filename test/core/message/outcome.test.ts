/** The outcome of a message from what the sender settled and what the provider reported, in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeInput, outcomeOf } from '../../../core/message/outcome.ts';
import { OUTCOMES } from '../../../core/reason.ts';

test('a soft bounce is a bounce where the message never arrived, and the answer of a robot where it did', () => {
  expect(outcomeOf('sent', { 'soft-bounced': 2 })).toBe('bounced');
  expect(outcomeOf('sent', { 'soft-bounced': 2, delivered: 1 })).toBe('delivered');
  expect(outcomeOf('sent', { delivered: 1, bounced: 2 })).toBe('bounced');
  expect(outcomeOf('unknown', {})).toBe('unknown');
});

test('a message that is put off says until when, once for each time it was decided', () => {
  const message = { messageId: 'm', flow: 'f', step: 's', entryId: 'e', decidedAt: 1, dueAt: 1 } as never;
  const told = (outcome: 'deferred' | 'skipped', decidedAt: number, at = 9) =>
    outcomeInput({ ...(message as object), decidedAt } as never, {
      profileId: 'p',
      outcome,
      reason: 'held',
      until: 7,
      at,
    });
  expect(told('deferred', 1)).toMatchObject({ outcome: 'deferred', until: 7, receivedAt: 9 });
  const ids = (outcome: 'deferred' | 'skipped') =>
    new Set([told(outcome, 1), told(outcome, 1, 10), told(outcome, 2)].map(({ inputId }) => inputId)).size;
  expect([ids('deferred'), ids('skipped')]).toEqual([2, 1]);
});

test('an outcome only ever moves forward, in whatever order the pieces arrive', () => {
  expect(outcomeOf('unknown', {})).toBe('unknown');
  expect(outcomeOf('unknown', { sent: 1 })).toBe('sent');
  expect(outcomeOf(undefined, { sent: 1 })).toBe('sent');
  expect(outcomeOf('sent', { clicked: 1, delivered: 9 })).toBe('clicked');
  expect(outcomeOf('sent', { bounced: 1, clicked: 9 })).toBe('bounced');
  expect(outcomeOf('sent', { complained: 1, bounced: 2 })).toBe('complained');
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...OUTCOMES)), (told) => {
      const times = Object.fromEntries(told.map((outcome, index) => [outcome, index]));
      const reversed = Object.fromEntries(told.toReversed().map((outcome, index) => [outcome, index]));
      return outcomeOf('sent', times) === outcomeOf('sent', reversed);
    }),
  );
});
