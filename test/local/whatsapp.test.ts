/** WhatsApp on one machine: which messages leave, when the second channel is used, and what they cost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWhatsappShop, customerOf, type WhatsappShop } from '../support/whatsapp-shop.ts';

let shop: WhatsappShop;
beforeAll(async () => {
  shop = await createWhatsappShop();
});
afterAll(() => shop.close());
afterEach(async () => {
  await shop.post('/local/faults', []);
  await shop.changes({});
});

const faulty = (kind: string) =>
  shop.post('/local/faults', [{ service: 'whatsapp', operation: '*', kind, rate: 1, seed: 1 }]);

describe('a WhatsApp message', () => {
  it('leaves as an approved template with the customer filled in, and shows what it cost', async () => {
    await shop.greets('ada', ['whatsapp']);
    const [message, ...more] = await shop.messagesTo('ada');
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      channel: 'whatsapp',
      to: customerOf('ada').phone,
      text: 'Hallo Jette, hier ist Nordlicht Tee.',
      step: 'hello',
      flow: 'hello',
    });
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      to: customerOf('ada').phone,
      biz_opaque_callback_data: message?.messageId,
    });
    expect(await shop.entries('ada')).toMatchObject([
      { channel: 'whatsapp', outcome: 'sent', basis: 'double-opt-in', cost: '0.1181 EUR' },
    ]);
  });

  it('goes the same way through the Cloud API, without the fee of AWS', async () => {
    await shop.changes({ settings: { whatsapp: { transport: 'meta', from: '106540352242922' } } });
    await shop.greets('bea', ['whatsapp']);
    expect(await shop.messagesTo('bea')).toMatchObject([
      { text: 'Hallo Jette, hier ist Nordlicht Tee.', from: '106540352242922' },
    ]);
    expect(await shop.entries('bea')).toMatchObject([{ outcome: 'sent', cost: '0.1131 EUR' }]);
  });

  it('needs a double opt-in for WhatsApp: that for e-mail does not do, and a single one neither (§7(2) UWG)', async () => {
    await shop.changes({ settings: { platformConsent: 'single-opt-in', existingCustomers: true } });
    await shop.tell('consent.given', {
      customer: customerOf('cyd'),
      channel: 'whatsapp',
      purpose: 'marketing',
      basis: 'single-opt-in',
    });
    await shop.greets('cyd', []);
    expect(await shop.outcomes('cyd')).toEqual([
      'whatsapp skipped no-legal-basis',
      'email skipped no-legal-basis',
    ]);
  });

  it('is addressed to the user id where no number is known', async () => {
    await shop.changes({
      flow: { trigger: { on: 'message.replied' } },
      template: { freeform: 'Willkommen bei {{ shop.name }}!' },
    });
    await shop.hears('DE.77340000000000001', 'START');
    const message = (await shop.mails()).find(({ to }) => to === 'DE.77340000000000001');
    expect(JSON.parse(message?.body ?? '{}')).toMatchObject({
      recipient: 'DE.77340000000000001',
      text: { body: 'Willkommen bei Nordlicht Tee!' },
    });
  });

  it('is unknown and never sent again when nobody answers', async () => {
    await faulty('timeout-after');
    await shop.greets('eve', ['whatsapp']);
    expect(await shop.outcomes('eve')).toEqual(['whatsapp unknown']);
    await shop.post('/local/faults', []);
    await shop.advance('2h');
    expect(await shop.outcomes('eve')).toEqual(['whatsapp unknown']);
    expect(await shop.messagesTo('eve')).toHaveLength(1);
  });

  it('is tried again when WhatsApp is full, until it is no longer useful', async () => {
    await faulty('throttle');
    await shop.greets('fay', ['whatsapp']);
    await shop.advance('2h');
    expect(await shop.outcomes('fay')).toEqual(['whatsapp queued']);
    await shop.post('/local/faults', []);
    await shop.advance('20m');
    expect(await shop.outcomes('fay')).toEqual(['whatsapp sent']);
    expect(await shop.messagesTo('fay')).toHaveLength(1);
  });
});

describe('the second channel', () => {
  it('takes over where there is no consent for the first, and the timeline shows both', async () => {
    await shop.greets('gus', ['email']);
    expect(await shop.outcomes('gus')).toEqual(['whatsapp skipped no-legal-basis', 'email sent']);
    expect(await shop.messagesTo('gus')).toMatchObject([{ channel: 'email' }]);
  });

  it('takes over where WhatsApp is not set up', async () => {
    await shop.changes({ settings: { whatsapp: null } });
    await shop.greets('hal');
    expect(await shop.outcomes('hal')).toEqual(['whatsapp skipped channel-off', 'email sent']);
  });

  it('takes over once when Meta holds the message back (131049), and nothing is tried again', async () => {
    await shop.greets('ida');
    await shop.status('ida', 'failed', 131_049);
    await shop.status('ida', 'failed', 131_049);
    await shop.advance('3d');
    expect(await shop.outcomes('ida')).toEqual(['whatsapp failed provider-cap', 'email sent']);
    expect((await shop.messagesTo('ida')).map(({ channel }) => channel)).toEqual(['whatsapp', 'email']);
    expect((await shop.entries('ida'))[0]?.['cost']).toBeUndefined();
  });

  it('takes over where the number is not on WhatsApp (131026)', async () => {
    await shop.greets('jon');
    await shop.status('jon', 'failed', 131_026);
    expect(await shop.outcomes('jon')).toEqual(['whatsapp failed rejected', 'email sent']);
  });

  it('takes over for free text outside the 24 hours after the customer wrote', async () => {
    await shop.changes({ template: { freeform: 'Moin {{ customer.first_name }}!' } });
    await shop.greets('kim');
    expect(await shop.outcomes('kim')).toEqual(['whatsapp skipped whatsapp-window', 'email sent']);
    await shop.hears('kim', 'Hallo?');
    await shop.advance('23h');
    await shop.tell('acme.hello', { customer: customerOf('kim') });
    expect((await shop.messagesTo('kim')).at(-1)).toMatchObject({ channel: 'whatsapp', text: 'Moin Jette!' });
  });

  it('keeps its own rules: an opt-out of e-mail stops it too', async () => {
    await shop.greets('lea', ['email', 'whatsapp']);
    await shop.tell('consent.withdrawn', {
      customer: customerOf('lea'),
      channel: 'email',
      purpose: 'marketing',
    });
    await shop.status('lea', 'failed', 131_049);
    expect(await shop.outcomes('lea')).toEqual([
      'whatsapp failed provider-cap',
      'email skipped no-legal-basis',
    ]);
  });
});

describe('the budget of the month', () => {
  const budget = (amount: number) => ({
    settings: { budget: { perMonth: { amount, currency: 'USD' }, transactionalShare: 0 } },
  });

  it('is never overstepped, and the second channel carries what is left', async () => {
    // 0.1131 EUR at 1.25 and 0.005 USD are 0.1464 USD: two messages fit into 30 cents, a third does not.
    await shop.changes(budget(30));
    for (const name of ['mia', 'noa', 'oda']) await shop.greets(name);
    expect(await shop.outcomes('noa')).toEqual(['whatsapp sent']);
    expect(await shop.outcomes('oda')).toEqual(['whatsapp skipped budget', 'email sent']);
  });

  it('gets back what a failed message had taken, and begins anew with the month', async () => {
    await shop.changes(budget(30));
    await shop.status('noa', 'failed', 131_026);
    await shop.greets('pia');
    expect(await shop.outcomes('pia')).toEqual(['whatsapp sent']);
    await shop.greets('rob');
    expect(await shop.outcomes('rob')).toEqual(['whatsapp skipped budget', 'email sent']);
    await shop.moveTo('2026-12-01T09:00:00Z');
    await shop.greets('sam');
    expect(await shop.outcomes('sam')).toEqual(['whatsapp sent']);
  });
});
