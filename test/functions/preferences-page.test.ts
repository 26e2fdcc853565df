/** What the preference centre shows; opening it changes nothing and names nobody. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { signLink } from '../../core/identity/link-token.ts';
import { ALL, centreOf, claims, hash, message, onBoth, profile, ticked, token } from '../support/centre.ts';
import { DAY } from '../support/flows.ts';
import { createDesk, type Desk, EMAIL, KEYS, knows, programWith, START } from '../support/sending.ts';

let desk: Desk;
let ask: ReturnType<typeof centreOf>['ask'];
let gateAt: ReturnType<typeof centreOf>['gateAt'];

beforeEach(async () => {
  desk = await createDesk();
  ({ ask, gateAt } = centreOf(desk));
  await desk.publish(programWith());
  await knows(desk, { profile, message });
});
afterEach(() => desk.close());

const offered = (body = ''): readonly (string | undefined)[] =>
  [...body.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action);

describe('a GET', () => {
  it('shows the present choices in one plain form, changes nothing and names nobody', async () => {
    const { statusCode, body } = await ask();
    expect(statusCode).toBe(200);
    expect(ticked(body)).toEqual(['email', ...ALL, 'shop']);
    expect(body?.match(/<form method="post">/g)).toHaveLength(1);
    expect(offered(body)).toEqual(['save', 'pause', 'unsubscribe']);
    expect(body).not.toMatch(/<script|jette|example\.org|https?:\/\//i);
    expect(await gateAt(hash)).toBeUndefined();
    expect(desk.told()).toEqual([]);
  });

  it('shows what was left, at the gate or in the profile, and the pause with its last day', async () => {
    await desk.gateItems.stopTopic({ hash, channel: 'email' }, 'offers', START);
    await desk.save({
      ...profile,
      preferences: {
        at: START,
        topics: { reviews: { on: false, at: START } },
        frequency: 'monthly',
        pausedUntil: START + 10 * DAY,
      },
    });
    const { body } = await ask({ query: { l: 'en' } });
    expect(ticked(body)).toEqual(['email', 'newsletter', 'product-care', 'monthly']);
    expect(body).toContain('until Monday, 30 November 2026');
    expect(body).toContain('name="action" value="resume"');
  });

  it('offers neither a pause nor leaving where nothing is left to pause or to leave', async () => {
    await desk.save({ ...profile, preferences: { at: START, topics: {}, pausedUntil: START + 10 * DAY } });
    expect(offered((await ask()).body)).toEqual(['save', 'resume', 'unsubscribe']);
    await desk.gateItems.stopMarketing({ hash, channel: 'email' }, START, 'unsubscribe');
    const { body } = await ask();
    expect(offered(body)).toEqual(['save']);
    expect(body).toContain('Wir schicken Ihnen keine Werbung, auf keinem Weg.');
    expect(body).not.toContain('bestellen Sie die ganze Werbung ab');
  });

  it('offers to leave the channel of the message only as long as it is not left', async () => {
    await desk.save(onBoth);
    await desk.gateItems.stopMarketing({ hash, channel: 'email' }, START, 'unsubscribe');
    expect(offered((await ask()).body)).toEqual(['save', 'pause']);
  });

  it('offers WhatsApp to whom it concerns', async () => {
    expect((await ask()).body).not.toContain('whatsapp');
    await desk.save(onBoth);
    expect(ticked((await ask()).body)).toEqual(['email', 'whatsapp', ...ALL, 'shop']);
  });

  it('counts a buyer as reached where the shop uses the existing-customer exception', async () => {
    const order = {
      id: 'o',
      at: START - DAY,
      total: { amount: 1, currency: 'EUR' },
      status: 'placed',
      products: [],
      ref: 'r',
    } as const;
    await desk.save({ ...profile, consents: {}, orders: [order] });
    expect(ticked((await ask()).body)).toEqual(['shop']);
    await desk.publish(programWith({ existingCustomers: true }, { seq: 2 }));
    expect(ticked((await ask()).body)).toEqual(['email', ...ALL, 'shop']);
  });

  it('works with a link made before the keys were rotated, and through a merge', async () => {
    await desk.save({
      ...profile,
      id: '0survivor',
      preferences: { at: 1, topics: { offers: { on: false, at: 1 } } },
    });
    await desk.profiles.save(
      { kind: 'tombstone', id: profile.id, mergedInto: '0survivor', at: START, pending: [] },
      1,
      {},
    );
    const old = signLink({ 1: KEYS[1] }, { ...claims, gateHash: gateHash(KEYS, '1', 'email', EMAIL) });
    expect(ticked((await ask({ token: old })).body)).toEqual([
      'email',
      'newsletter',
      'product-care',
      'reviews',
      'shop',
    ]);
  });

  it.each(['GET', 'POST'])(
    'or %s with a link that is not ours gets a friendly 404 and changes nothing',
    async (method) => {
      const unsubscribing = signLink(KEYS, { ...claims, purpose: 'unsubscribe' });
      for (const wrong of ['', `${token}x`, unsubscribing, '<script>']) {
        const answer = await ask({ method, token: wrong, body: 'action=unsubscribe' });
        expect(answer.statusCode).toBe(404);
        expect(answer.body).toContain('Dieser Link ist unvollständig.');
      }
      expect(desk.told()).toEqual([]);
    },
  );
});
