/** What a message is made from, in memory: its code, and what was told. */
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import { idOf } from '../../core/identity/identity.ts';
import { announceCoupon, drawCoupon, reportEmpty } from '../../sending/coupon.ts';
import { gatherIngredients } from '../../sending/gather.ts';
import { DAY } from '../support/flows.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { programWith, START } from '../support/sending.ts';

const coupon = { id: 'c-1', step: 'code', pool: 'tea', validFor: '3d' };
const carrying = { ...message, coupon };
const END_OF_DAY = Date.parse('2026-11-23T22:59:59Z');

describe('a code', () => {
  const drawn = async (pool: object | undefined, change: object = {}) => {
    const { deps, did } = benchOf({ draw: 'drawn' });
    const program = programWith({}, { coupons: pool && { tea: pool as never } } as never);
    return [await drawCoupon(deps, { message: carrying, profile, program, ...change }), ...did];
  };

  it('is drawn from its list, or is the one of its pool, until both of their ends', async () => {
    const list = { kind: 'codes', list: 'tea.1', hash: 'h', count: 1 };
    expect(await drawn(list)).toEqual([
      'drawn',
      ['draw', { id: 'c-1', from: { list: 'tea.1' }, expiresAt: END_OF_DAY }, START],
    ]);
    const one = { kind: 'one', code: 'TEE' };
    expect(await drawn({ ...one, until: START + DAY })).toEqual([
      'drawn',
      ['draw', { id: 'c-1', from: { code: 'TEE' }, expiresAt: START + DAY }, START],
    ]);
    const { validFor: _, ...endless } = coupon;
    expect(await drawn(one, { message: { ...message, coupon: endless } })).toEqual([
      'drawn',
      ['draw', { id: 'c-1', from: { code: 'TEE' } }, START],
    ]);
    expect(await drawn({ ...one, until: START })).toMatchObject([
      'drawn',
      ['draw', { expiresAt: START }, START],
    ]);
  });

  it('lasts to the end of the day where the customer lives, wherever the shop is', async () => {
    const person = { ...profile.person, timeZone: 'Pacific/Kiritimati' };
    const [, draw] = await drawn({ kind: 'one', code: 'TEE' }, { profile: { ...profile, person } });
    const expiresAt = Date.parse('2026-11-24T09:59:59Z');
    expect(draw).toMatchObject(['draw', { expiresAt }, START]);
  });

  it('is none where its pool is over, gone or unknown, or the message carries none', async () => {
    expect(await drawn({ kind: 'one', code: 'TEE', until: START - 1 })).toEqual(['expired']);
    expect(await drawn(undefined)).toEqual(['empty']);
    expect(await drawn({ kind: 'one', code: 'TEE' }, { message })).toEqual(['empty']);
  });

  it('is told to the profile once, before it is marked as told', async () => {
    const told = async (of: unknown, change: object = {}) => {
      const { deps, did } = benchOf();
      await announceCoupon(deps, { ...carrying, ...change } as never, { drawn: of as never, profile });
      return did;
    };
    const data = {
      coupon_id: 'c-1',
      pool: 'tea',
      code: 'TEE',
      flow: message.flow,
      step: 'code',
      message_id: message.messageId,
    };
    expect(await told({ code: 'TEE', told: false, expiresAt: START })).toMatchObject([
      [
        'sendInputs',
        [
          {
            profileId: profile.id,
            receivedAt: START,
            event: {
              id: idOf('coupon-issued', 'c-1'),
              name: 'coupon.issued',
              at: START,
              source: 'stammkunde',
              data: { ...data, expires_at: '2026-11-20T18:00:00.000Z' },
            },
          },
        ],
      ],
      ['markTold', 'c-1'],
    ]);
    const [endless] = await told({ code: 'TEE', told: false });
    expect((endless as never as [string, [{ event: { data: object } }]])[1][0].event.data).toEqual(data);
    expect(await told({ code: 'TEE', told: true })).toEqual([]);
    expect(await told('empty')).toEqual([]);
    expect(await told(undefined)).toEqual([]);
    expect(await told({ code: 'TEE', told: false }, { coupon: undefined })).toEqual([]);
  });

  it('that is missing is told to whoever fills the pool', () => {
    const { deps, did } = benchOf();
    reportEmpty(deps, carrying);
    reportEmpty(deps, message);
    expect(did).toEqual([
      ['log', 'no coupon code left', { message: message.messageId, pool: 'tea' }],
      ['count', METRICS.couponPoolEmpty, 1],
      ['log', 'no coupon code left', { message: message.messageId, pool: 'none' }],
      ['count', METRICS.couponPoolEmpty, 1],
    ]);
  });
});

