/**
 * The preference centre through its front door: opening it changes nothing; topics, channels, pause and
 * frequency hold before the answer.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
} from '../support/centre.ts';
import { DAY } from '../support/flows.ts';
import { createDesk, type Desk, KEYS, knows, programWith, START } from '../support/sending.ts';

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
    await press('save', { topics: ['newsletter'], channels: ['email'] });
    expect(await gateAt(hash)).toMatchObject({ topicsStopped: { offers: START + 1, reviews: START + 1 } });
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
    expect(body).toMatch(/href="\/subscribe\?l=de&amp;link=\d\.sign-up\.email\.[\w.-]+"/);
    expect(events().map(({ name }) => name)).toEqual(['preferences.changed']);
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
  });

  it('and a pause hold on every channel, whichever the link came by', async () => {
    await desk.save(onBoth);
    await press('save', { topics: ['newsletter', 'reviews'], channels: ['email', 'whatsapp'] });
    await press('pause');
    const standing = {
      topicsStopped: { offers: START, 'product-care': START },
      pausedUntil: expect.any(Number),
    };
    expect(await gateAt(hash)).toEqual(standing);
    expect(await gateAt(phoneHash, 'whatsapp')).toEqual(standing);
  });

  it('is told to who was erased and came back, and to nobody who was only erased', async () => {
    const erased = { ...profile, erasedAt: START - DAY };
    await desk.save({ ...erased, identities: [] });
    await press('save', { topics: ['newsletter'], channels: ['email'] });
    expect(desk.told()).toEqual([]);
    await desk.save({ ...erased, identities: [{ kind: 'email', value: 'jette@example.org' }] });
    await press('save', { topics: ['newsletter'], channels: ['email'] });
    expect(events()).toMatchObject([{ name: 'preferences.changed' }]);
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
    expect(body).toContain('Danach schreiben wir Ihnen wieder per E-Mail zu: Newsletter');
    expect(body).not.toContain('<p>Wir schreiben Ihnen per');
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
    expect(body).toContain('<h1>Per E-Mail sind Sie abgemeldet.</h1>');
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
