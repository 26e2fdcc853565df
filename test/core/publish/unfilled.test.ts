/** A message that shows what its trigger never brings is told before anybody is skipped for it. */
import { describe, expect, it } from 'vitest';
import type { CompiledTemplate } from '../../../core/program/program.ts';
import { compileProgram } from '../../../core/publish/compile-program.ts';
import { flowText, folderWith, settingsText } from '../../support/content.ts';

type Shown = Readonly<{ needs?: CompiledTemplate['needs']; eventFields?: readonly string[] }>;

const told = (
  trigger: unknown,
  { needs = [], eventFields = [] }: Shown,
  settings = {},
): readonly string[] => {
  const content = folderWith({
    'flows/sample.json': flowText({ trigger }),
    'settings.json': settingsText(settings),
  });
  const mails = { help: { ok: true, template: { locales: {}, needs }, eventFields } } as const;
  const { problems } = compileProgram(
    { ...content, templates: { ...content.templates, ...mails } },
    { seq: 1, now: 0 },
  );
  return problems.map(
    ({ severity, message }) => `${severity}: ${message.en.replace('The template "help" ', '')}`,
  );
};
const SILENCE = { inactive: { without: ['order.placed'], for: '60d' } };
const BIRTHDAY = { date: 'customer.birthday' };
const SKIPPED = 'whoever comes into the flow by it does not get this message.';

describe('a mail that shows', () => {
  it.each<[string, unknown, Shown, string]>([
    [
      'a cart, after an order',
      { on: 'order.placed' },
      { needs: ['checkout'] },
      `error: shows a cart, and order.placed brings none: ${SKIPPED}`,
    ],
    [
      'a cart, after a word on WhatsApp',
      { keyword: ['help'] },
      { needs: ['checkout'] },
      `error: shows a cart, and message.replied brings none: ${SKIPPED}`,
    ],
    [
      'a cart, after a silence without orders',
      SILENCE,
      { needs: ['checkout'] },
      `error: shows a cart, and order.placed brings none: ${SKIPPED}`,
    ],
    [
      'an order, on a birthday',
      BIRTHDAY,
      { needs: ['order'] },
      `error: shows an order, and this trigger brings none: ${SKIPPED}`,
    ],
    [
      'an order, for a cart',
      { on: 'checkout.updated' },
      { needs: ['order'] },
      `error: shows an order, and checkout.updated brings none: ${SKIPPED}`,
    ],
    [
      'a cart, for one of two events',
      { on: ['checkout.updated', 'order.placed'] },
      { needs: ['checkout'] },
      `warning: shows a cart, and order.placed brings none: ${SKIPPED}`,
    ],
    [
      'what somebody waits for, after an order',
      { on: 'order.placed' },
      { needs: ['wanted'] },
      'error: shows products.wanted. Only flows with a "catalogue" trigger know what somebody waits for, for example { "catalogue": "back-in-stock" }.',
    ],
    [
      'points, in a shop without any',
      { on: 'order.placed' },
      { needs: ['points'] },
      'error: shows points, and the shop gives none: loyalty.points is missing in settings.json. So nobody gets this message.',
    ],
    [
      'a field of the event on a birthday',
      BIRTHDAY,
      { eventFields: ['total'] },
      'warning: shows event.total, but no event starts this flow: nothing will ever stand there.',
    ],
  ])('%s', (_, trigger, shown, problem) => {
    expect(told(trigger, shown)).toEqual([problem]);
  });

  it('a field that the event does not have, with the likely one', () => {
    const [problem = '', ...others] = told({ on: 'order.placed' }, { eventFields: ['totl'] });
    expect(others).toEqual([]);
    expect(problem).toContain(
      'warning: shows event.totl, which order.placed does not have: nothing will ever',
    );
    expect(problem).toContain('Did you mean "total"?');
  });

  it.each<[string, unknown, Shown]>([
    [
      'the cart that was left',
      { on: 'checkout.updated' },
      { needs: ['checkout'], eventFields: ['total', 'type'] },
    ],
    ['an order about which all is known', { on: 'shipment.sent', per: 'order' }, { needs: ['order'] }],
    ['what was viewed', SILENCE, { needs: ['viewed'] }],
    ['the last order before a silence', SILENCE, { needs: ['order'], eventFields: ['total'] }],
    ['points that started the flow', { on: 'points.changed' }, { needs: ['points'] }],
    ['what somebody waits for', { catalogue: 'back-in-stock' }, { needs: ['wanted'] }],
  ])('%s is in order', (_, trigger, shown) => {
    expect(told(trigger, shown)).toEqual([]);
  });

  it("whatever a shop's own event brings is in order", () => {
    expect(
      told({ on: 'acme.ping' }, { eventFields: ['anything.goes'] }, { customEvents: ['acme.ping'] }),
    ).toEqual([]);
  });
});
