/**
 * The preference centre through its front door: looking changes nothing; topics, channels, pause and
 * frequency hold before the answer.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { signLink } from '../../core/identity/link-token.ts';
import {
  ALL,
  centreOf,
  claims,
  hash,
  message,
  onBoth,
  phoneHash,
  profile,
  ticked,
  token,
} from '../support/centre.ts';
import { DAY } from '../support/flows.ts';
import { createDesk, type Desk, EMAIL, KEYS, knows, programWith, START } from '../support/sending.ts';

let desk: Desk;
let ask: ReturnType<typeof centreOf>['ask'];
let press: ReturnType<typeof centreOf>['press'];
let gateAt: ReturnType<typeof centreOf>['gateAt'];
let events: ReturnType<typeof centreOf>['events'];

beforeEach(async () => {
  desk = await createDesk();
  ({ ask, press, gateAt, events } = centreOf(desk));
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

describe('saving', () => {
  it('without a topic stops that topic before it answers, and what is queued about it does not leave', async () => {
    const { statusCode, body } = await press('save', {
      topics: ['newsletter', 'reviews'],
      channels: ['email'],
      frequency: 'weekly',
    });
    expect(statusCode).toBe(200);
    expect(body).toContain('Ihre Einstellungen sind gespeichert.');
    expect(body).toContain('Wir schreiben Ihnen per E-Mail zu: Newsletter, Bewertungen.');
    expect(await gateAt(hash)).toEqual({ topicsStopped: { offers: START, 'product-care': START } });
    expect(events()).toMatchObject([
      {
        name: 'preferences.changed',
        data: {
          frequency: 'weekly',
          topics: { newsletter: true, offers: false, 'product-care': false, reviews: true },
        },
      },
    ]);
    await desk.deliver(message);
    await desk.deliver({ ...message, messageId: 'other', topic: 'reviews' });
    expect(await desk.row(message)).toMatchObject({ outcome: 'skipped', reason: 'no-legal-basis' });
    expect(desk.mails()).toHaveLength(1);
  });

  it('with the topic again is dated after having left it, even within the same millisecond', async () => {
    await press('save', { topics: ['newsletter'], channels: ['email'] });
    await press('save', { topics: ALL, channels: ['email'] });
    expect(events().map(({ at }) => at)).toEqual([START, START + 1]);
  });

  it('without a channel withdraws on that channel alone', async () => {
    await desk.save(onBoth);
    const { body } = await press('save', { topics: ALL, channels: ['email'] });
    expect(body).toContain('per E-Mail zu');
    expect(await gateAt(phoneHash, 'whatsapp')).toEqual({
      marketingStoppedAt: START,
      marketingStoppedBy: 'unsubscribe',
    });
    expect(await gateAt(hash)).toBeUndefined();
    expect(events()).toMatchObject([
      {
        name: 'consent.withdrawn',
        data: { channel: 'whatsapp', purpose: 'marketing', evidence: { source: 'preferences' } },
      },
      { name: 'preferences.changed' },
    ]);
  });

  it.each([
    ['nothing ticked', {}],
    ['no topic ticked', { channels: ['email', 'whatsapp'] }],
    ['no channel ticked', { topics: ALL }],
  ])('with %s means no more marketing at all', async (_, fields) => {
    await desk.save(onBoth);
    const { body } = await press('save', fields);
    expect(body).toContain('Wir schicken Ihnen keine Werbung, auf keinem Weg.');
    expect(body).not.toContain('<form');
    expect(ticked((await ask()).body)).toEqual(['shop']);
    const withdrawn = events().filter(({ name }) => name === 'consent.withdrawn');
    expect(withdrawn).toMatchObject([{ data: { channel: 'email' } }, { data: { channel: 'whatsapp' } }]);
    expect(await gateAt(hash)).toMatchObject({ marketingStoppedAt: START });
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
  });

  it('with a channel that was withdrawn gives no consent (§ 7 UWG): the page leads to the sign-up', async () => {
    await desk.gateItems.stopMarketing({ hash, channel: 'email' }, START, 'unsubscribe');
    const { body } = await press('save', { topics: ALL, channels: ['email'] });
    expect(body).toContain('brauchen wir Ihre bestätigte Anmeldung, bevor wir Ihnen dort schreiben dürfen');
    expect(body).toContain('href="/subscribe?l=de"');
    expect(events().map(({ name }) => name)).toEqual(['preferences.changed']);
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
  });

  it('understands multipart too, and pairs of which nobody says what they are', async () => {
    const plain = await ask({
      method: 'POST',
      body: 'action=save&topics=reviews&channels=email',
      type: 'text/plain;charset=UTF-8',
    });
    expect(ticked(plain.body)).toEqual(['email', 'reviews', 'shop']);
    const field = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${field('action', 'save')}${field('topics', 'newsletter')}${field('channels', 'email')}--b--`;
    const answer = await ask({ method: 'POST', body, type: 'multipart/form-data; boundary=b' });
    expect(ticked(answer.body)).toEqual(['email', 'newsletter', 'shop']);
  });
});

describe('the other buttons', () => {
  it('pause: no marketing for thirty days from the answer on, then it goes on', async () => {
    const { body } = await press('pause');
    expect(body).toContain('bis Sonntag, 20. Dezember 2026 schicken wir Ihnen keine Werbung');
    expect(await gateAt(hash)).toEqual({ pausedUntil: START + 30 * DAY });
    await desk.deliver(message);
    expect(await desk.row(message)).toMatchObject({ outcome: 'skipped', reason: 'paused' });
    desk.advance(30 * DAY);
    await desk.deliver({ ...message, messageId: 'after', usefulUntil: START + 40 * DAY });
    expect(desk.mails()).toHaveLength(1);
  });

  it('end of the pause: dated after its beginning', async () => {
    await press('pause');
    const { body } = await press('resume');
    expect(body).toContain('Ihre Pause ist beendet.');
    expect(events()).toMatchObject([
      { data: { paused_until: '2026-12-20T18:00:00.000Z' } },
      { at: START + 1, data: { pause_ended: true } },
    ]);
  });

  it('unsubscribe: withdraws on the channel of the message and leaves the other', async () => {
    await desk.save(onBoth);
    const { body } = await press('unsubscribe', { topics: ALL, channels: ['email', 'whatsapp'] });
    expect(body).toContain('Keine Werbung mehr per E-Mail, ab sofort.');
    expect(events()).toMatchObject([{ name: 'consent.withdrawn', data: { channel: 'email' } }]);
    expect(await gateAt(phoneHash, 'whatsapp')).toBeUndefined();
  });

  it('none pressed: nothing is changed by an empty or foreign request', async () => {
    for (const body of ['', 'topics=offers', 'action=delete', 'x'.repeat(10_000)]) {
      expect((await ask({ method: 'POST', body })).statusCode).toBe(400);
    }
    expect(desk.told()).toEqual([]);
    expect(await gateAt(hash)).toBeUndefined();
  });

  it('a one-click POST that a mail program sends here unsubscribes', async () => {
    expect((await ask({ method: 'POST', body: 'List-Unsubscribe=One-Click' })).statusCode).toBe(200);
    expect(await gateAt(hash)).toMatchObject({ marketingStoppedAt: START });
  });
});

describe('when something fails', () => {
  it('the gate already holds where the queue does not take the event, and the answer is 503', async () => {
    const handler = {
      handle: async (request: never, options: never) => {
        if ((request as { headers: Record<string, string> }).headers['x-amz-target']?.startsWith('AmazonSQS'))
          throw new Error('no queue');
        return desk.standIns.requestHandler.handle(request, options);
      },
    } as typeof desk.standIns.requestHandler;
    const answer = await ask(
      { method: 'POST', body: 'action=save&channels=email&topics=newsletter' },
      handler,
    );
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    expect(await gateAt(hash)).toMatchObject({ topicsStopped: { offers: START } });
  });

  it('somebody nobody knows any more can still leave at the gate, and comes into no profile by it', async () => {
    const gone = signLink(KEYS, { ...claims, profileId: '1gone' });
    expect((await ask({ method: 'POST', token: gone, body: 'action=unsubscribe' })).statusCode).toBe(200);
    expect(await gateAt(hash)).toMatchObject({ marketingStoppedAt: START });
    expect(desk.told()).toEqual([]);
  });
});
