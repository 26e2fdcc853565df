/**
 * The sender and codes that are made in the shop when the mail leaves: one per customer whatever breaks off,
 * until the very moment that the mail names, and no mail without its code.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import type { Input } from '../../core/state/input.ts';
import { reportNotMade } from '../../sending/coupon.ts';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { dyingAt } from '../support/dying.ts';
import { DAY, HOUR } from '../support/flows.ts';
import { benchOf } from '../support/sender-bench.ts';
import {
  createDesk,
  customerOf,
  type Desk,
  knows,
  LEASE_MS,
  programWith,
  START,
  WITH_A_CODE,
} from '../support/sending.ts';

const pool = {
  kind: 'shop',
  shop: 'shopify',
  worth: { percent: 10 },
  prefix: 'TEA',
  validFor: '1d',
} as const;
const live = () => {
  const program = programWith({}, { coupons: { thanks: pool } });
  return { ...program, templates: { ...program.templates, help: WITH_A_CODE } };
};
const { profile, message: plain } = customerOf('jette');
const message = { ...plain, coupon: { id: 'coupon-jette', step: 'code', pool: 'thanks', validFor: '3d' } };

let desk: Desk;
const codes = () => desk.mails().map(({ text }) => text.trim());
const told = () =>
  desk.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => JSON.parse(body) as Input);
const issued = () =>
  told().flatMap((input) => (input.kind === 'event' && input.event.name === 'coupon.issued' ? [input] : []));
const reasons = () => told().flatMap((input) => (input.kind === 'outcome' ? [input.reason] : []));

beforeEach(async () => {
  desk = await createDesk();
  const shop = await desk.standIns.listenForShops();
  desk.env.SHOP_API_URL = shop.url;
  desk.standIns.secrets.set(LOCAL.shopCredentials, {
    shopify: { shop: 'tea.myshopify.com', access_token: 'shpat' },
  });
  await desk.publish(live());
  await knows(desk, { profile, message });
  return async () => {
    await shop.close();
    await desk.close();
  };
});

describe('a mail with a code of the shop', () => {
  it('leaves with it, and the shop ends it at the very moment that the mail names', async () => {
    await desk.deliver(message);
    const [made, ...more] = desk.standIns.discounts();
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      code: codes()[0],
      title: 'Stammkunde: thanks',
      worth: '{"percentage":0.1}',
      usageLimit: 1,
      endsAt: '2026-11-23T22:59:59Z',
    });
    expect(codes()[0]).toMatch(/^TEA-[2-9A-Z]{10}$/);
    expect(desk.mails()[0]?.subject).toBe(`${codes()[0]} bis Montag, 23. November 2026`);
    expect(desk.standIns.recorded()).toContainEqual({
      function: 'send-email',
      action: 'secretsmanager:GetSecretValue',
      resource: arns.secret(LOCAL.shopCredentials),
    });
    expect(issued()).toMatchObject([
      { event: { data: { code: codes()[0], expires_at: '2026-11-23T22:59:59.000Z' } } },
    ]);
  });

  it('takes the time of its pool where the step names none', async () => {
    const { validFor: _, ...coupon } = message.coupon;
    await desk.deliver({ ...message, coupon });
    expect(desk.standIns.discounts()[0]?.endsAt).toBe('2026-11-21T22:59:59Z');
  });

  it('tells the shop nothing about the customer', async () => {
    await desk.deliver(message);
    const said = JSON.stringify(desk.standIns.discounts());
    for (const word of [profile.id, 'jette', 'Jette', message.entryId]) expect(said).not.toContain(word);
  });

  it('has the same code in a second mail, and the shop is not asked again', async () => {
    await desk.deliver(message);
    desk.advance(DAY);
    const reminder = { ...message, messageId: 'reminder', dueAt: START + DAY, usefulUntil: START + 2 * DAY };
    await desk.deliver(reminder);
    expect(new Set(codes()).size).toBe(1);
    expect(codes()).toHaveLength(2);
    expect(desk.standIns.discounts()).toHaveLength(1);
  });

  it('makes none where something else stops it', async () => {
    await desk.save({ ...profile, consents: {} });
    await desk.deliver(message);
    expect(reasons()).toEqual(['no-legal-basis']);
    expect(desk.standIns.discounts()).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'makes one code with one end, whatever call of ours the process died at (%s it)',
    async (when) => {
      for (let call = 1; call < 40; call += 1) {
        const handler = dyingAt(desk.standIns.requestHandler, { call, when });
        const done = await desk.deliver(message, handler).catch(() => false);
        if (done && handler.calls() < call) break;
        desk.advance(LEASE_MS + 1);
      }
      expect(desk.standIns.discounts()).toHaveLength(1);
      expect(desk.mails().length).toBeLessThanOrEqual(1);
      const [made] = desk.standIns.discounts();
      for (const { event } of issued())
        expect(event.data).toMatchObject({ code: made?.code, expires_at: '2026-11-23T22:59:59.000Z' });
    },
  );

  it('waits where the shop did not answer though it made the code, and finds it made', async () => {
    desk.standIns.setFaults([{ service: 'shops', operation: '*', kind: 'timeout-after', rate: 1 }]);
    expect(await desk.deliver(message)).toBe(true);
    expect([codes(), reasons(), desk.standIns.discounts().length]).toEqual([[], [], 1]);
    desk.standIns.setFaults([]);
    desk.advance(5 * 60_000);
    for (const again of desk.take()) await desk.deliver(again);
    expect(codes()).toEqual([desk.standIns.discounts()[0]?.code]);
  });
});

describe('a shop that makes no code', () => {
  it('for now: the message comes back no sooner than the shop asks, and leaves then', async () => {
    desk.standIns.setFaults([{ service: 'shops', operation: '*', kind: 'throttle', rate: 1 }]);
    await desk.deliver(message);
    expect(await desk.row(message)).toMatchObject({ phase: 'released' });
    desk.advance(59_000);
    expect(desk.take()).toEqual([]);
    desk.standIns.setFaults([]);
    desk.advance(60_000);
    for (const again of desk.take()) await desk.deliver(again);
    expect(codes()).toHaveLength(1);
  });

  it('until it is too late for the message: it is skipped with its reason, and nothing left without a code', async () => {
    desk.standIns.setFaults([{ service: 'shops', operation: '*', kind: 'error', rate: 1 }]);
    const soon = { ...message, usefulUntil: START + HOUR };
    await desk.deliver(soon);
    for (let tries = 0; tries < 70 && reasons().length === 0; tries += 1) {
      desk.advance(60_000);
      for (const again of desk.take()) await desk.deliver(again);
    }
    expect([codes(), reasons(), issued()]).toEqual([[], ['coupon-not-made'], []]);
  });

  it('for good: it is skipped with its reason at once', async () => {
    desk.standIns.secrets.set(LOCAL.shopCredentials, {});
    await desk.deliver(message);
    expect([codes(), reasons(), issued()]).toEqual([[], ['coupon-not-made'], []]);
  });

  it('is told to an operator with what it said', () => {
    const { deps, did } = benchOf();
    reportNotMade(deps, message, { kind: 'refused', why: 'HTTP 401', credentials: true });
    expect(did).toEqual([
      [
        'log',
        'the shop made no coupon code',
        { message: message.messageId, pool: 'thanks', why: 'HTTP 401' },
      ],
      ['count', METRICS.couponNotMade, 1],
    ]);
  });
});
