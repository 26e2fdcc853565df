/**
 * The sender through its front door: which mails leave, which do not and why, and that no mail ever leaves
 * twice.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink } from '../../core/identity/link-token.ts';
import { HOUR } from '../support/flows.ts';
import {
  createDesk,
  customerOf,
  type Desk,
  EMAIL,
  KEYS,
  knows,
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

describe('a message that may leave', () => {
  it('leaves once, with the cart in it, the way out in the headers and no personal data in the tags', async () => {
    expect(await desk.deliver(message)).toBe(true);
    const [mail, ...others] = desk.mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      to: EMAIL,
      from: 'Shop <post@shop.example>',
      subject: 'Hat etwas gefehlt, Jette?',
      text: 'Ostfriesentee\n',
    });
    expect(mail?.html).toContain('<li>Ostfriesentee</li>');
    expect(mail?.tags).toEqual({
      message_id: message.messageId,
      profile_id: profile.id,
      flow: 'abandoned-cart',
      step: 'help',
    });
    expect(mail?.headers).toMatchObject({
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Reply-To': 'hilfe@shop.example',
    });
    const [, token = ''] =
      /^<https:\/\/mail\.shop\.example\/unsubscribe\/([^>]+)>$/.exec(
        mail?.headers['List-Unsubscribe'] ?? '',
      ) ?? [];
    expect(readLink(KEYS, token)).toEqual({
      purpose: 'unsubscribe',
      channel: 'email',
      profileId: profile.id,
      gateHash: gateHash(KEYS, '2', 'email', EMAIL),
      messageId: message.messageId,
    });
    expect(mail?.html).toContain(`/unsubscribe/${token}?l=de`);
    expect(await desk.row(message)).toMatchObject({
      phase: 'settled',
      outcome: 'sent',
      basis: 'double-opt-in',
      providerId: mail?.providerId,
    });
    expect(desk.told()).toEqual([]);
  });

  it('is only acknowledged when it comes again', async () => {
    await desk.deliver(message);
    expect(await desk.deliver(message)).toBe(true);
    expect(desk.mails()).toHaveLength(1);
    expect(desk.requeued()).toEqual([]);
  });

  it('follows a merge to the surviving profile', async () => {
    await desk.save({ ...profile, id: '0survivor' });
    await desk.profiles.save(
      { kind: 'tombstone', id: profile.id, mergedInto: '0survivor', at: START, pending: [] },
      1,
      {},
    );
    await desk.deliver(message);
    expect(desk.mails()).toMatchObject([{ profileId: '0survivor', to: EMAIL }]);
  });

  it('shows the cart as it is by now, where it has changed since the message was decided', async () => {
    const [enrollment] = profile.enrollments;
    if (!enrollment) throw new Error('nobody waits');
    const changed = `t#${START}#changed`;
    const data = { checkout_id: 'c-1', currency: 'EUR', items: [{ product_id: '9', title: 'Kluntje' }] };
    const event = { at: START, event: 'checkout.updated', eventId: 'later', source: 'test', data };
    await desk.profiles.putRecord(
      {
        ...{ profileId: profile.id, ref: changed, inputId: 'later' },
        entries: [{ type: 'event', ...event }],
      },
      1,
      START + 1_000 * HOUR,
    );
    await desk.save({ ...profile, enrollments: [{ ...enrollment, ref: changed }] });
    await desk.deliver(message);
    expect(desk.mails()).toMatchObject([{ text: 'Kluntje\n' }]);
  });

  it('shows what it was decided about, where the newer details cannot be read', async () => {
    const [enrollment] = profile.enrollments;
    if (!enrollment) throw new Error('nobody waits');
    await desk.save({ ...profile, enrollments: [{ ...enrollment, ref: 't#1#gone' }] });
    await desk.deliver(message);
    expect(desk.mails()).toMatchObject([{ text: 'Ostfriesentee\n' }]);
  });

  it('carries no List-Unsubscribe where it is transactional', async () => {
    await desk.deliver({ ...message, purpose: 'transactional' });
    expect(Object.keys(desk.mails()[0]?.headers ?? {})).toEqual(['Reply-To']);
  });

  it('is written to a domain in ASCII, and its flow and step fit the charset of tags', async () => {
    await desk.save({ ...profile, person: { ...profile.person, email: 'jette@bücher.example' } });
    await desk.deliver({ ...message, step: 'hilfe für dich' });
    expect(desk.mails()).toMatchObject([{ to: 'jette@xn--bcher-kva.example', step: 'hilfe_f_r_dich' }]);
  });

  it('uses the template of its own program and the settings of the live one', async () => {
    await desk.publish(
      programWith(
        { shop: { ...programWith().settings.shop, from: 'Neu <neu@shop.example>' } },
        { seq: 2, templates: {} },
      ),
    );
    await desk.deliver(message);
    expect(desk.mails()).toMatchObject([{ from: 'Neu <neu@shop.example>', text: 'Ostfriesentee\n' }]);
  });
});

describe('a message that must not leave', () => {
  const stays = async (reason: string, outcome = 'skipped') => {
    expect(await desk.deliver(message)).toBe(true);
    expect(desk.mails()).toEqual([]);
    expect(await desk.row(message)).toMatchObject({ phase: 'settled', outcome, reason });
    expect(desk.told()).toMatchObject([
      {
        kind: 'outcome',
        profileId: profile.id,
        messageId: message.messageId,
        outcome,
        reason,
        entryId: message.entryId,
        dueAt: START,
      },
    ]);
  };

  it('is skipped without a legal basis', async () => {
    await desk.save({ ...profile, consents: {} });
    await stays('no-legal-basis');
  });

  it('is skipped when the customer unsubscribed after it was queued', async () => {
    await desk.gateItems.stopMarketing(
      { hash: gateHash(KEYS, '2', 'email', EMAIL), channel: 'email' },
      START,
      'unsubscribe',
    );
    await stays('no-legal-basis');
  });

  it('is skipped when the gate item was written under an older key', async () => {
    await desk.gateItems.stopAll(
      { hash: gateHash(KEYS, '1', 'email', EMAIL), channel: 'email' },
      START,
      'complaint',
    );
    await stays('suppressed');
  });

  it('is skipped when the order came first', async () => {
    await desk.save({ ...profile, history: { 'order.placed': { first: START, last: START, count: 1 } } });
    await stays('exit');
  });

  it('is skipped when the master switch was turned off', async () => {
    await desk.publish(programWith({}, { seq: 2 }), { sending: 'off' });
    await stays('master-switch');
  });

  it('is skipped when it is no longer useful', async () => {
    desk.advance(13 * HOUR);
    await stays('expired');
  });

  it('is skipped when nothing in the cart can be bought any more', async () => {
    await desk.products.save(
      { id: '8101', asOf: START, categories: [], variants: { 44101: { stock: 0 } }, reviews: [] },
      0,
    );
    await stays('content-out-of-stock');
  });

  it('is skipped when its template is gone, and when it cannot be made for this customer', async () => {
    await desk.publish(programWith({}, { templates: {}, seq: 2 }));
    await desk.deliver({ ...message, seq: 2 });
    expect(desk.told()).toMatchObject([{ reason: 'template-missing' }]);
    const { ref: _ref, ...bare } = message;
    await desk.save({ ...profile, enrollments: profile.enrollments.map(({ ref: _own, ...rest }) => rest) });
    await desk.deliver({ ...bare, messageId: 'without-cart' });
    expect(desk.told()[1]).toMatchObject({ reason: 'content-invalid' });
    expect(desk.mails()).toEqual([]);
  });

  it('fails for good where SES cannot carry the address', async () => {
    await desk.save({ ...profile, person: { ...profile.person, email: 'jörg@example.org' } });
    await stays('rejected', 'failed');
  });

  it('is settled without telling anybody where nobody is known under the id', async () => {
    await desk.deliver({ ...message, profileId: '1nobody' });
    expect(await desk.row(message)).toMatchObject({ outcome: 'skipped', reason: 'not-current' });
    expect(desk.told()).toEqual([]);
  });

  it('is deferred with the time to try again, and may be claimed anew then', async () => {
    await desk.publish(programWith({}, { seq: 2 }), { paused: ['abandoned-cart'] });
    await desk.deliver(message);
    expect(desk.told()).toMatchObject([{ outcome: 'deferred', reason: 'paused', until: START + HOUR }]);
    expect(await desk.row(message)).toMatchObject({ phase: 'released' });
    await desk.publish(programWith({}, { seq: 3 }));
    await desk.deliver({ ...message, decidedAt: START + HOUR });
    expect(desk.mails()).toHaveLength(1);
  });
});

it('one broken message does not stop the others of its batch', async () => {
  const broken = {
    Records: [
      { messageId: 'bad', body: '{}' },
      { messageId: 'good', body: JSON.stringify(message) },
    ],
  };
  expect(await desk.sender()(broken as never)).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  expect(desk.mails()).toHaveLength(1);
});
