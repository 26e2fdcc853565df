/**
 * Numbers 40 to 45 of the complaint catalogue: carts and orders, scale and idleness, simulation, and
 * sequences that people ask for.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signShopify } from '../../local/signing.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../support/flows.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { checkout } from '../support/shop-payloads.ts';
import { storyOf } from '../support/story.ts';
import { abandons, cartOf, cartStory, customer, MAILS, orderOf, program, START, stepsOf } from './shop.ts';

describe('on the running system', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await startSystem(START);
  });
  afterEach(() => system.close());

  test('40 dittofeed#1463: the abandoned cart can be told: entered by an event, waited out, left by the order', async () => {
    await abandons(system, 'leaves');
    await abandons(system, 'buys');
    await system.advance('2h');
    await system.tell('order.placed', orderOf('buys'));
    await system.advance('200h');
    expect(await stepsOf(system, 'leaves')).toEqual(MAILS);
    expect(await stepsOf(system, 'buys')).toEqual(['help']);
  });

  test('41 mc-woocommerce#141: buyers get no cart mail, whatever the order is called, and whenever it is told', async () => {
    await abandons(system, 'other-token');
    await system.tell('order.placed', orderOf('other-token', { checkout_id: 'another-checkout' }));
    await abandons(system, 'told-late');
    await system.advance('30m');
    await system.tell('order.placed', orderOf('told-late'), START);
    await system.tell('order.placed', orderOf('told-before'), '2026-11-20T08:20:00Z');
    await system.tell('checkout.updated', cartOf('told-before'), '2026-11-20T08:10:00Z');
    await system.advance('200h');
    for (const name of ['other-token', 'told-late', 'told-before'])
      expect(await stepsOf(system, name), name).toEqual([]);
  });

  test('41 mc-magento2#2001: carts of several stores that call the same address start the flow of their customers', async () => {
    for (const store of ['north', 'south']) {
      const consent = {
        customer: customer(store),
        channel: 'email',
        purpose: 'marketing',
        basis: 'double-opt-in',
        evidence: {},
      };
      await system.tell('consent.given', consent);
      const payload = checkout({
        email: `${store}@example.org`,
        token: store,
        updatedAt: START,
        customerId: store === 'north' ? 1 : 2,
      });
      const at = system.clock.now();
      const delivery = { topic: 'checkouts/update', shop: `${store}.example`, webhookId: store, payload };
      expect((await system.deliver(signShopify(DEFAULT_SECRETS, delivery, at))).status).toBe(200);
    }
    await system.advance('2h');
    for (const store of ['north', 'south']) expect(await stepsOf(system, store), store).toEqual(['help']);
  });

  test('42 dotmailer#638: an empty cart is nobody’s abandoned cart, and an emptied one stops being one', async () => {
    const consent = {
      customer: customer('empty'),
      channel: 'email',
      purpose: 'marketing',
      basis: 'double-opt-in',
      evidence: {},
    };
    await system.tell('consent.given', consent);
    await system.tell('checkout.updated', cartOf('empty', { items: [] }));
    await abandons(system, 'emptied');
    await system.advance('30m');
    await system.tell('checkout.updated', cartOf('emptied', { items: [] }));
    await system.advance('200h');
    expect(await stepsOf(system, 'empty')).toEqual([]);
    expect(await stepsOf(system, 'emptied')).toEqual([]);
  });

  test('43 mautic#2870, #6537, #10561: an event costs as much among sixty customers as among three', async () => {
    const costOf = async (name: string): Promise<number> => {
      await abandons(system, name);
      await system.get('/local/messages');
      system.standIns.resetCalls();
      await system.tell('checkout.updated', cartOf(name));
      await system.get('/local/messages');
      const rows = system.standIns.calls() as readonly {
        count: number;
        readUnits: number;
        writeUnits: number;
      }[];
      return rows.reduce((sum, row) => sum + row.count + row.readUnits + row.writeUnits, 0);
    };
    await costOf('warm');
    const few = await costOf('early');
    for (let index = 0; index < 60; index += 1) await abandons(system, `many-${index}`);
    expect(await costOf('later')).toBe(few);
  });

  test('43 dittofeed#995, Notifuse#333: an idle day costs no call at all', async () => {
    await abandons(system, 'idle');
    await system.advance('2h');
    system.standIns.resetCalls();
    await system.advance('20h');
    expect(system.standIns.calls()).toEqual([]);
  });
});

describe('in the engine', () => {
  test('44 mautic#2307, #15834: a flow can be run ahead of time on the engine itself, and says the same every time', () => {
    const run = () => {
      const story = cartStory()
        .passes(30 * HOUR)
        .orders()
        .passes(10 * DAY);
      return { sent: story.sent(), decisions: story.decisions() };
    };
    expect(run()).toEqual(run());
    expect(run().sent).toEqual(['help 11-20T18:00', 'reviews 11-21T18:00']);
  });

  test('44 plunk#243: a flow is copied by copying its file', () => {
    const copied = { ...cartFlow(), id: 'copy' };
    const story = storyOf(program([cartFlow(), copied]))
      .consents()
      .cart();
    expect(
      story
        .passes(5 * DAY)
        .left()
        .filter(({ flow }) => flow === 'copy'),
    ).toHaveLength(3);
  });

  test('45 listmonk#206, keila#132, useSend#308: a sequence of mails after an event is a list of steps', () => {
    const drip = flowOf({
      id: 'drip',
      trigger: { on: 'consent.given', restart: false },
      list: [
        send('first', 'day'),
        wait('day', DAY, 'second'),
        send('second', 'week'),
        wait('week', 7 * DAY, 'third'),
        send('third', null),
      ],
    });
    expect(
      storyOf(programOf([drip]))
        .consents()
        .passes(10 * DAY)
        .sent(),
    ).toEqual(['first 11-20T17:00', 'second 11-21T17:00', 'third 11-28T17:00']);
  });

  test('45 PostHog#45743, plunk#466: a flow waits for an event, and goes one way when it comes and another when it does not', () => {
    const ask = flowOf({
      id: 'ask',
      trigger: { on: 'consent.given', restart: false },
      list: [
        {
          kind: 'waitFor',
          id: 'order',
          event: 'order.placed',
          timeout: { kind: 'elapsed', ms: 3 * DAY },
          yes: 'thanks',
          no: 'reminder',
        },
        send('thanks', null),
        send('reminder', null),
      ],
    });
    expect(
      storyOf(programOf([ask]))
        .consents()
        .passes(HOUR)
        .orders()
        .passes(10 * DAY)
        .sent(),
    ).toEqual(['thanks 11-20T18:00']);
    expect(
      storyOf(programOf([ask]))
        .consents()
        .passes(10 * DAY)
        .sent(),
    ).toEqual(['reminder 11-23T17:00']);
  });
});
