/** What publishing says about a list of events that start a flow. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const published = (changes: Readonly<Record<string, unknown>>) =>
  publishOf(folderWith({ 'flows/sample.json': flowText(changes) }));
const words = (changes: Readonly<Record<string, unknown>>) =>
  published(changes).problems.map(({ severity, line, message }) => `${severity} ${line} ${message.en}`);
const on = ['shipment.sent', 'shipment.delayed', 'order.placed'];

describe('a list of events', () => {
  it('starts the flow with each of them, once', () => {
    const { program } = published({ trigger: { on: ['order.placed', 'order.paid', 'order.placed'] } });
    expect(program?.triggers).toEqual({ 'order.placed': ['sample'], 'order.paid': ['sample'] });
  });

  it('of one event is that event, so that nobody inside moves into a new version', () => {
    expect(published({ trigger: { on: ['order.placed'] } }).program?.flows['sample']?.trigger).toEqual({
      on: 'order.placed',
      restart: false,
    });
  });

  it('is wrong where it is empty or names an event that nobody knows, at its own place', () => {
    expect(words({ trigger: { on: [] } })).toEqual([expect.stringContaining('has too few entries')]);
    const [wrong] = words({ trigger: { on: ['order.placed', 'order.payed'] } });
    expect(wrong).toContain('The event "order.payed" is unknown.');
    expect(wrong).toMatch(/^error 10 /);
    expect(words({ trigger: { on: ['order placed'] } })[0]).toContain('"order placed" is no event name');
  });

  it('is warned of a field that some of them never have, in every condition about the event', () => {
    const found = words({
      trigger: {
        on,
        where: { all: [{ 'event.order_id': { exists: true } }, { 'event.carrier': { eq: 'dhl' } }] },
      },
      audience: { 'event.items': { notEmpty: true } },
      steps: [{ id: 'a', if: { not: { 'event.expected_at': { exists: true } } }, then: [] }],
    });
    expect(found.map((text) => text.split(';')[0])).toEqual([
      expect.stringContaining('"event.carrier" does not exist in order.placed'),
      expect.stringContaining('"event.expected_at" does not exist in order.placed'),
      expect.stringContaining('"event.items" does not exist in shipment.sent, shipment.delayed'),
      expect.stringContaining('"audience" is looked at again before every message'),
    ]);
    expect(found.every((text) => text.startsWith('warning'))).toBe(true);
  });

  it('is not warned of what all have, of their name, or of the event that a step waits for', () => {
    const where = { 'event.total': { exists: true } };
    const steps = [
      { id: 'a', waitFor: { event: 'order.paid', where, timeout: '1d' }, ['then']: [] },
      { id: 'b', if: { 'event.type': { eq: 'shipment.sent' } }, ['then']: [] },
    ];
    expect(words({ trigger: { on, where: { 'event.order_id': { exists: true } } }, steps })).toEqual([]);
  });
});

describe('a field that no event has which may be at hand', () => {
  const typo = { 'event.totl': { gte: 5 } };
  const [starts, on] = [(where: object) => ({ trigger: { on: 'order.placed', where } }), 'order.placed'];

  it.each([
    ['where the flow starts', starts(typo)],
    ['inside a "not", where it would always hold', starts({ not: typo })],
    ['in a list of one', { trigger: { on: [on], where: typo } }],
    ['in a step', { trigger: { on }, steps: [{ id: 'a', if: typo, then: [] }] }],
    ['in what is counted', { trigger: { on }, audience: { event: 'order.paid', where: typo } }],
    [
      'in what is waited for',
      {
        trigger: { on: 'acme.ping' },
        steps: [{ id: 'a', waitFor: { event: on, where: typo, timeout: '1d' }, ['then']: [] }],
      },
    ],
  ])('is an error %s', (_, flow) => {
    const found = words(flow).filter((text) => text.includes('event.totl'));
    expect(found).toEqual([expect.stringMatching(/^error \d+ "event.totl" does not exist in /)]);
    expect(found[0]).toContain('Did you mean "event.total"?');
  });

  it('is none where an own event may bring it, where what is waited for has it, or where it is its name', () => {
    const paid = { id: 'a', waitFor: { event: 'shipment.sent', timeout: '1d' } };
    const asks = { id: 'b', if: { 'event.carrier': { eq: 'DHL' } }, ['then']: [] };
    const waits = { trigger: { on }, steps: [{ ...paid, ['then']: [asks] }] };
    for (const flow of [
      starts({ 'event.type': { eq: on } }),
      starts({ 'event.item_count': { gte: 2 } }),
      waits,
    ])
      expect(words(flow).filter((text) => text.startsWith('error'))).toEqual([]);
  });
});

it.each([
  ['order.created', 'order.placed'],
  ['orders/create', undefined],
  ['checkout.abandoned', 'checkout.updated'],
  ['newsletter.subscribed', 'consent.given'],
  ['order.shipped', 'shipment.sent'],
  ['email.opened', 'message.opened'],
])('the event %s of other programs is told as ours', (event, meant) => {
  const [told] = words({ trigger: { on: event } });
  if (meant === undefined) expect(told).toContain('is no event name');
  else expect(told).toContain(`Did you mean "${meant}"?`);
});

describe('a field of the event that started the flow', () => {
  const ask = { if: { 'event.way': { eq: 'dhl' } } };
  const mail = (id: string) => ({ id, send: { channel: 'email', template: 'mail' } });
  const wait = { id: 'w', wait: '1d' };
  const lost = (steps: readonly object[], more: Readonly<Record<string, unknown>> = {}) =>
    published({ trigger: { on: 'order.placed' }, steps, ...more }).problems.flatMap(
      ({ severity, message }) =>
        / not known any more /.test(message.en) ? [`${severity} ${message.en.split('"')[1]}`] : [],
    );
  const branch = (steps: readonly object[]) => ({ ['then']: steps });
  const asking = { id: 'a', ...ask, ...branch([mail('m')]) };

  it('is at hand until the first wait, and its name for ever', () => {
    expect(lost([asking, wait, mail('n')])).toEqual([]);
    expect(
      lost([wait, { id: 'a', if: { 'event.type': { eq: 'order.placed' } }, ...branch([mail('m')]) }]),
    ).toEqual([]);
  });

  it('is warned of after a wait, in branches and after them too', () => {
    expect(lost([wait, asking])).toEqual(['warning event.way']);
    const waiting = { id: 'b', if: { 'orders.count': { gte: 2 } }, ...branch([wait]) };
    expect(lost([waiting, asking])).toEqual(['warning event.way']);
    const variants = [
      { name: 'x', weight: 1, ...branch([wait, asking]) },
      { name: 'y', weight: 1, ...branch([mail('n')]) },
    ];
    expect(lost([{ id: 's', split: variants }])).toEqual(['warning event.way']);
    const cases = { id: 'c', switch: [{ when: ask.if, ...branch([mail('m')]) }] };
    expect(lost([wait, cases])).toEqual(['warning event.way']);
    expect(lost([cases, wait, mail('n')])).toEqual([]);
  });

  it('is that of the awaited event where one came, and of none where none did', () => {
    const waitFor = { event: 'order.paid', timeout: '1d' };
    expect(lost([wait, { id: 'f', waitFor, ...branch([asking]) }])).toEqual([]);
    expect(lost([{ id: 'f', waitFor, ...branch([]), else: [asking] }])).toEqual(['warning event.way']);
    expect(lost([{ id: 'f', waitFor, ...branch([]) }, asking])).toEqual(['warning event.way']);
  });

  it('is warned of in the audience, which is looked at before every message, but not in a count', () => {
    expect(lost([mail('m')], { audience: ask.if })).toEqual(['warning audience']);
    const counted = { event: 'order.placed', since: '30d', where: ask.if };
    expect(lost([wait, { id: 'a', if: counted, ...branch([mail('m')]) }], { audience: counted })).toEqual([]);
  });
});
