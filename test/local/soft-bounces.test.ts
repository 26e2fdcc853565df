/**
 * Soft bounces in a row through the whole system: the profile counts them, a delivery resets them, and in the
 * end they suppress the address.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CART, consents } from '../support/known-customer.ts';
import { CONTENT, type Mail, outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(CONTENT, folder, { recursive: true });
  const path = join(folder, 'settings.json');
  const settings = readFileSync(path, 'utf8');
  const limited = /"softBounces"\s*:\s*\d+/.test(settings)
    ? settings.replace(/"softBounces"\s*:\s*\d+/, '"softBounces": 2')
    : settings.replace('{', '{ "softBounces": 2,');
  writeFileSync(path, limited);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: folder });
});
afterEach(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

const lastMail = async (): Promise<Mail> => (await system.mails()).at(-1) as Mail;

const feedbackOn = async ({ to, providerId, tags }: Mail, event: object): Promise<void> => {
  const { now } = await system.json<{ now: string }>('/local/clock');
  const listed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  await system.post('/local/sns/email', {
    mail: { messageId: providerId, timestamp: now, destination: [to], tags: listed },
    ...event,
  });
};
const softBounce = (mail: Mail) =>
  feedbackOn(mail, {
    eventType: 'Bounce',
    bounce: {
      bounceType: 'Transient',
      bounceSubType: 'MailboxFull',
      feedbackId: `b-${mail.messageId}`,
      bouncedRecipients: [{ emailAddress: mail.to }],
    },
  });
const delivery = (mail: Mail) => feedbackOn(mail, { eventType: 'Delivery', delivery: {} });

describe('soft bounces in a row', () => {
  it('end everything to the address at the limit of the settings, also when the profile is new', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('1h');
    await softBounce(await lastMail());
    await system.advance('24h');
    expect(await system.mails()).toHaveLength(2);
    await softBounce(await lastMail());
    await system.advance('3d');
    expect(await system.mails()).toHaveLength(2);
    const view = await system.view('jette@example.org');
    expect(view.profile['suppressions']).toMatchObject({ email: { reason: 'bounce' } });
    expect(outcomesOf(view).at(-1)).toBe('offer skipped suppressed');
    await system.tell('customer.erased', { customer: { email: 'jette@example.org' } });
    await system.advance('1h');
    await consents(system);
    await system.tell('checkout.updated', { ...CART, checkout_id: 'c-2' });
    await system.advance('2d');
    expect(await system.mails()).toHaveLength(2);
  });

  it('are no longer in a row once a mail has arrived; only then does an arrival cost an input', async () => {
    await consents(system);
    await system.tell('checkout.updated', CART);
    await system.advance('1h');
    const first = await lastMail();
    expect(first.tags).not.toHaveProperty('soft_bounces');
    await softBounce(first);
    await system.advance('24h');
    const second = await lastMail();
    expect(second.tags).toMatchObject({ soft_bounces: '1' });
    await delivery(second);
    expect((await system.view('jette@example.org')).profile['softBounces']).toBeUndefined();
    await system.advance('2d');
    const third = await lastMail();
    expect(third.tags).not.toHaveProperty('soft_bounces');
    await softBounce(third);
    expect((await system.view('jette@example.org')).profile['suppressions']).toEqual({});
  });
});
