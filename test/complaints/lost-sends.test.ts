/**
 * Numbers 12 to 18 and 28 to 30 of the complaint catalogue: messages that are lost, never sent, or stuck in
 * the flow.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dyingAt } from '../support/dying.ts';
import { cartFlow, DAY, HOUR } from '../support/flows.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { createDesk, customerOf, knows, LEASE_MS, programWith } from '../support/sending.ts';
import { storyOf } from '../support/story.ts';
import { abandons, cartStory, MAILS, program, START, stepsOf } from './shop.ts';

const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `someone-${index}`);

describe('on the running system', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await startSystem(START);
  });
  afterEach(() => system.close());

  test('13 listmonk#2278, #2860, #1762: a campaign that the provider throttles is finished when everybody has it, not before', async () => {
    await system.post('/local/faults', [{ service: 'ses', operation: '*', kind: 'throttle', rate: 0.6 }]);
    for (const name of names(20)) await abandons(system, name);
    await system.advance('12h');
    expect((await system.mails()).map(({ to }) => to).sort()).toEqual(
      names(20)
        .map((name) => `${name}@example.org`)
        .sort(),
    );
  });

  test('17 Notifuse#190, #191, #327: a trigger fires for events that come in by the front door, and what follows the first mail runs', async () => {
    await abandons(system, 'first-ever');
    await system.advance('200h');
    expect(await stepsOf(system, 'first-ever')).toEqual(MAILS);
  });

  test('28 parcelvoy#434: a mail whose sending failed does not stall the person', async () => {
    await abandons(system, 'stalled');
    await system.post('/local/faults', [{ service: 'ses', operation: '*', kind: 'error', rate: 1 }]);
    await system.advance('2h');
    await system.post('/local/faults', []);
    await system.advance('200h');
    expect(await stepsOf(system, 'stalled')).toEqual(['reviews', 'offer']);
    expect(outcomesOf(await system.view('stalled@example.org'))).toContain('help unknown');
  });

  test('29 parcelvoy#627, #533: when a service is back, everything goes on without a restart', async () => {
    await abandons(system, 'waiting');
    await system.post('/local/faults', [{ service: 'dynamodb', operation: '*', kind: 'error', rate: 0.9 }]);
    await system.advance('90m');
    await system.post('/local/faults', []);
    await system.post('/local/redrive');
    await system.advance('200h');
    expect(await stepsOf(system, 'waiting')).toEqual(MAILS);
  });

  test('30 mautic#7057: after the last mail nothing is scheduled any more, in no queue and by no sweep', async () => {
    await abandons(system, 'finished');
    await system.advance('200h');
    await system.get('/local/messages');
    system.standIns.resetCalls();
    await system.advance('30d');
    expect(system.standIns.calls()).toEqual([]);
  });
});

test('12 listmonk#3022: a sender that dies at any of its calls leaves the message to the next one, and never two mails', async () => {
  for (const when of ['before', 'after'] as const) {
    for (let call = 1; call <= 9; call += 1) {
      const desk = await createDesk();
      const known = customerOf('anna');
      await desk.publish(programWith());
      await knows(desk, known);
      await desk
        .deliver(known.message, dyingAt(desk.standIns.requestHandler, { call, when }))
        .catch(() => false);
      for (let again = 0; again < 3; again += 1) {
        desk.advance(LEASE_MS + 1);
        await desk.deliver(known.message);
      }
      const row = await desk.row(known.message);
      const mails = desk.mails().length;
      // The process died during the one call: nobody can know the outcome, and nothing is sent again on a
      // guess.
      expect([mails, row?.outcome], `died ${when} call ${call}`).toEqual(
        row?.outcome === 'unknown' ? [expect.any(Number), 'unknown'] : [1, 'sent'],
      );
      expect(mails).toBeLessThanOrEqual(1);
      await desk.close();
    }
  }
});

describe('in the engine', () => {
  test('14 novu#12373: an event told again while its enrollment waits does not swallow the enrollment', () => {
    const story = cartStory();
    for (let repeat = 0; repeat < 5; repeat += 1) story.cart(2, { id: 'same' }).passes(HOUR / 10);
    expect(story.passes(5 * DAY).steps()).toEqual(MAILS);
  });

  test('15 mautic#2004: sweeps that overlap, with each other and with timers, take nobody out of the flow', () => {
    const story = cartStory();
    for (let hour = 0; hour < 100; hour += 1) {
      const wake = {
        kind: 'wake',
        inputId: `wake-${hour}`,
        profileId: '1customer',
        receivedAt: story.now(),
      } as const;
      story
        .gets(wake)
        .gets(wake)
        .gets({ ...wake, inputId: `other-${hour}` })
        .passes(HOUR);
    }
    expect(story.steps()).toEqual(MAILS);
  });

  test('16 mautic#15785, #16107: a copy of a flow counts as a flow of its own', () => {
    const copy = { ...cartFlow(), id: 'abandoned-cart-copy' };
    const story = storyOf(program([cartFlow(), copy]))
      .consents()
      .cart()
      .passes(5 * DAY);
    expect(
      story
        .left()
        .map(({ flow, step }) => `${flow} ${step}`)
        .sort(),
    ).toEqual(
      ['abandoned-cart', 'abandoned-cart-copy']
        .flatMap((flow) => MAILS.map((step) => `${flow} ${step}`))
        .sort(),
    );
    expect(new Set(story.left().map(({ messageId }) => messageId)).size).toBe(6);
  });

  test('18 Notifuse#320, #317: timers that were swallowed on the way are made good by the sweep, and the rest of the flow runs', () => {
    const story = cartStory().sleeps(2 * HOUR);
    expect(story.steps()).toEqual([]);
    story.gets({ kind: 'wake', inputId: 'wake', profileId: '1customer', receivedAt: story.now() });
    expect(story.passes(5 * DAY).steps()).toEqual(MAILS);
  });
});
