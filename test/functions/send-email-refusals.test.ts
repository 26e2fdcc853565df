/** The sender and refusals of the provider, answers that never come, and earlier attempts. */
import { beforeEach, describe, expect, it } from 'vitest';
import { refusing } from '../support/fates.ts';
import { HOUR } from '../support/flows.ts';
import {
  createDesk,
  customerOf,
  type Desk,
  knows,
  LEASE_MS,
  programWith,
  START,
} from '../support/sending.ts';

let desk: Desk;
const { profile, message } = customerOf('jette');

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  await knows(desk, { profile, message });
  return () => desk.close();
});

describe('a refusal of the provider', () => {
  const refuse = (name: string, status: number, text?: string) => refusing(desk, name, status, text);

  it.each([
    'TooManyRequestsException',
    'LimitExceededException',
    'SendingPausedException',
    'AccountSuspendedException',
    'MailFromDomainNotVerifiedException',
    'NotFoundException',
    'AccessDeniedException',
  ])('%s gives the claim back and the message to the queue, later each time', async (name) => {
    expect(await desk.deliver(message, refuse(name, name === 'TooManyRequestsException' ? 429 : 400))).toBe(
      true,
    );
    expect(await desk.row(message)).toMatchObject({ phase: 'released' });
    const wait = (desk.requeued()[0]?.visibleAt ?? 0) - START;
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(desk.take()).toEqual([]);
    desk.advance(wait);
    const [again] = desk.take();
    expect(again).toEqual(message);
    await desk.deliver(again ?? message);
    expect(desk.mails()).toHaveLength(1);
  });

  it('goes on until the message is no longer useful', async () => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await desk.deliver(message, refuse('SendingPausedException', 400));
      desk.advance(7 * HOUR);
    }
    expect(await desk.row(message)).toMatchObject({ outcome: 'skipped', reason: 'expired' });
  });

  it.each(['MessageRejected', 'BadRequestException'])('%s is final', async (name) => {
    await desk.deliver(message, refuse(name, 400));
    expect(await desk.row(message)).toMatchObject({ outcome: 'failed', reason: 'rejected' });
    expect(desk.told()).toMatchObject([{ outcome: 'failed', reason: 'rejected' }]);
    expect(desk.requeued()).toEqual([]);
  });

  it('for an unverified address passes with the sandbox', async () => {
    await desk.deliver(message, refuse('MessageRejected', 400, 'Email address is not verified.'));
    expect(await desk.row(message)).toMatchObject({ phase: 'released' });
  });

  it.each([
    ['InternalServiceErrorException', 500],
    ['ServiceUnavailable', 503],
  ])('%s leaves the outcome unknown, and the message is never sent again', async (name, status) => {
    expect(await desk.deliver(message, refuse(name, status))).toBe(true);
    expect(await desk.row(message)).toMatchObject({
      phase: 'settled',
      outcome: 'unknown',
      basis: 'double-opt-in',
    });
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
  });
});

describe('somebody was here before', () => {
  it('an unfinished call becomes unknown once its lease has run out', async () => {
    await desk.ledger.claim(message, 'dead', START);
    await desk.ledger.calling(message.messageId, 'dead', { at: START });
    await desk.deliver(message);
    expect(await desk.row(message)).toMatchObject({ phase: 'calling' });
    expect(desk.requeued()).toHaveLength(1);
    desk.advance(LEASE_MS + 1_000);
    expect(desk.take()).toHaveLength(1);
    await desk.deliver(message);
    expect(await desk.row(message)).toMatchObject({ phase: 'settled', outcome: 'unknown' });
    expect(desk.mails()).toEqual([]);
  });

  it('an abandoned claim is taken over once its lease has run out, and not before', async () => {
    await desk.ledger.claim(message, 'dead', START);
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
    desk.advance(LEASE_MS + 1_000);
    await desk.deliver(desk.take()[0] ?? message);
    expect(desk.mails()).toHaveLength(1);
  });

  it('a skip whose news was lost is told again under the same id', async () => {
    await desk.save({ ...profile, consents: {} });
    await desk.deliver(message);
    desk.standIns.sqs.queue('input.fifo').purge();
    desk.advance(10 * 60_000);
    await desk.deliver(message);
    expect(desk.told()).toMatchObject([{ outcome: 'skipped', reason: 'no-legal-basis' }]);
  });
});
