/**
 * Feedback through its front door: first the gate, then the ledger, then the profile, and all of it as often
 * as SNS repeats it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tagOf } from '../../core/consent/gate-places.ts';
import { createReceiveFeedback } from '../../functions/receive-feedback/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { fated } from '../support/fates.ts';
import { createDesk, customerOf, type Desk, KEYS, knows, programWith } from '../support/sending.ts';
import { sesEvent, snsEvent } from '../support/ses-events.ts';

let desk: Desk;
const { profile, message } = customerOf('jette');
const next = { ...message, messageId: 'message-2', purpose: 'transactional' as const };

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  await knows(desk, { profile, message });
  await desk.deliver(message);
});
afterEach(() => desk.close());

/** SES's report about the mail that left, made from the mail's own tags. */
const about = (eventType: string, details: object = {}) => {
  const [mail] = desk.mails();
  return sesEvent(eventType, details, {
    messageId: mail?.providerId,
    destination: [mail?.to],
    tags: Object.fromEntries(Object.entries(mail?.tags ?? {}).map(([name, value]) => [name, [value]])),
  });
};
const hear = (...events: readonly unknown[]) =>
  createReceiveFeedback(desk.env, desk.runtime, desk.standIns.requestHandler)(snsEvent(...events) as never);
const bounce = (bounceType = 'Permanent') =>
  about('Bounce', {
    bounce: {
      bounceType,
      bounceSubType: 'General',
      feedbackId: 'f',
      bouncedRecipients: [{ emailAddress: 'jette@example.org' }],
    },
  });
const complaint = () =>
  about('Complaint', {
    complaint: {
      feedbackId: 'f',
      complainedRecipients: [{ emailAddress: 'jette@example.org' }, { emailAddress: 'jemand@example.org' }],
    },
  });

describe('after a permanent bounce or a complaint', () => {
  it.each([
    ['bounce', bounce, 'bounced', 'message.bounced'],
    ['complaint', complaint, 'complained', 'message.complained'],
  ])(
    '%s: nothing at all leaves to the address any more, and the profile hears of it',
    async (_, event, outcome, name) => {
      await hear(event());
      expect(await desk.row(message)).toMatchObject({ outcome });
      expect(desk.told()).toMatchObject([
        {
          kind: 'event',
          profileId: profile.id,
          event: {
            name,
            source: 'ses',
            data: {
              ...{ channel: 'email', message_id: message.messageId, flow: 'abandoned-cart', step: 'help' },
              // The customer may have another address by then.
              for: tagOf(KEYS, { channel: 'email', address: 'jette@example.org' }),
            },
          },
        },
      ]);
      expect(JSON.stringify(desk.told())).not.toContain('jette@');
      await desk.deliver(next);
      expect(desk.mails()).toHaveLength(1);
      expect(await desk.row(next)).toMatchObject({ outcome: 'skipped', reason: 'suppressed' });
    },
  );

  it('a customer with an international domain is found again', async () => {
    await desk.save({ ...profile, person: { ...profile.person, email: 'jette@bücher.example' } });
    await desk.deliver({ ...next, messageId: 'message-3' });
    const mail = desk.mails()[1];
    await hear(
      sesEvent(
        'Bounce',
        { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: mail?.to }] } },
        { destination: [mail?.to] },
      ),
    );
    await desk.deliver({ ...next, messageId: 'message-4' });
    expect(desk.mails()).toHaveLength(2);
  });
});

it('a bounce of mail that another sender wrote stops ours to that address too', async () => {
  const bounced = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'jette@example.org' }] };
  await hear(sesEvent('Bounce', { bounce: bounced }, { tags: {} }));
  expect(desk.told()).toEqual([]);
  await desk.deliver(next);
  expect(await desk.row(next)).toMatchObject({ outcome: 'skipped', reason: 'suppressed' });
});

it('a transient bounce reaches the profile and stops nothing', async () => {
  await hear(bounce('Transient'));
  expect(desk.told()).toMatchObject([{ event: { name: 'message.bounced', data: { kind: 'transient' } } }]);
  await desk.deliver(next);
  expect(desk.mails()).toHaveLength(2);
});

it('deliveries and opens move the ledger alone, clicks are told to the profile too', async () => {
  await hear(about('Click'), about('Delivery'), about('Open'), about('Send'));
  expect(await desk.row(message)).toMatchObject({ outcome: 'clicked' });
  expect(desk.told()).toMatchObject([{ event: { name: 'message.clicked' } }]);
});

it('every kind of event of SES, in any order and as often as it likes, leaves the furthest outcome', async () => {
  const kinds = [
    about('Send'),
    about('DeliveryDelay', {
      deliveryDelay: { delayType: 'MailboxFull', timestamp: '2026-11-20T18:00:30.000Z' },
    }),
    about('Delivery', { delivery: { timestamp: '2026-11-20T18:01:00.000Z' } }),
    about('Open', { open: { timestamp: '2026-11-20T18:02:00.000Z' } }),
    about('Click', { click: { timestamp: '2026-11-20T18:03:00.000Z', link: 'https://shop.example' } }),
    about('Rendering Failure', { failure: { templateName: 't', errorMessage: 'e' } }),
    about('Reject', { reject: { reason: 'Bad content' } }),
  ];
  for (const order of [kinds, kinds.toReversed(), [...kinds, ...kinds]]) {
    await hear(...order);
    expect(await desk.row(message)).toMatchObject({ outcome: 'clicked' });
  }
  await hear(complaint(), about('Delivery'));
  expect(await desk.row(message)).toMatchObject({ outcome: 'complained' });
  const kept = desk
    .told()
    .flatMap((input) => ('event' in input ? [(input.event as { name: string }).name] : []));
  expect(new Set(kept)).toEqual(new Set(['message.clicked', 'message.failed', 'message.complained']));
});

