/** Translating SES's events: which ones stop an address, which move the ledger, which reach the profile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Feedback, translateFeedback } from '../../../core/message/feedback.ts';
import { sesEvent } from '../../support/ses-events.ts';

const NOW = Date.UTC(2026, 10, 20, 19, 0, 0);
const AT = Date.UTC(2026, 10, 20, 18, 30, 4);

const heard = (raw: unknown): Feedback => {
  const translation = translateFeedback(raw, NOW);
  if (translation.kind !== 'feedback') throw new Error(JSON.stringify(translation));
  return translation.feedback;
};
const bounce = (change: object, mail: object = {}) =>
  sesEvent(
    'Bounce',
    {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'NoEmail',
        bouncedRecipients: [{ emailAddress: 'jette@example.org' }],
        timestamp: '2026-11-20T18:30:04.000Z',
        feedbackId: 'f-1',
        ...change,
      },
    },
    mail,
  );
const complaint = (change: object) =>
  sesEvent('Complaint', {
    complaint: {
      complainedRecipients: [{ emailAddress: 'jette@example.org' }],
      timestamp: '2026-11-20T18:30:04.000Z',
      feedbackId: 'f-2',
      complaintSubType: null,
      ...change,
    },
  });

describe('a permanent bounce', () => {
  it('stops the address, settles the message and tells the profile without the address', () => {
    const feedback = heard(bounce({}));
    expect(feedback).toMatchObject({
      messageId: 'm-1',
      outcome: 'bounced',
      at: AT,
      suppress: { by: 'bounce', addresses: ['jette@example.org'] },
    });
    expect(feedback.event).toMatchObject({
      profileId: 'p-1',
      event: {
        name: 'message.bounced',
        source: 'ses',
        identities: [],
        data: {
          channel: 'email',
          message_id: 'm-1',
          flow: 'abandoned-cart',
          step: 'help',
          kind: 'permanent',
          sub_type: 'NoEmail',
        },
      },
    });
    expect(JSON.stringify(feedback.event)).not.toContain('jette');
  });

  it('is also what an address on the account suppression list amounts to', () => {
    expect(
      heard(bounce({ bounceType: 'Transient', bounceSubType: 'OnAccountSuppressionList' })),
    ).toMatchObject({
      outcome: 'bounced',
      suppress: { by: 'bounce' },
    });
  });

  it('stops the address even where the mail was not ours to follow', () => {
    const feedback = heard(bounce({}, { tags: {} }));
    expect(feedback.suppress).toEqual({ by: 'bounce', addresses: ['jette@example.org'] });
    expect([feedback.messageId, feedback.event]).toEqual([undefined, undefined]);
  });
});

it.each(['Transient', 'Undetermined'])(
  'a bounce of the type %s reaches the profile and stops nothing',
  (bounceType) => {
    const feedback = heard(bounce({ bounceType, bounceSubType: 'MailboxFull' }));
    expect(feedback.event?.event.data).toMatchObject({
      kind: bounceType.toLowerCase(),
      sub_type: 'MailboxFull',
    });
    expect([feedback.outcome, feedback.suppress]).toEqual(['soft-bounced', undefined]);
  },
);

describe('what names another address than the one that we wrote to', () => {
  it.each([
    ['a forward', 'jette@firma.example'],
    ['the address without its plus', 'j@example.org'],
    ['a rewritten one', 'IMCEAEX-_O=FIRMA_CN=jette@example.org'],
  ])('is about the one that we wrote to: %s', (_, emailAddress) => {
    const mail = { destination: ['Jette <j+shop@Example.org>'] };
    const named = [{ emailAddress }];
    const about = { addresses: ['j+shop@example.org'] };
    expect(heard(bounce({ bouncedRecipients: named }, mail))).toMatchObject({
      suppress: about,
      about: 'j+shop@example.org',
    });
    const complained = complaint({ complainedRecipients: named });
    expect(heard({ ...complained, mail: { ...complained.mail, ...mail } })).toMatchObject({
      suppress: about,
    });
  });

  it('counts as it is named only where it is not said whom the mail went to', () => {
    expect(heard(bounce({}, { destination: [] })).suppress?.addresses).toEqual(['jette@example.org']);
  });
});

describe('a complaint', () => {
  it('stops only whom we wrote to, though it may name everyone at the domain', () => {
    const named = {
      complainedRecipients: [
        { emailAddress: 'jemand@example.org' },
        { emailAddress: 'Jette <JETTE@example.org>' },
      ],
    };
    expect(heard(complaint(named))).toMatchObject({
      outcome: 'complained',
      suppress: { by: 'complaint', addresses: ['jette@example.org'] },
      event: { event: { name: 'message.complained' } },
    });
  });

  it('that names nobody is about whom we wrote to', () => {
    expect(heard(complaint({ complainedRecipients: [] })).suppress?.addresses).toEqual(['jette@example.org']);
  });

  it('of a mail with several recipients, which is none of ours, is about those it names', () => {
    const raw = {
      ...complaint({}),
      mail: { ...complaint({}).mail, tags: {}, destination: ['jette@example.org', 'b@example.org'] },
    };
    expect(heard(raw).suppress?.addresses).toEqual(['jette@example.org']);
    // A complaint may name everyone at the domain, whoever got the mail.
    const [named] = raw.mail.destination;
    const other = { ...raw, mail: { ...raw.mail, destination: ['c@example.org', 'b@example.org'] } };
    expect([named, heard(other).suppress]).toEqual(['jette@example.org', undefined]);
  });

  it('of the type not-spam is none', () => {
    expect(translateFeedback(complaint({ complaintFeedbackType: 'not-spam' }), NOW)).toEqual({
      kind: 'ignored',
      why: 'unused-event-type',
    });
  });
});

it.each([
  ['Send', 'sent', undefined],
  ['Delivery', 'delivered', undefined],
  ['Open', 'opened', undefined],
  ['Click', 'clicked', 'message.clicked'],
  ['Reject', 'failed', 'message.failed'],
  ['Rendering Failure', 'failed', 'message.failed'],
])('%s moves the message to %s', (eventType, outcome, name) => {
  const feedback = heard(sesEvent(eventType, {}));
  expect([feedback.outcome, feedback.event?.event.name, feedback.suppress]).toEqual([
    outcome,
    name,
    undefined,
  ]);
});

it('the same event has the same id however often it is delivered, and another one has another', () => {
  const [first, again, other] = [
    heard(bounce({})),
    heard(bounce({})),
    heard(bounce({ feedbackId: 'f-9' })),
  ].map((feedback) => feedback.event?.event.id);
  expect(first).toBe(again);
  expect(first).not.toBe(other);
});

it('a time in the future counts from the receipt', () => {
  expect(heard(bounce({ timestamp: '2030-01-01T00:00:00Z' })).at).toBe(NOW);
});

it('a delay only proves that SES has the mail', () => {
  const { outcome, event, suppress } = heard(
    sesEvent('DeliveryDelay', {
      deliveryDelay: { delayType: 'MailboxFull', timestamp: '2026-11-20T18:30:04.000Z' },
    }),
  );
  expect({ outcome, event, suppress }).toEqual({ outcome: 'sent' });
});

it('a rejected or unrendered mail says why it failed', () => {
  expect(heard(sesEvent('Reject', { reject: { reason: 'Bad content' } }))).toMatchObject({
    outcome: 'failed',
    reason: 'rejected',
  });
  expect(heard(sesEvent('Rendering Failure', { failure: {} }))).toMatchObject({
    outcome: 'failed',
    reason: 'content-invalid',
  });
});

it('an identity notification about a message of ours says the same as the event', () => {
  const complaint = sesEvent('Complaint', { complaint: { complainedRecipients: [] } });
  const { eventType, ...identity } = complaint;
  expect(translateFeedback({ ...identity, notificationType: eventType }, NOW)).toEqual(
    translateFeedback(complaint, NOW),
  );
});

it('identity notifications about mail of others are ignored with a reason, events without their details are malformed', () => {
  const { eventType: _, ...identity } = sesEvent('Bounce', {});
  const others = { ...identity, mail: { ...identity.mail, tags: {} } };
  expect(translateFeedback({ ...others, notificationType: 'Bounce' }, NOW)).toEqual({
    kind: 'ignored',
    why: 'identity-notification',
  });
  expect(translateFeedback(sesEvent('Subscription', {}), NOW)).toMatchObject({ kind: 'malformed' });
});

it('what is no SES event is called malformed without repeating it, and nothing throws', () => {
  expect(translateFeedback(sesEvent('Bounce', {}), NOW)).toMatchObject({
    kind: 'malformed',
    problem: 'a Bounce event without its details',
  });
  expect(translateFeedback({ eventType: 'Send', mail: { destination: ['jette@example.org'] } }, NOW)).toEqual(
    {
      kind: 'malformed',
      problem: 'not an SES event: mail.messageId (invalid_type)',
    },
  );
  fc.assert(fc.property(fc.jsonValue(), (raw) => translateFeedback(raw, NOW).kind !== 'feedback'));
});