describe('what a message is made from', () => {
  const record = (productId: string) => ({
    entries: [
      { type: 'decision', at: START, what: 'noted' },
      { type: 'event', event: `told.${productId}`, data: { items: [{ product_id: productId }] } },
    ],
  });
  const gathered = async (
    change: object,
    records: Readonly<Record<string, object>>,
    msg: object = message,
  ) => {
    const read: unknown[][] = [];
    const asked: unknown[] = [];
    const { deps } = benchOf(
      {},
      {
        profiles: {
          readRecord: async (...of: [string, string]) => {
            read.push(of);
            return records[of[1]];
          },
        },
        products: {
          many: async (ids: readonly string[]) => {
            asked.push(ids);
            return ids.map((id) => ({ id }));
          },
        },
        programs: {
          // What the shop promises for buying is by the live program, whichever the message was decided with.
          load: async (seq: number) =>
            programWith(
              {},
              {
                ...{ seq, ...(seq === 7 && { templates: {} }) },
                ...(seq === 2 && { points: { per: { amount: 100, currency: 'EUR' } } }),
              },
            ),
        },
      },
    );
    const seen = {
      profile: { ...profile, ...change },
      controls: { seq: 2, sending: 'live', paused: [] },
      version: 1,
    };
    return { ...(await gatherIngredients(deps, msg as never, seen as never)), read, asked };
  };
  const about = {
    enrollments: profile.enrollments.map((one) => ({ ...one, about: { kind: 'order', order: 'o' } })),
  };
  const order = { id: 'o', at: START, status: 'placed', products: [], ref: 'placed' };

  it('is its trigger, with the products in it, asked for once each', async () => {
    const found = await gathered({}, { [message.ref ?? '']: record('p1') });
    expect(found).toMatchObject({
      trigger: { name: 'told.p1', data: { items: [{ product_id: 'p1' }] } },
      program: { seq: 2 },
    });
    expect([found.products, found.asked]).toEqual([[{ id: 'p1' }], [['p1']]]);
    expect(found).not.toHaveProperty('beside');
    expect([found.template === undefined, found.points]).toEqual([false, 0]);
  });

  it('is beside that what was told of its order, but not the trigger twice', async () => {
    const heard = [{ name: 'shipment.sent', at: START, ref: 'parcel', order: 'o', tracking: 't' }];
    const records = { [message.ref ?? '']: record('p1'), placed: record('p1'), parcel: record('p2') };
    const found = await gathered({ ...about, orders: [order], heard }, records);
    expect(found.beside?.map(({ name }) => name)).toEqual(['told.p1', 'told.p2']);
    expect(found.asked).toEqual([['p1', 'p2']]);
    expect(found.read.map(([, ref]) => ref)).toEqual([message.ref, 'placed', 'parcel']);
    const own = await gathered({ ...about, orders: [{ ...order, ref: message.ref }] }, records);
    expect(own).not.toHaveProperty('beside');
    expect(await gathered({ ...about, orders: [{ ...order, ref: 'gone' }] }, records)).not.toHaveProperty(
      'beside',
    );
  });

  it('is what was told last, with the survivor where it was told since two profiles became one', async () => {
    const newer = { enrollments: profile.enrollments.map((one) => ({ ...one, ref: 'newer' })) };
    const records = { newer: record('p2'), [message.ref ?? '']: record('p1') };
    const old = { ...message, profileId: '9old' };
    const told = await gathered(newer, records, old);
    expect([told.trigger?.name, told.read]).toEqual(['told.p2', [[profile.id, 'newer']]]);
    const gone = await gathered(newer, { [message.ref ?? '']: record('p1') }, old);
    expect(gone.trigger?.name).toBe('told.p1');
    expect(gone.read).toEqual([
      [profile.id, 'newer'],
      ['9old', message.ref],
    ]);
  });

  it('is nothing of the past where nothing is known of it, and then the live template', async () => {
    const { ref: _, ...bare } = message;
    const found = await gathered({ enrollments: [] }, {}, { ...bare, seq: 7 });
    expect([found.trigger, found.products, found.asked, found.read]).toEqual([undefined, [], [], []]);
    expect(found.template).toBeDefined();
    expect((await gathered({}, { [message.ref ?? '']: { entries: [] } })).trigger).toBeUndefined();
  });
});
