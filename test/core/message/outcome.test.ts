/**
 * What became of a message, put together from what the sender settled and what the provider told, in any
 * order.
 */
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/message/outcome.ts';

test('a soft bounce is a bounce where the message never arrived, and the answer of a robot where it did', () => {
  expect(outcomeOf('sent', { 'soft-bounced': 2 })).toBe('bounced');
  expect(outcomeOf('sent', { 'soft-bounced': 2, delivered: 1 })).toBe('delivered');
  expect(outcomeOf('sent', { delivered: 1, bounced: 2 })).toBe('bounced');
  expect(outcomeOf('unknown', {})).toBe('unknown');
});
