/** Numbers 1 to 11 of the complaint catalogue: the same message twice, or again and again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cartFlow, DAY, flowOf, HOUR, send, wait } from '../support/flows.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { batchOf, createDesk, customerOf, type Desk, knows, programWith } from '../support/sending.ts';
import { storyOf } from '../support/story.ts';
import { refusingFor } from './refusing.ts';
import { abandons, cartOf, cartStory, MAILS, program, START, stepsOf } from './shop.ts';

const MINUTE = 60_000;

describe('on the running system', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startSystem(START);
  });
  afterAll(() => system.close());

  test('1 mautic#6505: a campaign mail comes once, not every minute and not for days', async () => {
    await abandons(system, 'minutely');
    for (let minute = 0; minute < 90; minute += 1) await system.advance('1m');
    expect(await stepsOf(system, 'minutely')).toEqual(['help']);
    await system.advance('10d');
    expect(await stepsOf(system, 'minutely')).toEqual(MAILS);
  });

  test('5 mautic#11763, 11 novu#11976: the same cart under other delivery ids, at once and twelve seconds later, brings no second mail', async () => {
    await abandons(system, 'repeated');
    await system.tell('checkout.updated', cartOf('repeated'));
    await system.advance('12s');
    await system.tell('checkout.updated', cartOf('repeated'));
    await system.advance('200h');
    expect(await stepsOf(system, 'repeated')).toEqual(MAILS);
  });

  test('6 mautic#13070: queued twice by a queue that delivers everything twice, it is sent once', async () => {
    await system.post('/local/faults', [
      { service: 'sqs', operation: '*', kind: 'duplicate', rate: 1 },
      { service: 'scheduler', operation: '*', kind: 'duplicate', rate: 1 },
    ]);
    await abandons(system, 'doubled');
    await system.advance('200h');
    await system.post('/local/faults', []);
    expect(await stepsOf(system, 'doubled')).toEqual(MAILS);
  });

  test('10 novu#2569, novu#1633: two events in one second make one enrollment and one mail', async () => {
    await abandons(system, 'quick');
    await Promise.all(
      [1, 2, 3].map((change) => system.tell('checkout.updated', cartOf('quick', { total: `${change}.00` }))),
    );
    await system.advance('2h');
    expect(await stepsOf(system, 'quick')).toEqual(['help']);
  });
});

describe('at the sender', () => {
  let desk: Desk;
  const three = ['anna', 'berta', 'carla'].map((name) => customerOf(name));
  beforeEach(async () => {
    desk = await createDesk();
    await desk.publish(programWith());
    for (const known of three) await knows(desk, known);
    return () => desk.close();
  });

  test('3 mautic#7226: one refused address in a batch neither hides nor repeats the others', async () => {
    const messages = three.map(({ message }) => message);
    const refusing = refusingFor(desk, 'berta@example.org');
    for (let delivery = 0; delivery < 3; delivery += 1) {
      await desk.sender(refusing)(batchOf(messages) as never);
      desk.advance(5 * MINUTE);
    }
    expect(
      desk
        .mails()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['anna@example.org', 'carla@example.org']);
    expect(await desk.row(messages[1] ?? fail())).toMatchObject({
      phase: 'settled',
      outcome: 'failed',
      reason: 'rejected',
    });
  });

  test('4 mautic#3669: senders that start in the same instant send one mail', async () => {
    const message = three[0]?.message ?? fail();
    await Promise.all([1, 2, 3, 4].map(() => desk.sender()(batchOf([message]) as never)));
    expect(desk.mails()).toHaveLength(1);
  });
});

const fail = (): never => {
  throw new Error('no such customer');
};

describe('in the engine', () => {
  test('2 mautic#8802: a wait of two days until a weekday sends once, and nothing in the weeks after', () => {
    const until = {
      kind: 'wait',
      id: 'monday',
      wait: { kind: 'until', weekday: 1, hour: 9, minute: 0 },
      next: 'help',
    } as const;
    const flow = cartFlow({
      first: 'pause',
      steps: flowOf({ id: 'x', list: [wait('pause', 2 * DAY, 'monday'), until, send('help', null)] }).steps,
    });
    const story = storyOf(program([flow]))
      .consents()
      .cart()
      .passes(60 * DAY);
    expect(story.sent()).toEqual(['help 11-23T08:00']);
  });

  test('7 listmonk#2313, 8 listmonk#2070: pausing and resuming, however often, repeats nobody and forgets nobody', () => {
    const story = cartStory().passes(2 * HOUR);
    for (let toggle = 0; toggle < 5; toggle += 1) {
      story.publishes(program(), { paused: ['abandoned-cart'] }).passes(HOUR);
      story.publishes(program(), { paused: [] }).passes(HOUR);
    }
    expect(story.passes(5 * DAY).steps()).toEqual(MAILS);
  });

  test('9 listmonk#1801: a schedule out of an old snapshot fires however late and sends nothing', () => {
    const story = cartStory();
    const old = story.timers();
    story.passes(5 * DAY);
    for (const { id, entryId } of old)
      story.gets({
        kind: 'timer',
        inputId: `${id}-restored`,
        profileId: '1customer',
        receivedAt: story.now(),
        timerId: id,
        entryId,
      });
    expect(story.passes(5 * DAY).steps()).toEqual(MAILS);
  });
});
