/**
 * What customers write on WhatsApp, as our events: one event per message, and a consent where the message is
 * one.
 */
import { describe, expect, it, test } from 'vitest';
import {
  BSUID,
  bodyOf,
  entryOf,
  PHONE,
  prefers,
  pressesButton,
  pressesReply,
  says,
} from '../../support/whatsapp.ts';
import { fixture, NOW, read, taken } from '../../support/whatsapp-reading.ts';

const heard = (...messages: readonly object[]) => taken(bodyOf(entryOf({ messages })));
const eventOf = (message: object) => heard(message).events.find(({ name }) => name === 'message.replied');

describe('a message', () => {
  it('is one message.replied of whoever wrote it, by number and by user id', () => {
    const { events, acts } = heard(says(NOW, 'Wann kommt mein Tee?'));
    expect(acts).toEqual([]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: 'message.replied',
      source: 'whatsapp',
      data: {
        channel: 'whatsapp',
        type: 'text',
        text: 'Wann kommt mein Tee?',
        customer: { phone: PHONE, whatsapp_id: BSUID },
      },
    });
    expect(events[0]?.identities.map(({ kind, value }) => [kind, value])).toEqual([
      ['phone', PHONE],
      ['whatsapp', BSUID],
    ]);
  });

  it('that was recorded names the button, and the message it answers', () => {
    expect(fixture('messages.button_reply').events).toMatchObject([
      {
        name: 'message.replied',
        data: {
          text: 'Zur Kasse',
          reply: { id: 'cart:resume:35001001', title: 'Zur Kasse', payload: 'cart:resume:35001001' },
          context: { message_id: 'wamid.DEMO.OUT.0001' },
        },
      },
    ]);
  });

  it('by the quick reply of a template or a choice from a list reads like one by a button', () => {
    expect(eventOf(pressesButton(NOW, 'size-m', 'Größe M'))?.data.reply).toEqual({
      id: 'size-m',
      title: 'Größe M',
      payload: 'size-m',
    });
    const list = pressesReply(NOW, '', '', {
      interactive: { type: 'list_reply', list_reply: { id: 'l', title: 'Oolong', description: 'd' } },
    });
    expect(eventOf(list)?.data).toMatchObject({
      text: 'Oolong',
      reply: { id: 'l', title: 'Oolong', payload: 'l' },
    });
  });

  it('from somebody with a user name and no number has a profile of their own', () => {
    const message = says(NOW, 'Hallo', { from: undefined, from_user_id: 'DE.77' });
    const { inputs, events } = taken(bodyOf(entryOf({ messages: [message], contacts: [] })));
    expect(events[0]?.identities).toMatchObject([{ kind: 'whatsapp', value: 'DE.77' }]);
    expect(inputs[0]?.profileId).toBe(events[0]?.identities[0]?.profileId);
    expect(events[0]?.data.customer).toEqual({ whatsapp_id: 'DE.77' });
  });

  it('takes the missing half of its sender from the contact beside it', () => {
    const [event] = heard(says(NOW, 'Hallo', { from_user_id: undefined })).events;
    expect(event?.data.customer).toEqual({ phone: PHONE, whatsapp_id: BSUID });
    const others = [{ wa_id: '4915100000000', user_id: 'DE.9' }];
    const [alone] = taken(
      bodyOf(entryOf({ messages: [says(NOW, 'Hallo', { from_user_id: undefined })], contacts: others })),
    ).events;
    expect(alone?.data.customer).toEqual({ phone: PHONE });
  });

  it('is dated in the second it was written in, never in the future, and is filed under that time however often it comes', () => {
    const early = says(NOW - 60_000, 'Hallo');
    const [first, again] = [heard(early), heard(early)];
    expect(first.events[0]?.at).toBe(Math.floor((NOW - 60_000) / 1000) * 1000 + 999);
    expect(first.inputs[0]?.receivedAt).toBe(first.events[0]?.at);
    expect(again).toEqual(first);
    expect(heard(says(NOW, 'jetzt')).events[0]?.at).toBe(NOW);
    expect(heard(says(NOW + 3_600_000, 'bald')).events[0]).toMatchObject({
      at: NOW,
      statedAt: expect.any(Number),
    });
    expect(heard(says(NOW + 3_600_000, 'STOP')).acts).toMatchObject([{ at: NOW }]);
  });

  it('is kept on one line and within bounds', () => {
    const text = String(eventOf(says(NOW, `a\n${'ü'.repeat(5_000)}`))?.data.text);
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it('without words (a picture, a place) counts too; a reaction and what WhatsApp says itself do not', () => {
    expect(
      eventOf(says(NOW, 'x', { type: 'image', text: undefined, image: { caption: 'So sieht es aus' } }))?.data
        .text,
    ).toBe('So sieht es aus');
    for (const type of ['image', 'video', 'document'])
      expect(
        eventOf(says(NOW, 'x', { type, text: undefined, [type]: { caption: 'stop' } }))?.data,
      ).toMatchObject({ text: 'stop', keyword: 'stop' });
    expect(eventOf(says(NOW, 'x', { type: 'location', text: undefined }))?.data.text).toBeUndefined();
    for (const type of ['reaction', 'system', 'request_welcome'])
      expect(read(bodyOf(entryOf({ messages: [says(NOW, 'x', { type })] }))).kind).toBe('ignored');
  });
});

describe('leaving and coming back', () => {
  const words = [
    'STOP',
    'Stopp!',
    ' stop. ',
    'S T O P',
    'abmelden',
    '„Abbestellen“',
    'Un-subscribe',
    'END',
    'Stop bitte',
    'Bitte abmelden, danke',
    'Ende',
    'Abmeldung',
    'Keine Werbung',
    'Bitte keine Werbung mehr',
    'Cancel',
    'Quit',
    'Stop sending me messages',
    'Stop bitte keine Werbung mehr',
    'STOP\nGesendet von meinem iPhone',
    'Bitte abmelden\r\n-- \r\nJette Ahlers, 26506 Norden',
  ];
  test.each(words)(
    '"%s" withdraws consent on WhatsApp, under every address, before anything else',
    (text) => {
      const { events, acts } = heard(says(NOW, text));
      expect(events.map(({ name }) => name)).toEqual(['consent.withdrawn', 'message.replied']);
      expect(events[0]?.data).toMatchObject({
        channel: 'whatsapp',
        purpose: 'marketing',
        evidence: { source: 'whatsapp keyword' },
      });
      expect(acts).toEqual([
        { kind: 'stop-marketing', channel: 'whatsapp', addresses: [PHONE, BSUID], at: NOW },
      ]);
    },
  );

  test.each(['Start', 'ANMELDEN!', ' subscribe '])(
    '"%s" is a double opt-in of whoever writes from this number',
    (text) => {
      const { events, acts } = heard(says(NOW, text));
      expect(acts).toEqual([]);
      expect(events.map(({ name }) => name)).toEqual(['consent.given', 'message.replied']);
      expect(events[0]?.data).toMatchObject({
        channel: 'whatsapp',
        purpose: 'marketing',
        basis: 'double-opt-in',
        evidence: {
          source: 'whatsapp keyword',
          message_id: expect.any(String),
          confirmed_at: '2026-11-20T18:00:00.000Z',
        },
      });
      // A grant counts from the beginning of its second and a stop from the end, so that a stop in the same
      // second wins (rule 11).
      expect(events[0]?.at).toBe(Date.parse('2026-11-20T18:00:00Z'));
    },
  );

  test.each([
    'Bitte nicht abmelden',
    'Wann ist end of sale?',
    'Start wann?',
    'Kann ich mich anmelden',
    'Kein Stop bitte',
    'Stop, meine Bestellung fehlt',
    'Cancel my order',
    'Wann ist Ende',
    'Ich frage mich\nStop',
    'Nonstop',
    '',
    '🙂',
  ])('"%s" is a message and nothing more', (text) => {
    expect(heard(says(NOW, text)).events.map(({ name }) => name)).toEqual(['message.replied']);
  });

  it('works by button: the opt-in by its payload, the way out also by what stands on it', () => {
    const names = (message: object) => heard(message).events.map(({ name }) => name);
    expect(names(pressesButton(NOW, 'opt-in-yes', 'Ja, gern'))).toEqual(['consent.given', 'message.replied']);
    expect(names(pressesReply(NOW, 'opt-in-yes', 'Ja, gern'))).toEqual(['consent.given', 'message.replied']);
    expect(names(pressesReply(NOW, 'anything', 'Anmelden'))).toEqual(['message.replied']);
    expect(names(pressesButton(NOW, 'Stop promotions', 'Stop promotions'))).toEqual([
      'consent.withdrawn',
      'message.replied',
    ]);
    expect(names(pressesReply(NOW, 'x-17', 'Abmelden'))).toEqual(['consent.withdrawn', 'message.replied']);
  });

  it('by the switch in the app: stop withdraws, resume only asks for what that stop had ended', () => {
    const stopped = fixture('user_preferences.stop');
    expect(stopped.events).toMatchObject([
      { name: 'consent.withdrawn', data: { evidence: { source: 'whatsapp preference' } } },
    ]);
    expect(stopped.acts).toMatchObject([{ kind: 'stop-marketing', addresses: [PHONE, BSUID] }]);
    const resumed = taken(
      bodyOf(entryOf({ user_preferences: [prefers(NOW, 'resume')] }, 'user_preferences')),
    );
    expect(resumed.acts).toEqual([]);
    expect(resumed.events).toMatchObject([{ name: 'consent.given', data: { resumes: true } }]);
    expect(resumed.events[0]?.data.basis).toBeUndefined();
  });
});