it('an open is kept and decides nothing', async () => {
  await hear(about('Open', { open: { timestamp: '2026-11-20T18:02:00.000Z' } }));
  expect(await desk.row(message)).toMatchObject({ outcome: 'opened' });
  expect(desk.told()).toEqual([]);
});

it('a rejected mail failed: the flow hears of it, and the reason stands in the ledger', async () => {
  await hear(about('Reject', { reject: { reason: 'Bad content' } }));
  expect(await desk.row(message)).toMatchObject({ outcome: 'failed', reason: 'rejected' });
  expect(desk.told()).toMatchObject([
    { kind: 'event', event: { name: 'message.failed' } },
    { kind: 'outcome', messageId: message.messageId, outcome: 'failed', reason: 'rejected' },
  ]);
});

it('leaving by a link of SES ends marketing before the profile hears of it (§7(2) UWG)', async () => {
  await hear(
    about('Subscription', {
      subscription: {
        contactList: 'list',
        timestamp: '2026-11-20T18:02:00.000Z',
        source: 'UnsubscribeHeader',
        newTopicPreferences: { unsubscribeAll: true, topicSubscriptionStatus: [] },
      },
    }),
  );
  expect(desk.told()).toMatchObject([
    { event: { name: 'consent.withdrawn', data: { channel: 'email', purpose: 'marketing' } } },
  ]);
  const marketing = { ...message, messageId: 'message-5' };
  await desk.deliver(marketing);
  expect(await desk.row(marketing)).toMatchObject({ outcome: 'skipped', reason: 'no-legal-basis' });
});

it('one broken record of a batch keeps none of the others from counting', async () => {
  await expect(hear({ hello: 'world' }, complaint(), { eventType: 'Bounce' })).rejects.toThrow(
    'not an SES event',
  );
  expect(await desk.row(message)).toMatchObject({ outcome: 'complained' });
});

it('a Send event proves what the sender never learned', async () => {
  const silent = { ...message, messageId: 'silent' };
  await desk.deliver(silent, fated(desk, { provider: 'silent-after' }));
  expect(await desk.row(silent)).toMatchObject({ outcome: 'unknown' });
  await hear(sesEvent('Send', {}, { tags: { message_id: ['silent'] } }));
  expect(await desk.row(silent)).toMatchObject({ outcome: 'sent', providerId: 'ses-1' });
});

it('the same notification twice is one event', async () => {
  await hear(bounce());
  await hear(bounce());
  expect(desk.told()).toHaveLength(1);
});

it('mail that is not ours is ignored, and so is what we have no use for', async () => {
  await hear(sesEvent('Delivery', {}, { tags: {} }), sesEvent('DeliveryDelay', {}), {
    notificationType: 'Bounce',
    mail: { messageId: 'x' },
  });
  expect(desk.told()).toEqual([]);
});

it('what is no SES event is thrown, so that it ends in the dead-letter queue', async () => {
  await expect(hear({ hello: 'world' })).rejects.toThrow('not an SES event');
  await expect(
    createReceiveFeedback(
      desk.env,
      desk.runtime,
      desk.standIns.requestHandler,
    )({ Records: [{ Sns: { Message: 'no json' } }] } as never),
  ).rejects.toThrow();
});

it('a fault anywhere is thrown, and the repetition completes what is missing', async () => {
  for (let call = 1; call <= 4; call += 1) {
    const dying = createReceiveFeedback(
      desk.env,
      desk.runtime,
      fated(desk, { death: { call, when: 'before' } }),
    );
    await expect(dying(snsEvent(complaint()) as never), `call ${call}`).rejects.toThrow();
  }
  await hear(complaint());
  expect(await desk.row(message)).toMatchObject({ outcome: 'complained' });
  expect(desk.told()).toHaveLength(1);
});

it('what was given up on is taken in by a redrive, in whatever envelope it lies there, and what is broken stays', async () => {
  const dead = desk.standIns.sqs.queue(LOCAL.feedbackDeadLetters);
  const event = snsEvent(complaint());
  const notification = event.Records[0]?.Sns.Message ?? '';
  for (const letter of [
    event,
    { requestPayload: event },
    { Type: 'Notification', Message: notification },
    { nothing: 'of ours' },
  ])
    dead.send({ body: JSON.stringify(letter) });
  const receive = createReceiveFeedback(desk.env, desk.runtime, desk.standIns.requestHandler);
  expect(await receive({ redrive: {} })).toEqual({ moved: 3, left: 1, more: false });
  expect(await desk.row(message)).toMatchObject({ outcome: 'complained' });
  expect(desk.told()).toHaveLength(1);
  expect(dead.peek()).toHaveLength(1);
});
