/** Feedback through its front door: the gate first, then the ledger, then the profile, and all of it as often as SNS likes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReceiveFeedback } from '../../functions/receive-feedback/handler.ts';
import { fated } from '../support/fates.ts';
import { createDesk, customerOf, type Desk, knows, programWith } from '../support/sending.ts';
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

/** What SES says about the mail that left, made of the mail's own tags. */
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
    bounce: { bounceType, bounceSubType: 'General', feedbackId: 'f', bouncedRecipients: [{ emailAddress: 'jette@example.org' }] },
  });
const complaint = () =>
  about('Complaint', {
    complaint: { feedbackId: 'f', complainedRecipients: [{ emailAddress: 'jette@example.org' }, { emailAddress: 'jemand@example.org' }] },
  });

describe('after a permanent bounce or a complaint', () => {
  it.each([
    ['bounce', bounce, 'bounced', 'message.bounced'],
    ['complaint', complaint, 'complained', 'message.complained'],
  ])('%s: nothing at all leaves to the address any more, and the profile hears of it', async (_, event, outcome, name) => {
    await hear(event());
    expect(await desk.row(message)).toMatchObject({ outcome });
    expect(desk.told()).toMatchObject([
      {
        kind: 'event',
        profileId: profile.id,
        event: { name, source: 'ses', data: { channel: 'email', message_id: message.messageId, flow: 'abandoned-cart', step: 'help' } },
      },
    ]);
    expect(JSON.stringify(desk.told())).not.toContain('jette@');
    await desk.deliver(next);
    expect(desk.mails()).toHaveLength(1);
    expect(await desk.row(next)).toMatchObject({ outcome: 'skipped', reason: 'suppressed' });
  });

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
    createReceiveFeedback(desk.env, desk.runtime, desk.standIns.requestHandler)({ Records: [{ Sns: { Message: 'no json' } }] } as never),
  ).rejects.toThrow();
});

it('a fault anywhere is thrown, and the repetition completes what is missing', async () => {
  for (let call = 1; call <= 4; call += 1) {
    const dying = createReceiveFeedback(desk.env, desk.runtime, fated(desk, { death: { call, when: 'before' } }));
    await expect(dying(snsEvent(complaint()) as never), `call ${call}`).rejects.toThrow();
  }
  await hear(complaint());
  expect(await desk.row(message)).toMatchObject({ outcome: 'complained' });
  expect(desk.told()).toHaveLength(1);
});
