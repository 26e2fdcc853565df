/** The sender and mails to the shop itself: about a customer, never to them, and bounded per day. */
import { beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Settings } from '../../core/program/settings.ts';
import { DAY } from '../support/flows.ts';
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
const SHOP = 'team@shop.example';
const { profile, message } = customerOf('jette');
const notice = { ...message, purpose: 'transactional', to: 'shop', template: 'notice' } as const;
const text = 'About {{ customer.email }}{{ links.unsubscribe }}{{ links.preferences }}';
const templates = {
  notice: {
    needs: [],
    locales: {
      de: { subject: 'Hinweis', preheader: '', html: text, text },
      en: { subject: 'Notice', preheader: '', html: text, text },
    },
  },
};

let seq = 1;
const goesLive = async (settings: Partial<Settings> = {}) => {
  seq += 1;
  await desk.publish(programWith({ contact: { email: SHOP }, ...settings }, { seq, templates }));
};
const leaves = async (change: object = {}) => {
  await desk.deliver({ ...notice, seq, ...change });
  return desk.told().map(({ reason }) => reason);
};

beforeEach(async () => {
  seq = 1;
  desk = await createDesk();
  await knows(desk, { profile, message });
  await goesLive({ sending: 'live' });
  return () => desk.close();
});

describe('a mail to the shop', () => {
  it('goes to its contact in the language of the shop, without links, tags or answers of the customer', async () => {
    await desk.save({ ...profile, person: { ...profile.person, locale: 'en-GB', country: 'GB' } });
    expect(await leaves()).toEqual([]);
    const [mail] = desk.mails();
    expect(mail).toMatchObject({ to: SHOP, subject: 'Hinweis', text: `About ${EMAIL}\n` });
    expect(mail?.tags).not.toHaveProperty('profile_id');
    expect(mail?.headers['List-Unsubscribe']).toBeUndefined();
    expect(mail?.headers['Reply-To']).toBeUndefined();
    expect((await desk.row(notice))?.basis).toBe('to-the-shop');
  });

  it('needs no consent of a customer who withdrew, bounced or paused, and leaves at night', async () => {
    const { consents: _consents, ...rest } = profile;
    const suppressed = { email: { reason: 'hard-bounce', at: START } } as never;
    await desk.save({ ...rest, consents: {}, suppressions: suppressed });
    await goesLive({
      sending: 'live',
      quietHours: { from: '00:00', to: '23:59', sundays: true, holidays: [] },
    });
    expect(await leaves()).toEqual([]);
    expect(desk.mails().map(({ to }) => to)).toEqual([SHOP]);
  });

  it('is the same one however often it is delivered', async () => {
    await leaves();
    await leaves();
    expect(desk.mails()).toHaveLength(1);
  });

  it.each([
    ['no-contact', { contact: {} }],
    ['master-switch', { sending: 'off' as const }],
    ['master-switch', { sending: 'test' as const, testAddresses: [EMAIL] }],
  ])(
    'stays as %s where the settings say so, and never goes to the customer instead',
    async (reason, settings) => {
      await goesLive({ sending: 'live', ...settings });
      const sender = { ...desk.env, TEST_REACHES: 'addresses' as const };
      expect(sender.TEST_REACHES).toBe('addresses');
      expect(await leaves()).toEqual([reason]);
      expect(desk.mails()).toEqual([]);
    },
  );

  it('says nothing any more of somebody who was erased, and nothing that comes too late', async () => {
    expect(await leaves({ usefulUntil: START - 1, messageId: 'late' })).toEqual(['expired']);
    const place = { hash: gateHash(KEYS, '2', 'email', EMAIL), channel: 'email' } as const;
    await desk.gateItems.markErased(place, START);
    expect(await leaves()).toEqual(['expired', 'suppressed']);
    expect(desk.mails()).toEqual([]);
  });

  it('is one of so many in a day, and the next day begins anew', async () => {
    for (let index = 0; index < LIMITS.noticesPerDay; index += 1)
      await leaves({ messageId: `notice-${index}` });
    expect(await leaves({ messageId: 'one-too-many' })).toEqual(['notice-limit']);
    expect(desk.mails()).toHaveLength(LIMITS.noticesPerDay);
    desk.advance(DAY);
    await leaves({ messageId: 'tomorrow', usefulUntil: START + 3 * DAY });
    expect(desk.mails()).toHaveLength(LIMITS.noticesPerDay + 1);
  });
});
