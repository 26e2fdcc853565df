/**
 * The source distinguishes our own events from those of platforms, so no platform may have the name of one of
 * our sources.
 */
import { expect, test } from 'vitest';
import { isFrom, OWN_SOURCES, ownEvent } from '../../../core/events/own-event.ts';
import { idOf } from '../../../core/identity/identity.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import { platformOf } from '../../../platforms/lookup.ts';

test('an event of our own names nobody and says nothing unless it is told to', () => {
  const event = ownEvent({ id: 'e', name: 'customer.erased', at: 1, source: 'stammkunde' });
  expect(event).toEqual({
    id: 'e',
    name: 'customer.erased',
    at: 1,
    source: 'stammkunde',
    identities: [],
    data: {},
  });
  expect(OWN_SOURCES.filter((source) => isFrom(event, source))).toEqual(['stammkunde']);
});

test('no platform could send what passes for an event of our own; what WhatsApp tells is told by both', () => {
  expect(OWN_SOURCES.filter((source) => platformOf(source) !== undefined)).toEqual(['whatsapp']);
});

test('an input has one id for one event of one source, whoever brings it', () => {
  const event = ownEvent({ id: 'e', name: 'consent.given', at: 1, source: 'confirm' });
  const [once, again] = [2, 3].map((receivedAt) => eventInput(event, { profileId: '1a', receivedAt }));
  expect(once?.inputId).toBe(again?.inputId);
  expect(once?.inputId).toBe(idOf('event', 'confirm', 'e'));
  const other = eventInput({ ...event, source: 'preferences' }, { profileId: '1a', receivedAt: 2 });
  expect(other.inputId).not.toBe(once?.inputId);
});
