/**
 * Numbers 36 to 39 of the complaint catalogue: unsubscribing, suppression, and caps that block or do not
 * hold.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, settingsSchema } from '../../core/program/settings.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../support/flows.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { storyOf } from '../support/story.ts';
import { abandons, OFFER, START, stepsOf } from './shop.ts';

describe('on the running system', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startSystem(START);
  });
  afterAll(() => system.close());

  const linkOf = async (name: string): Promise<string> => {
    const [mail] = await system.mails(`${name}@example.org`);
    const url = /^<(.+)>$/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1];
    if (url === undefined) throw new Error('the mail names no way out');
    return url;
  };

  test('36 Notifuse#304, mautic#4681: after the unsubscription the flow sends nothing more and does not run in circles', async () => {
    await abandons(system, 'leaver');
    await system.advance('2h');
    expect(
      (await fetch(await linkOf('leaver'), { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status,
    ).toBe(200);
    await system.advance('200h');
    expect(await stepsOf(system, 'leaver')).toEqual(['help']);
    system.standIns.resetCalls();
    await system.advance('10d');
    expect(system.standIns.calls()).toEqual([]);
  });

  test('37 useSend#412, emailflare#190, Rock#7034, mailtrain#1195: scanners that follow every link unsubscribe nobody', async () => {
    await abandons(system, 'scanned');
    await system.advance('2h');
    const link = await linkOf('scanned');
    for (const method of ['GET', 'HEAD', 'GET']) await fetch(link, { method });
    const [mail] = await system.mails('scanned@example.org');
    for (const [, href] of (mail?.html ?? '').matchAll(/href="(http:\/\/127[^"]+)"/g))
      await fetch(href ?? '');
    await system.advance('200h');
    expect(await stepsOf(system, 'scanned')).toHaveLength(3);
  });

  test('37 listmonk#2608, #1685: and one click of a person on the button is enough', async () => {
    await abandons(system, 'person');
    await system.advance('2h');
    const link = await linkOf('person');
    expect(await (await fetch(link)).text()).toContain('<form');
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    await system.advance('200h');
    expect(await stepsOf(system, 'person')).toEqual(['help']);
  });
});

test('38 Notifuse#323: an address that only ever bounces softly is left alone in the end', () => {
  const flow = flowOf({
    id: 'weekly',
    trigger: { on: 'product.viewed', restart: false },
    list: [send('help', null)],
  });
  const story = storyOf(programOf([flow])).consents();
  for (let week = 0; week < 20; week += 1) {
    story.hears('product.viewed').passes(HOUR);
    const bounced = story.left().at(-1)?.messageId ?? '';
    story
      .hears('message.bounced', { channel: 'email', kind: 'transient', message_id: bounced })
      .passes(7 * DAY);
  }
  expect(story.steps()).toHaveLength(DEFAULT_SETTINGS.softBounces);
});

describe('39 the frequency cap', () => {
  const three = ['a', 'b', 'c'].map((id) =>
    flowOf({
      id,
      trigger: { on: 'checkout.updated', restart: false },
      list: [wait(`wait-${id}`, HOUR, `mail-${id}`), send(`mail-${id}`, null, 10 * DAY)],
    }),
  );

  test('mautic#6729: holds over all flows together', () => {
    const story = storyOf(programOf(three, { frequencyCap: { perDay: 1, perWeek: null } }))
      .consents()
      .cart();
    // Berlin is an hour ahead: its days begin at 23:00 UTC.
    expect(
      story
        .passes(5 * DAY)
        .left()
        .map(({ at }) => new Date(at + HOUR).getUTCDate()),
    ).toEqual([20, 21, 22]);
  });

  test('mautic#4761: "2 per week" defers the third by days and not by weeks', () => {
    const story = storyOf(programOf(three, { frequencyCap: { perDay: null, perWeek: 2 } }))
      .consents()
      .cart();
    const left = story.passes(20 * DAY).left();
    expect(left.map(({ at }) => new Date(at).getUTCDate())).toEqual([20, 20, 27]);
  });

  test('mautic#10416: a cap of nothing is refused when it is written, instead of silently blocking all mail', () => {
    const refused = settingsSchema.safeParse({ frequencyCap: { perDay: 0 } });
    expect(refused.error?.issues[0]?.path).toEqual(['frequencyCap', 'perDay']);
    expect(
      storyOf(programOf([cartFlow()], OFFER))
        .consents()
        .cart()
        .passes(5 * DAY)
        .steps(),
    ).toHaveLength(3);
  });
});
