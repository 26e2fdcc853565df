/**
 * The guide's texts, without a browser: it promises what is planned, and says what to do where nothing is.
 */
import { describe, expect, test } from 'vitest';
import { mostSends } from '../../local/most-sends.ts';
import { flowOf, send } from '../support/flows.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

type Overview = Readonly<{
  now: string;
  zone: string;
  guide: Readonly<
    Record<'consent' | 'cart' | 'wait' | 'text' | 'button' | 'progress' | 'permission', string>
  > &
    Readonly<{ to?: string }>;
  customer: Readonly<{
    known: boolean;
    plan: readonly string[];
    timeline: readonly Readonly<{ text: string }>[];
  }>;
  messages: readonly Readonly<{ id: string; subject: string; channel: string }>[];
}>;

const MARLE = 'marle@example.org';

const guided = async (start: string) => {
  const system: TestSystem = await startSystem(start);
  const overview = (language = 'en'): Promise<Overview> =>
    system.json(`/local/overview?customer=${MARLE}&lang=${language}`);
  return {
    system,
    overview,
    sample: async (name: string): Promise<Overview['guide']> => {
      await system.post(`/local/samples/${name}`, { customer: 'de' });
      return (await overview()).guide;
    },
    /** Presses the guide's own button. */
    wait: async (): Promise<Overview['guide']> => {
      const { to } = (await overview()).guide;
      if (to === undefined) throw new Error('There is nothing to wait for.');
      await system.moveTo(to);
      return (await overview()).guide;
    },
  };
};

describe('the guide', () => {
  test('leads from nobody known to three mails, each there at once, and then to the next time', async () => {
    const { system, overview, sample, wait } = await guided('2026-11-30T08:00:20Z');
    expect((await overview()).customer).toMatchObject({ known: false, timeline: [] });
    expect((await overview()).guide).toMatchObject({ consent: 'now', cart: 'later', wait: 'later' });
    expect(await sample('consent-given')).toMatchObject({
      consent: 'done',
      cart: 'now',
      permission: 'Marketing by e-mail: allowed (confirmed consent).',
    });
    expect(await sample('cart-abandoned')).toMatchObject({
      cart: 'done',
      wait: 'now',
      button: 'Wait 1 hour',
      progress: '0 of 3 mails',
      text: 'Mon 30 Nov, 10:01: the first mail comes. It asks whether something went wrong.',
    });
    for (const [count, button] of ['Wait 24 hours', 'Wait 48 hours'].entries()) {
      expect(await wait()).toMatchObject({ button, progress: `${count + 1} of 3 mails` });
      expect(await system.mails(MARLE)).toHaveLength(count + 1);
    }
    expect(await wait()).toMatchObject({
      wait: 'done',
      progress: '3 of 3 mails',
      text: expect.stringContaining('That was the whole flow. Another cart begins it again from Thu 10 Dec'),
    });
    expect(await sample('cart-abandoned')).toMatchObject({ wait: 'done' });
    expect(await wait()).toMatchObject({ cart: 'now', progress: '0 of 3 mails' });
    expect(await sample('cart-abandoned')).toMatchObject({ wait: 'now', progress: '0 of 3 mails' });
    await system.close();
  });

  test('in the evening names the moment after the night, in both languages', async () => {
    const { system, overview, sample, wait } = await guided('2026-11-30T19:30:00Z');
    await sample('consent-given');
    expect(await sample('cart-abandoned')).toMatchObject({
      button: 'Wait until Tue 1 Dec, 08:00',
      text: 'The mail “help” of “Abandoned cart” is due on Mon 30 Nov, 21:30 and leaves on Tue 1 Dec, 08:00, because until then it is quiet hours where the customer lives.',
    });
    expect((await overview('de')).guide.text).toBe(
      'Die Mail „help“ aus „Warenkorbabbruch“ wird Mo., 30. Nov., 21:30 fällig und geht erst Di., 1. Dez., 08:00 hinaus, weil dort, wo der Kunde lebt, bis dahin Ruhezeit ist.',
    );
    await wait();
    expect(await system.mails(MARLE)).toHaveLength(1);
    await system.close();
  });

  test('says before it that a mail will be withheld, why, and what to do', async () => {
    const { system, overview, sample, wait } = await guided('2026-11-30T08:00:00Z');
    expect(await sample('cart-abandoned')).toMatchObject({
      consent: 'later',
      text: 'The mail “help” of “Abandoned cart” is due: Mon 30 Nov, 10:00, but will be withheld. There is no valid consent. The button of the first step gives the consent.',
    });
    expect(await wait()).toMatchObject({ progress: '0 of 3 mails, 1 withheld' });
    await sample('consent-given');
    expect(await wait()).toMatchObject({ progress: '1 of 3 mails, 1 withheld' });
    expect(await sample('unsubscribe')).toMatchObject({ text: expect.stringContaining('no valid consent') });
    expect((await overview()).customer.plan.join()).toContain('There is no valid consent.');
    await system.close();
  });

  test('one message is one sentence on the timeline, also where it was put off', async () => {
    const { system, overview, sample } = await guided('2026-11-30T19:30:00Z');
    await sample('consent-given');
    await sample('cart-abandoned');
    await system.advance('2h');
    const about = (await overview()).customer.timeline.filter(({ text }) => text.includes('help'));
    expect(about.map(({ text }) => text)).toEqual([
      'The mail “help” waits until Tue 1 Dec, 08:00, because until then it is quiet hours where the customer lives.',
    ]);
    await system.close();
  });
});

