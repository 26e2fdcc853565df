/**
 * Messages that ask for a confirmation, at the sender: limited per mailbox and week and for everybody
 * together, and none to a person who has just left, in any order and with any number of senders in parallel.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { mailboxOf } from '../../core/identity/mailbox.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../core/program/settings.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { DAY, HOUR } from '../support/flows.ts';
import { runs } from '../support/runs.ts';
import { createDesk, type Desk, KEYS, START } from '../support/sending.ts';
import { askedFor, deliverWhatsapp, signUpProgram } from '../support/strangers.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(signUpProgram());
});
afterEach(() => desk.close());

const shopWith = (signUp: Partial<Settings['signUp']>, seq = 2) =>
  desk.publish(signUpProgram({ signUp: { ...DEFAULT_SETTINGS.signUp, ...signUp } }, seq));
const asks = async (address: string, more: Parameters<typeof askedFor>[2] = {}): Promise<OutboxMessage> => {
  const message = await askedFor(desk, address, more);
  await (message.channel === 'email' ? desk.deliver(message) : deliverWhatsapp(desk, message));
  return message;
};
const reasons = () => desk.told().flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
const sentTo = () => desk.mails().map(({ to }) => to);

describe('one mailbox', () => {
  it('gets three in any seven days, each with a reason on the timeline where it stays', async () => {
    for (let day = 0; day < 6; day += 1) {
      await asks('insa@example.org');
      desk.advance(DAY);
    }
    expect(sentTo()).toHaveLength(3);
    expect(reasons()).toEqual(['sign-up-ceiling', 'sign-up-ceiling', 'sign-up-ceiling']);
    desk.advance(DAY);
    await asks('insa@example.org');
    expect(sentTo()).toHaveLength(4);
  });

  it('is one in all its spellings', async () => {
    const spellings = ['insa@b%C3%BCcher.example', 'insa+1@bücher.example', 'i.n.s.a@xn--bcher-kva.example'];
    for (const address of [
      decodeURIComponent(spellings[0] ?? ''),
      ...spellings.slice(1),
      'insa+2@xn--bcher-kva.example',
    ])
      await asks(address);
    expect(sentTo()).toHaveLength(3);
  });

  it('gets no more where all are sent at once, by senders that know nothing of each other', async () => {
    const messages: OutboxMessage[] = [];
    for (let index = 0; index < 8; index += 1)
      messages.push(await askedFor(desk, `insa+${index}@example.org`));
    await Promise.all(messages.map((message) => desk.deliver(message)));
    expect(sentTo()).toHaveLength(3);
  });

  it('is not charged twice for a message that has to be tried again', async () => {
    const [first, second, third] = [
      await askedFor(desk, 'insa+1@example.org'),
      await askedFor(desk, 'insa+2@example.org'),
      await askedFor(desk, 'insa+3@example.org'),
    ];
    desk.standIns.setFaults([{ service: 'ses', operation: '*', kind: 'throttle', rate: 1, seed: 1 }]);
    for (let attempt = 0; attempt < 4; attempt += 1) await desk.deliver(first);
    desk.standIns.setFaults([]);
    for (const message of [first, second, third]) await desk.deliver(message);
    expect(sentTo()).toHaveLength(3);
    expect(reasons()).toEqual([]);
  });

  it('gets a fourth a week after the last one left, not after it was first tried', async () => {
    const held: OutboxMessage[] = [];
    for (let index = 0; index < 3; index += 1) held.push(await askedFor(desk, `insa+${index}@example.org`));
    desk.standIns.setFaults([{ service: 'ses', operation: '*', kind: 'throttle', rate: 1, seed: 1 }]);
    for (const message of held) await desk.deliver(message);
    desk.advance(20 * HOUR);
    desk.standIns.setFaults([]);
    for (const message of held) await desk.deliver(message);
    expect(sentTo()).toHaveLength(3);
    desk.advance(7 * DAY - HOUR);
    await asks('insa@example.org');
    expect(sentTo()).toHaveLength(3);
    desk.advance(HOUR);
    await asks('insa@example.org');
    expect(sentTo()).toHaveLength(4);
  });

  it('never gets more than three, whatever the order, the spellings and the times', async () => {
    const spelling = fc.constantFrom('a@example.org', 'A+x@example.org', 'b@example.org', 'b.+1@example.org');
    const attempt = fc.record({ address: spelling, wait: fc.nat({ max: 60 }), together: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 4, maxLength: 12 }), async (attempts) => {
        desk.advance(8 * DAY);
        const before = desk.mails().length;
        let waiting: OutboxMessage[] = [];
        for (const { address, wait, together } of attempts) {
          waiting.push(await askedFor(desk, address));
          if (together) continue;
          await Promise.all(waiting.map((message) => desk.deliver(message)));
          waiting = [];
          desk.advance(wait * HOUR);
        }
        await Promise.all(waiting.map((message) => desk.deliver(message)));
        const mails = desk.mails().slice(before);
        for (const { to, sentAt } of mails) {
          const [start, box] = [Date.parse(sentAt), mailboxOf('email', to)];
          const week = mails.filter(
            (other) =>
              mailboxOf('email', other.to) === box &&
              Date.parse(other.sentAt) >= start &&
              Date.parse(other.sentAt) < start + 7 * DAY,
          );
          expect(week.length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: runs(8) },
    );
  });
});

describe('all together', () => {
  it('get so many in an hour; the next hour begins anew, and a flood of one mailbox uses up nothing of it', async () => {
    await shopWith({ perHour: 4 });
    for (let index = 0; index < 5; index += 1) await asks(`insa+${index}@example.org`);
    for (const name of ['okko', 'imke']) await asks(`${name}@example.org`);
    expect(sentTo()).toEqual([
      'insa+0@example.org',
      'insa+1@example.org',
      'insa+2@example.org',
      'okko@example.org',
    ]);
    desk.advance(HOUR);
    await asks('imke@example.org');
    expect(sentTo().at(-1)).toBe('imke@example.org');
  });

  it('get no more side by side, and on WhatsApp so many in a day', async () => {
    await shopWith({ perHour: 3, whatsappPerDay: 2 });
    const mails = await Promise.all(
      Array.from({ length: 6 }, (_, index) => askedFor(desk, `m${index}@example.org`)),
    );
    const texts: OutboxMessage[] = [];
    for (let index = 0; index < 5; index += 1)
      texts.push(await askedFor(desk, `+49171392001${index}`, { flow: 'opt-in-whatsapp' }));
    await Promise.all([
      ...mails.map((message) => desk.deliver(message)),
      ...texts.map((message) => deliverWhatsapp(desk, message)),
    ]);
    expect(desk.mails().filter(({ channel }) => channel === 'email')).toHaveLength(3);
    expect(desk.mails().filter(({ channel }) => channel === 'whatsapp')).toHaveLength(2);
  });
});

describe('nobody is asked', () => {
  const gate = (address: string) => ({
    hash: gateHash(KEYS, '2', 'email', address),
    channel: 'email' as const,
  });

  it('who left at the gate within thirty days, nor under a tag of that mailbox', async () => {
    await desk.gateItems.stopMarketing(gate('insa@example.org'), desk.clock.now(), 'unsubscribe');
    desk.advance(29 * DAY);
    await asks('insa@example.org');
    await asks('insa+again@example.org');
    expect(sentTo()).toEqual([]);
    expect(reasons()).toEqual(['withdrew-lately', 'withdrew-lately']);
    desk.advance(DAY);
    await asks('insa@example.org');
    expect(sentTo()).toHaveLength(1);
  });

  it('under a tag of a mailbox that a platform’s word says has left', async () => {
    const consents = {
      'email/marketing': { state: 'withdrawn' as const, at: START - DAY, withdrawnAt: START - DAY },
    };
    await askedFor(desk, 'insa@example.org', { change: { consents } });
    await asks('insa+1@example.org');
    expect([sentTo(), reasons()]).toEqual([[], ['withdrew-lately']]);
  });

  it('who left but came by a link of ours is asked, until they leave again', async () => {
    await desk.gateItems.stopMarketing(gate('insa@example.org'), desk.clock.now(), 'unsubscribe');
    desk.advance(HOUR);
    await asks('insa@example.org', { data: { by_link: true } });
    expect(sentTo()).toHaveLength(1);
    const late = await askedFor(desk, 'insa@example.org', { data: { by_link: true } });
    desk.advance(1_000);
    await desk.gateItems.stopMarketing(gate('insa@example.org'), desk.clock.now(), 'unsubscribe');
    await desk.deliver(late);
    expect(sentTo()).toHaveLength(1);
  });

  it('whose number is of another country', async () => {
    for (const [index, number] of ['+5511987654321', '+18765550123', '+491713920011'].entries())
      await asks(number, { flow: 'opt-in-whatsapp', change: { since: index } });
    expect(sentTo()).toEqual(['+491713920011']);
    expect(reasons()).toEqual(['foreign-number', 'foreign-number']);
  });
});

it('a program that was published before there were ceilings has them all the same', async () => {
  const { signUp: _unsaid, ...settings } = DEFAULT_SETTINGS;
  const before = { ...signUpProgram({}, 2), settings: { ...settings, sending: 'live' } } as never;
  await desk.publish(before);
  for (let index = 0; index < 4; index += 1) await asks('insa@example.org');
  expect(sentTo()).toHaveLength(3);
});
