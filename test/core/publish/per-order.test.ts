/** What publishing says about flows with one run per order, and what it makes of them. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const published = (changes: Readonly<Record<string, unknown>>) =>
  publishOf(folderWith({ 'flows/sample.json': flowText(changes) }));
const words = (changes: Readonly<Record<string, unknown>>) =>
  published(changes).problems.map(({ severity, message }) => `${severity} ${message.en}`);
const compiled = (changes: Readonly<Record<string, unknown>>) => published(changes).program;
const trigger = { on: 'order.placed', per: 'order' };
const awaits = (waitFor: object) => [{ id: 'a', waitFor: { timeout: '1d', ...waitFor }, ['then']: [] }];

describe('a flow with one run per order', () => {
  it('is compiled with the events that are remembered order by order', () => {
    const program = compiled({
      trigger,
      exitOn: ['order.paid', { event: 'order.updated', any: true }],
      goal: { on: 'order.placed', any: true },
      steps: awaits({ event: 'shipment.delivered' }),
    });
    expect(program?.flows['sample']).toMatchObject({
      trigger: { on: 'order.placed', per: 'order' },
      exitOn: ['order.paid', 'order.updated'],
      exitOnAny: ['order.updated'],
      goal: { on: 'order.placed', any: true },
    });
    expect(program?.perOrder).toEqual([
      'order.cancelled',
      'order.paid',
      'order.placed',
      'order.refunded',
      'order.updated',
      'shipment.delayed',
      'shipment.delivered',
      'shipment.returned',
      'shipment.sent',
    ]);
  });

  it('leaves the program as it was where no flow has one', () => {
    expect(compiled({ trigger: { on: 'order.placed' } })).not.toHaveProperty('perOrder');
    expect(compiled({ exitOn: [{ event: 'order.placed' }] })?.flows['sample']).toMatchObject({
      exitOn: ['order.placed'],
    });
    expect(compiled({ exitOn: [{ event: 'order.placed' }] })?.flows['sample']).not.toHaveProperty(
      'exitOnAny',
    );
  });

  it('remembers them for who is still in an earlier version', () => {
    const first = compiled({ trigger, exitOn: ['order.paid'], onEdit: 'finish' });
    if (!first) throw new Error('no program');
    const text = flowText({ trigger: { on: 'order.placed' }, onEdit: 'finish' });
    const { program } = publishOf(folderWith({ 'flows/sample.json': text }), { previous: first, seq: 2 });
    expect(program?.perOrder).toContain('order.paid');
  });

  it('makes a new version of the flow when what ends it changes', () => {
    const first = compiled({ trigger, exitOn: ['order.paid'] });
    if (!first) throw new Error('no program');
    const again = (exitOn: unknown) => {
      const content = folderWith({ 'flows/sample.json': flowText({ trigger, exitOn }) });
      return publishOf(content, { previous: first, seq: 2 }).program?.flows['sample']?.since;
    };
    expect(again(['order.paid'])).toBe(1);
    expect(again([{ event: 'order.paid', any: true }])).toBe(2);
  });

  it.each([
    ['customer.created', false],
    ['message.clicked', false],
    ['consent.given', false],
    ['survey.answered', false],
    ['order.paid', true],
    ['checkout.updated', true],
    ['cart.updated', true],
    ['shipment.sent', true],
  ])('can begin with %s: %s', (on, can) => {
    const found = words({ trigger: { on, per: 'order' } });
    expect(found).toEqual(
      can ? [] : [expect.stringContaining(`error "${on}" names no order, cart or parcel`)],
    );
  });

  it('can begin with an event of the shop, whose data is free', () => {
    const content = {
      'settings.json': JSON.stringify({ customEvents: ['acme.packed'] }),
      'flows/sample.json': flowText({ trigger: { on: 'acme.packed', per: 'order' } }),
    };
    expect(publishOf(folderWith(content)).program?.flows['sample']?.trigger.per).toBe('order');
  });

  it('is wrong where it waits for, or ends with, what never names an order', () => {
    const wrong = (changes: object) => words({ trigger, ...changes });
    const say = '"review.submitted" never names an order';
    expect(wrong({ exitOn: ['order.paid', 'review.submitted'] })).toEqual([expect.stringContaining(say)]);
    expect(wrong({ goal: { on: 'review.submitted' } })).toEqual([expect.stringContaining(say)]);
    expect(wrong({ steps: awaits({ event: 'review.submitted' }) })).toEqual([expect.stringContaining(say)]);
    expect(
      wrong({
        exitOn: [{ event: 'review.submitted', any: true }],
        goal: { on: 'message.clicked', any: true },
        steps: awaits({ event: 'message.replied', any: true }),
      }),
    ).toEqual([]);
  });

  it('is warned that the event which began it does not come again for the same order', () => {
    const say = expect.stringContaining('warning "order.placed" began this run');
    expect(words({ trigger, goal: { on: 'order.placed' } })).toEqual([say]);
    expect(words({ trigger, exitOn: ['order.placed'] })).toEqual([say]);
    expect(words({ trigger, goal: { on: 'order.placed', any: true } })).toEqual([]);
    expect(
      words({ trigger: { on: 'checkout.updated', per: 'order' }, goal: { on: 'order.placed' } }),
    ).toEqual([]);
    expect(words({ trigger: { ...trigger, on: 'order.paid' }, exitOn: ['order.paid'] })).toEqual([]);
  });

  it('alone knows "any": elsewhere that does nothing', () => {
    const say = expect.stringContaining('warning "any" only does something where there is one run per order');
    expect(words({ exitOn: [{ event: 'order.placed', any: true }] })).toEqual([say]);
    expect(words({ goal: { on: 'order.placed', any: true } })).toEqual([say]);
    expect(words({ steps: awaits({ event: 'order.placed', any: true }) })).toEqual([say]);
    expect(words({ goal: { on: 'order.placed', any: false } })).toEqual([]);
  });

  it('is for orders: another word is wrong, and an unknown event in the long form too', () => {
    expect(words({ trigger: { on: 'order.placed', per: 'customer' } })[0]).toContain('Allowed: order');
    expect(words({ exitOn: [{ event: 'order.payed' }] })[0]).toContain('The event "order.payed" is unknown');
  });
});