describe('the calls of the page', () => {
  test('answer 200 for somebody unknown, find messages by words, and give each as a file', async () => {
    const { system, overview, sample, wait } = await guided('2026-11-30T08:00:00Z');
    expect((await system.get('/local/overview?customer=nobody@example.org')).status).toBe(200);
    await sample('consent-given');
    await sample('cart-abandoned');
    await wait();
    const [mail] = (await overview()).messages;
    const find = (words: string): Promise<Overview> =>
      system.json(`/local/overview?customer=${MARLE}&find=${encodeURIComponent(words)}`);
    expect((await find('deichgold ASSAM')).messages).toHaveLength(1);
    expect((await find('win-back')).messages).toHaveLength(0);
    const file = await system.get(`/local/messages/${mail?.id}.eml`);
    expect(file.headers.get('content-type')).toBe('message/rfc822');
    const [headers = '', , text = ''] = (await file.text()).split(/\r\n\r\n/);
    expect(headers).toMatch(
      /^From: .+\r\nTo: marle@example.org\r\nSubject: .+\r\nDate: Mon, 30 Nov 2026 09:00:00 \+0000/,
    );
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(Buffer.from(text, 'base64').toString()).toContain('Deichgold Assam');
    expect((await system.get('/local/messages/none')).status).toBe(404);
    expect((await system.get('/local/messages/none.eml')).status).toBe(404);
    await system.close();
  });

  test('press a WhatsApp button and write an answer as Meta tells it', async () => {
    const { system, overview, sample } = await guided('2026-11-30T08:00:00Z');
    await sample('whatsapp-sign-up');
    const [message] = (await overview()).messages;
    expect(message?.channel).toBe('whatsapp');
    const reply = (said: object): Promise<Response> =>
      system.post(`/local/messages/${message?.id}/reply`, said);
    expect(await (await reply({ button: 0 })).json()).toEqual({ status: 200, text: 'Ja, bitte' });
    expect((await overview()).customer.timeline.map(({ text }) => text)).toContain(
      'Marketing by WhatsApp: allowed (confirmed consent).',
    );
    expect((await reply({ text: 'STOP' })).status).toBe(200);
    expect((await overview()).customer.timeline.map(({ text }) => text)).toContain(
      'Marketing by WhatsApp: withdrawn.',
    );
    expect((await reply({ button: 7 })).status).toBe(400);
    expect((await reply({ text: ' ' })).status).toBe(400);
    expect((await system.post('/local/messages/none/reply', { text: 'a' })).status).toBe(400);
    await system.close();
  });
});

test('a branch counts with the way that sends most, not with all of them together', () => {
  const flow = flowOf({
    id: 'one',
    list: [
      { kind: 'if', id: 'ask', condition: { kind: 'all', of: [] }, yes: 'a', no: 'c' },
      send('a', 'b'),
      send('b', 'end'),
      send('c', 'end'),
      send('end', null),
    ],
  });
  expect(mostSends(flow)).toBe(3);
});
