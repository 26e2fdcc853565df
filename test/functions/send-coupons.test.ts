/**
 * The sender and coupons: a code is drawn when its mail leaves and not before, no mail leaves without it, and
 * whatever breaks off, the repeat carries the same code.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createCouponLists } from '../../adapters/dynamodb/coupon-lists.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Input } from '../../core/state/input.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { DAY, HOUR } from '../support/flows.ts';
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

const coupons = { thanks: { kind: 'codes', list: 'thanks.1', hash: 'h', count: 3 } } as const;
const live = (change: object = {}) => {
  const program = programWith({}, { coupons, ...change });
  return { ...program, templates: { ...program.templates, help: WITH_A_CODE } };
};
const carrying = (name: string): ReturnType<typeof customerOf> => {
  const { profile, message } = customerOf(name);
  const coupon = { id: `coupon-${name}`, step: 'code', pool: 'thanks', validFor: '3d' };
  return { profile, message: { ...message, coupon } };
};

let desk: Desk;
const { profile, message } = carrying('jette');
const lists = () => createCouponLists(desk.table);
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
  await desk.publish(live());
  await knows(desk, { profile, message });
  return () => desk.close();
});

describe('a mail with a code', () => {
  beforeEach(() => lists().fill('thanks.1', ['TEA-1', 'TEA-2', 'TEA-3']));

  it('carries one of the list until the end of the day that it names, and the profile is told', async () => {
    await desk.deliver(message);
    expect(codes()).toEqual([expect.stringMatching(/^TEA-[123]$/)]);
    expect(desk.mails()[0]?.subject).toBe(`${codes()[0]} bis Montag, 23. November 2026`);
    expect(issued()).toMatchObject([
      {
        profileId: profile.id,
        event: {
          at: START,
          source: 'stammkunde',
          data: {
            coupon_id: 'coupon-jette',
            code: codes()[0],
            pool: 'thanks',
            expires_at: '2026-11-23T22:59:59.000Z',
            message_id: message.messageId,
          },
        },
      },
    ]);
  });

  it('is told of once, however many mails carry the code', async () => {
    await desk.deliver(message);
    desk.advance(DAY);
    const reminder = { ...message, messageId: 'reminder', dueAt: START + DAY, usefulUntil: START + 2 * DAY };
    await desk.deliver(reminder);
    expect(new Set(codes()).size).toBe(1);
    expect(desk.mails()[1]?.subject).toBe(desk.mails()[0]?.subject);
    expect(issued()).toHaveLength(1);
  });

  it('uses up none where something stops it', async () => {
    await desk.save({ ...profile, consents: {} });
    await desk.deliver(message);
    expect(reasons()).toEqual(['no-legal-basis']);
    expect(issued()).toEqual([]);
    const others = ['ada', 'bo', 'cem'].map(carrying);
    for (const other of others) {
      await knows(desk, other);
      await desk.deliver(other.message);
    }
    expect(codes().toSorted()).toEqual(['TEA-1', 'TEA-2', 'TEA-3']);
  });

  it('does not leave once its code has ended', async () => {
    await desk.deliver(message);
    desk.advance(4 * DAY);
    await desk.deliver({ ...message, messageId: 'late', usefulUntil: START + 9 * DAY });
    expect(desk.mails()).toHaveLength(1);
    expect(reasons()).toEqual(['coupon-expired']);
  });

  it('carries the same code after the process died at any call', async () => {
    const seen = new Set<string>();
    for (let calls = 1; calls < 40; calls += 1) {
      const handler = dyingAfter(desk.standIns.requestHandler, calls);
      const done = await desk.deliver(message, handler).catch(() => false);
      for (const code of codes()) seen.add(code);
      if (done && handler.left() > 0) break;
      desk.advance(LEASE_MS + 1);
    }
    expect(seen.size).toBeLessThanOrEqual(1);
    expect(desk.mails().length).toBeLessThanOrEqual(1);
    const held = new Set(issued().map(({ event }) => event.data['code']));
    expect(held.size).toBeLessThanOrEqual(1);
    for (const other of ['ada', 'bo'].map(carrying)) {
      await knows(desk, other);
      await desk.deliver(at(other.message));
    }
    expect(new Set([...codes(), ...held]).size).toBe(3);
  });
});

describe('an empty pool', () => {
  it('skips the mail with its reason, and the next list serves it again', async () => {
    await desk.deliver(message);
    expect([codes(), reasons(), issued()]).toEqual([[], ['coupon-pool-empty'], []]);
    await lists().fill('thanks.2', ['NEW-1']);
    await desk.publish(live({ seq: 2, coupons: { thanks: { ...coupons.thanks, list: 'thanks.2' } } }));
    await desk.deliver({ ...message, messageId: 'again', seq: 2 });
    expect(codes()).toEqual(['NEW-1']);
  });

  it('is what a pool is that no file holds any more', async () => {
    await desk.publish(live({ seq: 2, coupons: {} }));
    await desk.deliver(message);
    expect(reasons()).toEqual(['coupon-pool-empty']);
  });
});

describe('one code for everybody', () => {
  it('ends with its day, and no mail leaves after it', async () => {
    const until = START + HOUR;
    await desk.publish(live({ seq: 2, coupons: { thanks: { kind: 'one', code: 'FEST10', until } } }));
    await desk.deliver(message);
    expect(desk.mails()[0]?.subject).toBe('FEST10 bis Freitag, 20. November 2026 um 20:00');
    desk.advance(2 * HOUR);
    const other = carrying('ada');
    await knows(desk, other);
    await desk.deliver(other.message);
    expect([desk.mails().length, reasons()]).toEqual([1, ['coupon-expired']]);
  });
});

/** The message, due at the present time of the desk. */
const at = (other: OutboxMessage): OutboxMessage => ({
  ...other,
  dueAt: desk.clock.now(),
  usefulUntil: desk.clock.now() + DAY,
});

const dyingAfter = (handler: RequestHandler, calls: number) => {
  let left = calls;
  return {
    ...handler,
    left: () => left,
    handle: async (...args: Parameters<RequestHandler['handle']>) => {
      left -= 1;
      if (left < 0) throw new Error('died');
      return handler.handle(...args);
    },
  };
};
