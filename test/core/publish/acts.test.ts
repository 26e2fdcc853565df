/** What publishing says about steps that write down, tell, stop and forget. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const SETTINGS = JSON.stringify({
  shop: {
    address: 'Shop, Musterweg 1, 00000 Musterort',
    imprintUrl: 'https://shop.example/imprint',
    privacyUrl: 'https://shop.example/privacy',
  },
  customEvents: ['acme.ping'],
  loyalty: { tiers: [{ id: 'gold', spend: { amount: 50_000, currency: 'EUR' } }] },
});
const published = (...steps: readonly object[]) =>
  publishOf(folderWith({ 'settings.json': SETTINGS, 'flows/sample.json': flowText({ steps }) }));
const words = (...steps: readonly object[]) =>
  published(...steps).problems.map(({ severity, message }) => `${severity} ${message.en}`);

describe('steps that take no time', () => {
  it('are compiled as they are written, each with the step after it', () => {
    const { program, problems } = published(
      { id: 'a', set: { attributes: { size: 'm' }, addTags: ['x'], removeTags: ['y'], tier: 'gold' } },
      { id: 'b', emit: { event: 'acme.ping' } },
      { id: 'c', stop: { channel: 'whatsapp' } },
      { id: 'd', forget: {} },
    );
    expect(problems).toEqual([]);
    expect(program?.flows['sample']?.steps).toEqual({
      a: {
        kind: 'set',
        id: 'a',
        attributes: { size: 'm' },
        addTags: ['x'],
        removeTags: ['y'],
        tier: 'gold',
        next: 'b',
      },
      b: { kind: 'emit', id: 'b', event: 'acme.ping', next: 'c' },
      c: { kind: 'stop', id: 'c', channel: 'whatsapp', next: 'd' },
      d: { kind: 'forget', id: 'd' },
    });
  });

  it.each([
    [{ set: {} }, 'error "set" writes nothing down'],
    [{ set: { addTags: [] } }, 'error "set" writes nothing down'],
    [{ set: { tier: 'golden' } }, 'error There is no tier "golden". Allowed: gold. Did you mean "gold"?'],
    [{ set: { addTags: ['a'], removeTags: ['b', 'a'] } }, 'warning "a" is in addTags and in removeTags'],
    [{ emit: { event: 'order.placed' } }, 'error "order.placed" tells what really happened'],
    [{ emit: { event: 'acme.pong' } }, 'error The event "acme.pong" is unknown'],
    [{ stop: { channel: 'sms' } }, 'error'],
    [{ stop: {} }, 'error'],
    [{ forget: { sure: true } }, 'error'],
  ])('%j is told: %s', (step, said) => {
    expect(words({ id: 'a', ...step })).toEqual([expect.stringContaining(said)]);
  });

  it.each(['customer.birthday', 'customer.attributes.renewal', 'shipment.expected_at', 'event.due'])(
    'wait until the date %s, at a time of day where one is named',
    (date) => {
      const { program, problems } = published(
        { id: 'a', wait: { until: { date, at: '09:30' } } },
        { id: 'b', wait: { until: { date } } },
        { id: 'c', exit: {} },
      );
      expect(problems).toEqual([]);
      expect(program?.flows['sample']?.steps).toMatchObject({
        a: { kind: 'untilDate', path: date, at: { hour: 9, minute: 30 }, next: 'b' },
        b: { kind: 'untilDate', path: date, next: 'c' },
      });
    },
  );

  it('know no other dates', () => {
    const until = (date: string) => words({ id: 'a', wait: { until: { date } } }, { id: 'c', exit: {} });
    expect(until('customer.birthdy')).toEqual([
      expect.stringContaining('error There is no date "customer.birthdy". Allowed: customer.birthday'),
    ]);
    expect(until('product.since')).toHaveLength(1);
  });

  it('are followed by nothing after a forget', () => {
    expect(words({ id: 'a', forget: {} }, { id: 'b', exit: {} })).toEqual([
      expect.stringContaining('Nothing from "b" on is ever reached: there is a forget before it.'),
    ]);
  });

  it('hand who waits at a removed step on to the next one', () => {
    const before = published({ id: 'b', emit: { event: 'acme.ping' } }, { id: 'd', exit: {} }).program;
    if (!before) throw new Error('no program');
    const text = flowText({ steps: [{ id: 'd', exit: {} }] });
    const after = publishOf(folderWith({ 'settings.json': SETTINGS, 'flows/sample.json': text }), {
      previous: before,
      seq: 2,
    });
    expect(after.program?.flows['sample']?.removed).toEqual({ b: 'd' });
  });
});
