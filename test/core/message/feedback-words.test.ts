/** Every part of what SES reports: its own time, what it tells the profile, and by what two reports are one. */
import { expect, it } from 'vitest';
import { translateFeedback } from '../../../core/message/feedback.ts';
import { sesEvent } from '../../support/ses-events.ts';

const SENT = '2026-11-20T18:30:00.112Z';
const LATER = '2026-11-20T19:00:00.000Z';
const NOW = Date.parse('2026-11-21T08:00:00Z');
const SOFT = {
  tags: { message_id: ['m-1'], profile_id: ['p-1'], flow: ['f'], step: ['s'], soft_bounces: ['1'] },
};
const heard = (eventType: string, details: object, mail: object = {}) => {
  const read = translateFeedback(sesEvent(eventType, details, mail), NOW);
  if (read.kind !== 'feedback') throw new Error(read.kind);
  return read.feedback;
};
const recipient = [{ emailAddress: 'jette@example.org' }];
const bounce = (change: object = {}) => ({
  bounce: { bounceType: 'Permanent', bouncedRecipients: recipient, timestamp: LATER, ...change },
});
const complaint = (change: object = {}) => ({
  complaint: { complainedRecipients: recipient, timestamp: LATER, ...change },
});

it.each<[string, object, string]>([
  ['Send', {}, SENT],
  ['Delivery', { delivery: { timestamp: LATER } }, LATER],
  ['Open', { open: { timestamp: LATER } }, LATER],
  ['Click', { click: { timestamp: LATER } }, LATER],
  ['DeliveryDelay', { deliveryDelay: { timestamp: LATER } }, LATER],
  ['Bounce', bounce(), LATER],
  ['Complaint', complaint(), LATER],
  ['Delivery', { delivery: {} }, SENT],
])('%s counts from its own time, and else from that of the mail: %j', (eventType, details, at) => {
  const told = heard(eventType, details);
  expect([told.at, told.event?.event.at ?? told.at]).toEqual([Date.parse(at), Date.parse(at)]);
  expect([told.providerId, told.about]).toEqual(['ses-1', 'jette@example.org']);
});

it.each<[string, object, object]>([
  ['Bounce', bounce({ bounceSubType: 'NoEmail' }), { kind: 'permanent', sub_type: 'NoEmail' }],
  [
    'Bounce',
    bounce({ bounceType: 'Transient', bounceSubType: 'MailboxFull' }),
    { kind: 'transient', sub_type: 'MailboxFull' },
  ],
  ['Complaint', complaint(), { kind: 'complaint' }],
  [
    'Complaint',
    complaint({ complaintFeedbackType: 'abuse', complaintSubType: 'OnAccountSuppressionList' }),
    { kind: 'abuse', sub_type: 'OnAccountSuppressionList' },
  ],
  ['Reject', {}, { kind: 'rejected' }],
  ['Rendering Failure', {}, { kind: 'rendering' }],
])('%s tells the profile what it is: %j', (eventType, details, data) => {
  expect(heard(eventType, details).event?.event).toMatchObject({
    source: 'ses',
    data: { channel: 'email', message_id: 'm-1', ...data },
  });
});

it('a delivery or an open is told to the profile only where bounces are counted, with nothing but the mail', () => {
  for (const [eventType, name] of [
    ['Delivery', 'message.delivered'],
    ['Open', 'message.opened'],
  ] as const) {
    expect(heard(eventType, {}).event).toBeUndefined();
    const data = { channel: 'email', message_id: 'm-1', flow: 'f', step: 's' };
    expect(heard(eventType, {}, SOFT).event).toMatchObject({ profileId: 'p-1', event: { name, data } });
  }
});

it('two reports of one mail are one by the id that SES gives them, and else by their time', () => {
  const idOf = (eventType: string, details: object) => heard(eventType, details).event?.event.id;
  const later = { timestamp: '2026-11-20T20:00:00.000Z' };
  expect(idOf('Bounce', bounce({ feedbackId: 'a' }))).toBe(
    idOf('Bounce', bounce({ feedbackId: 'a', ...later })),
  );
  expect(idOf('Bounce', bounce({ feedbackId: 'a' }))).not.toBe(idOf('Bounce', bounce({ feedbackId: 'b' })));
  expect(idOf('Complaint', complaint({ feedbackId: 'a' }))).not.toBe(
    idOf('Complaint', complaint({ feedbackId: 'b' })),
  );
  for (const eventType of ['Bounce', 'Complaint'] as const) {
    const of = (change: object) =>
      idOf(eventType, eventType === 'Bounce' ? bounce(change) : complaint(change));
    expect(of({})).not.toBe(of(later));
  }
  expect(idOf('Click', { click: { timestamp: LATER } })).not.toBe(idOf('Click', { click: later }));
});
