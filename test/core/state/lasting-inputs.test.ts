/** What tables, queues and schedules hold of inputs, empty states and messages, in the form that lasts. */
import { describe, expect, it } from 'vitest';
import { beginCatchUp, nextStretchOf } from '../../../core/state/catch-up.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { fallingDue, nextStretch, released } from '../../../core/state/erase-shop.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import { readOutboxMessage } from '../../../core/state/outbox-schema.ts';
import { orderMark } from '../../../core/state/purchases.ts';
import { putBackAs, redrivenAs, roundOf } from '../../../core/state/redriven.ts';
import { eventAt } from '../../support/conditions.ts';

it('the ids of inputs and orders are those that were recorded when they were first made', () => {
  const walk = released('shop.example', 5);
  const event = { ...eventAt('acme.ping', {}, 1), id: 'e-1', source: 'shop' };
  expect({
    begins: beginCatchUp(3, 5).inputId,
    stretch: nextStretchOf(3, 2, 5).inputId,
    due: fallingDue('shop.example', 5).inputId,
    released: walk.inputId,
    next: nextStretch(walk, 'place').inputId,
    event: eventInput(event, { profileId: '1a', receivedAt: 2 }).inputId,
    order: orderMark('o-1'),
    redriven: redrivenAs('input', 'letter'),
    putBack: putBackAs('input', 'letter', 1),
  }).toEqual({
    begins: 'bc6oeo45bcv16945ug5sql057',
    stretch: '5d88iab6vcp0mpa9nsjkg6qj2',
    due: 'qauor64ntdiuimkpsajub5v2o',
    released: '01erl3vedacp7fscfdm5dh4l0',
    next: 'uredb8pa7kn9gv6u5hjttvh63',
    event: '670ovf5gggmsr8fjldcik7836',
    order: 'g4eakfoi',
    redriven: 'redriven.grp01n33r5ekdk75fv9elhjon.input',
    putBack: 'redriven.grp01n33r5ekdk75fv9elhjon-1.input',
  });
});

it('an input whose own name speaks of another one was never put back', () => {
  expect(roundOf(`shop.${putBackAs('input', 'letter', 3)}`)).toBe(0);
});

it('of whom nothing is known the state says nothing', () => {
  const [lists, records] = [
    ['identities', 'tags', 'carts', 'orders', 'enrollments', 'slots', 'absorbed', 'applied', 'pending'],
    ['consents', 'suppressions', 'attributes', 'history', 'spent', 'lastEntries'],
  ];
  expect(emptyProfile('1a', 3, 5)).toEqual({
    ...{ kind: 'live', id: '1a', seq: 3, since: 5, person: { asOf: 0 } },
    ...Object.fromEntries(lists.map((name) => [name, []])),
    ...Object.fromEntries(records.map((name) => [name, {}])),
  });
});

describe('a message in the queue', () => {
  const ids = ['messageId', 'profileId', 'flow', 'step', 'entryId', 'template'];
  const message = {
    ...Object.fromEntries(ids.map((name) => [name, 'x'.repeat(256)])),
    ...Object.fromEntries(['seq', 'since', 'decidedAt', 'dueAt', 'usefulUntil'].map((name) => [name, 1])),
    channel: 'email',
    purpose: 'marketing',
    ref: 'r'.repeat(1_024),
  };
  const read = (change: object) => () => readOutboxMessage(JSON.stringify({ ...message, ...change }));

  it('has ids of 1 to 256 characters, and names its record in at most 1,024', () => {
    expect(read({})()).toEqual(message);
    expect(read({ ref: 'r' })()).toEqual({ ...message, ref: 'r' });
    for (const change of [{ flow: '' }, { flow: 'x'.repeat(257) }, { ref: 'r'.repeat(1_025) }])
      expect(read(change)).toThrow();
  });
});
