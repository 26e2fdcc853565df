/** Steps that write down, and that tell another flow. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

type Change = Partial<CompiledFlow> & { list: readonly CompiledStep[]; id?: string };

const flow = ({ id = 'acts', ...change }: Change) =>
  flowOf({ id, trigger: { on: 'customer.created', restart: false }, reentry: { kind: 'never' }, ...change });
const settings = { customEvents: ['acme.ping', 'acme.pong'] };
const story = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows, settings)).consents();
const begun = (...list: readonly CompiledStep[]) => story(flow({ list })).hears('customer.created');
const emit = (id: string, event: string, next: string | null): CompiledStep => ({
  kind: 'emit',
  id,
  event,
  next,
});

describe('set', () => {
  const set = (change: object, next: string | null = null): CompiledStep => ({
    kind: 'set',
    id: 'note',
    ...change,
    next,
  });

  it('writes attributes, tags and tier, which conditions see at once', () => {
    const condition = { kind: 'fact', path: 'customer.tags', test: { contains: 'vip' } } as const;
    const told = begun(
      set({ attributes: { size: 'm', shoe: 42, loud: false }, addTags: ['vip'], tier: 'gold' }, 'which'),
      { kind: 'if', id: 'which', condition, yes: 'mail', no: null },
      send('mail', null),
    );
    expect(told.profile()).toMatchObject({
      attributes: { size: 'm', shoe: 42, loud: false },
      tags: ['vip'],
      tier: 'gold',
    });
    expect(told.steps()).toEqual(['mail']);
    expect(told.told.find((entry) => entry.type === 'decision' && entry.what === 'set')).toMatchObject({
      flow: 'acts',
      step: 'note',
      detail: 'size = m, shoe = 42, loud = false, +vip, tier gold',
    });
  });

  it('replaces an attribute, adds a tag once and takes tags away, and leaves the rest alone', () => {
    const list = [
      set({ attributes: { size: 'm', colour: 'red' }, addTags: ['a', 'b', 'b'] }, 'second'),
      { ...set({ attributes: { size: 'l' }, addTags: ['a'], removeTags: ['b', 'c'] }), id: 'second' },
    ];
    const told = begun(...list);
    const { attributes, tags, ...profile } = told.profile();
    expect({ attributes, tags }).toEqual({ attributes: { colour: 'red', size: 'l' }, tags: ['a'] });
    expect(profile).not.toHaveProperty('tier');
    const details = told.told.flatMap((entry) =>
      entry.type === 'decision' && entry.what === 'set' ? [entry.detail] : [],
    );
    expect(details).toEqual(['size = m, colour = red, +a, +b, +b', 'size = l, +a, -b, -c']);
    expect(begun(set({ tier: 'gold' })).profile()).toMatchObject({ tags: [], tier: 'gold' });
    expect(begun(set({ addTags: ['a'], removeTags: ['a'] })).profile().tags).toEqual(['a']);
  });

  it('that writes a known attribute anew pushes none out', () => {
    const full = Object.fromEntries(
      Array.from({ length: LIMITS.attributesPerProfile }, (_, i) => [`a${i}`, i]),
    );
    const again = { ...set({ attributes: { a5: 'again' } }), id: 'again' };
    expect(begun(set({ attributes: full }, 'again'), again).profile().attributes).toEqual({
      ...full,
      a5: 'again',
    });
  });

  it('gives up the oldest beyond the bounds, and never what it has just written', () => {
    const many = (prefix: string) =>
      Object.fromEntries(Array.from({ length: LIMITS.attributesPerProfile }, (_, i) => [`${prefix}${i}`, i]));
    const tags = Array.from({ length: LIMITS.tagsPerProfile }, (_, i) => `t${i}`);
    const told = begun(set({ attributes: many('a'), addTags: tags }, 'more'), {
      ...set({ attributes: { a0: 'again', late: 1 }, addTags: ['late'] }),
      id: 'more',
    });
    const { attributes, tags: kept } = told.profile();
    expect(Object.keys(attributes)).toHaveLength(LIMITS.attributesPerProfile);
    expect(attributes).toMatchObject({ a0: 'again', late: 1 });
    expect(attributes).not.toHaveProperty('a1');
    expect(kept).toHaveLength(LIMITS.tagsPerProfile);
    expect([kept[0], kept.at(-1)]).toEqual(['t1', 'late']);
  });
});

describe('emit', () => {
  const second = (change: Partial<CompiledFlow> = {}) =>
    flow({
      id: 'second',
      trigger: { on: 'acme.ping', restart: false },
      list: [send('hello', null)],
      ...change,
    });

  it('starts another flow in the same decision, and stands on the timeline', () => {
    const told = story(flow({ list: [emit('ping', 'acme.ping', null)] }), second()).hears('customer.created');
    expect(told.steps()).toEqual(['hello']);
    expect(told.told.find((entry) => entry.type === 'event' && entry.event === 'acme.ping')).toMatchObject({
      source: 'stammkunde',
      data: { flow: 'acts', step: 'ping' },
    });
    expect(told.profile().history['acme.ping']?.count).toBe(1);
  });

  it('also ends, and answers, what waits for it', () => {
    const waiting = flow({
      id: 'second',
      trigger: { on: 'customer.created', restart: false },
      exitOn: ['acme.pong'],
      list: [
        {
          kind: 'waitFor',
          id: 'await',
          event: 'acme.ping',
          timeout: { kind: 'elapsed', ms: DAY },
          yes: 'hello',
          no: null,
        },
        send('hello', 'rest'),
        wait('rest', DAY, null),
      ],
    });
    const list = [wait('first', HOUR, 'ping'), emit('ping', 'acme.ping', 'more'), wait('more', HOUR, 'pong')];
    const told = story(flow({ list: [...list, emit('pong', 'acme.pong', null)] }), waiting)
      .hears('customer.created')
      .passes(HOUR);
    expect(told.steps()).toEqual(['hello']);
    expect(
      told
        .profile()
        .enrollments.map(({ step }) => step)
        .toSorted(),
    ).toEqual(['more', 'rest']);
    expect(told.passes(HOUR).profile().enrollments).toEqual([]);
  });

  it('hands on the order that its flow is about, and the record with its details', () => {
    const trigger = { on: 'order.placed', restart: false, per: 'order' } as const;
    const per = { on: 'acme.ping', restart: false, per: 'order' } as const;
    const list = [emit('ping', 'acme.ping', null)];
    const told = story(flow({ trigger, list }), second({ trigger: per })).orders({ order: 'o-7' });
    const ref = told.left()[0]?.ref;
    expect(ref).toBeDefined();
    expect(told.profile().lastEntries).toMatchObject({
      acts: { ref },
      second: { ref, about: { kind: 'order', order: 'o-7' } },
    });
    const waits = flow({ trigger, list: [wait('pause', HOUR, 'ping'), ...list] });
    const later = story(waits, second({ trigger: per }))
      .orders({ order: 'o-7' })
      .passes(HOUR);
    expect(later.left()[0]?.ref).toBe(later.profile().orders[0]?.ref);
    const plain = story(
      flow({ trigger: { on: 'checkout.updated', restart: false }, list }),
      second({ trigger: per }),
    );
    const cart = { checkout_id: 'c-1', cart_id: 'k-1' };
    const ping = (told: ReturnType<typeof story>) =>
      told.told.find((entry) => entry.type === 'event' && entry.event === 'acme.ping');
    const started = { on: 'shipment.sent', restart: false, per: 'order' } as const;
    const parcel = { order_id: 'o-7', shipment_id: 's-1', tracking_number: 't-1' };
    const sent = story(flow({ trigger: started, list })).hears('shipment.sent', parcel);
    expect(ping(sent)).toMatchObject({ data: parcel });
    expect(ping(story(flow({ trigger: { ...started, on: 'checkout.updated' }, list })).cart())).toMatchObject(
      {
        data: cart,
      },
    );
    expect(plain.cart().profile().lastEntries['second']?.about).toMatchObject({
      kind: 'checkout',
      checkout: 'c-1',
    });
  });

  it('is once per run, whatever is delivered twice', () => {
    const told = story(
      flow({ list: [emit('ping', 'acme.ping', null)] }),
      second({ reentry: { kind: 'always' } }),
    );
    told.hears('customer.created', {}, { id: 'same' }).hears('customer.created', {}, { id: 'same' });
    expect(told.steps()).toEqual(['hello']);
  });

  const circle = (pause: readonly CompiledStep[]) => [
    flow({
      id: 'a',
      trigger: { on: ['customer.created', 'acme.pong'], restart: false },
      reentry: { kind: 'always' },
      list: [...pause, emit('ping', 'acme.ping', null)],
    }),
    flow({
      id: 'b',
      trigger: { on: 'acme.ping', restart: false },
      reentry: { kind: 'always' },
      list: [emit('pong', 'acme.pong', null)],
    }),
  ];

  it.each([
    ['within one decision', []],
    ['across decisions', [wait('pause', HOUR, 'ping')]],
  ])('ends a circle of flows that start each other %s', (_, pause) => {
    const told = story(...circle(pause))
      .hears('customer.created')
      .passes(30 * HOUR);
    const emitted = told.told.filter((entry) => entry.type === 'event' && entry.source === 'stammkunde');
    expect(emitted).toHaveLength(LIMITS.emitsInARow);
    expect(told.profile().enrollments).toEqual([]);
    expect(
      told.told.find((entry) => entry.type === 'decision' && entry.reason === 'emit-loop'),
    ).toMatchObject({
      what: 'ignored',
      detail: 'acme.pong',
    });
  });

  it('emits no more than so much in one decision', () => {
    const list = Array.from({ length: LIMITS.emitsPerDecision + 5 }, (_, index) =>
      emit(`e${index}`, 'acme.ping', index === LIMITS.emitsPerDecision + 4 ? null : `e${index + 1}`),
    );
    const told = begun(...list);
    expect(told.profile().history['acme.ping']?.count).toBe(LIMITS.emitsPerDecision);
    expect(told.decisions().filter((line) => line === 'ignored emit-loop')).toHaveLength(5);
  });
});
