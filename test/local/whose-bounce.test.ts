/**
 * Bounces and complaints through the whole system: they concern the address that the mail went to, whatever
 * name the far end reports, and whichever address the customer has by then.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CART } from '../support/known-customer.ts';
import { type Mail, startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;

beforeEach(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterEach(() => system.close());

const [OLD, NEW] = ['ole+tee@example.org', 'ole.neu@example.org'];

const cartOf = (email: string, checkout: string) => ({
  ...CART,
  checkout_id: checkout,
  cart_id: checkout,
  customer: { email },
});
/** The first mail about a cart of this address. */
const mailTo = async (email: string, checkout: string): Promise<Mail | undefined> => {
  const before = (await system.mails()).length;
  await system.tell('checkout.updated', cartOf(email, checkout));
  await system.advance('2h');
  return (await system.mails())[before];
};
const agrees = (email: string) =>
  system.tell('consent.given', {
    customer: { email },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'v1', source: 'form' },
  });

const told = async (mail: Mail | undefined, eventType: 'Bounce' | 'Complaint', named: string) => {
  if (!mail) throw new Error('no mail left that could come back');
  const { now } = await system.json<{ now: string }>('/local/clock');
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  const recipients = [{ emailAddress: named }];
  await system.post('/local/sns/email', {
    eventType,
    mail: { messageId: mail.providerId, timestamp: now, destination: [mail.to], tags },
    ...(eventType === 'Bounce'
      ? {
          bounce: {
            bounceType: 'Permanent',
            bounceSubType: 'General',
            feedbackId: 'f',
            timestamp: now,
            bouncedRecipients: recipients,
          },
        }
      : { complaint: { feedbackId: 'f', timestamp: now, complainedRecipients: recipients } }),
  });
};

describe('what came back from an address', () => {
  it.each([
    ['Bounce', 'ole@firma.example'],
    ['Complaint', 'ole@example.org'],
    ['Bounce', 'IMCEAEX-_O=FIRMA@example.org'],
  ] as const)(
    'a %s that names %s stops the one we wrote to, also after an erasure and a fresh double opt-in',
    async (type, named) => {
      await agrees(OLD);
      await told(await mailTo(OLD, 'c-1'), type, named);
      await system.advance('1h');
      await system.tell('customer.erased', { customer: { email: OLD } });
      await system.advance('1h');
      await agrees(OLD);
      expect(await mailTo(OLD, 'c-2')).toBeUndefined();
      await system.advance('5d');
      expect(await system.mails()).toHaveLength(1);
      await agrees(named);
      expect((await mailTo(named, 'c-3'))?.to).toBe(named.toLowerCase());
    },
  );

  it('a hard bounce heard after the customer changed the address does not stop the new one, and stops the old for everybody', async () => {
    await system.tell('customer.created', { customer: { customer_id: '9001', email: OLD } });
    await agrees(OLD);
    const first = await mailTo(OLD, 'c-1');
    await system.tell('customer.updated', { customer: { customer_id: '9001', email: NEW } });
    await told(first, 'Bounce', OLD);
    await agrees(NEW);
    await system.advance('12d');
    expect((await mailTo(NEW, 'c-2'))?.to).toBe(NEW);
    await system.tell('customer.updated', { customer: { customer_id: '9001', email: OLD } });
    await agrees(OLD);
    await system.advance('12d');
    expect(await mailTo(OLD, 'c-3')).toBeUndefined();
  });
});
