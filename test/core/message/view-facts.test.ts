/** The facts of conditions as templates read them: the same truth, written for people. */
import { describe, expect, it } from 'vitest';
import { evaluate, known } from '../../../core/conditions/evaluate.ts';
import { type Fact, finderOf } from '../../../core/conditions/fact-values.ts';
import { FACT_PATHS } from '../../../core/conditions/facts.ts';
import { renderText } from '../../../core/message/liquid.ts';
import { usualCurrency } from '../../../core/state/order-figures.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { DAY, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';
import { NOW, personOf, viewOf } from './samples.ts';

const program = programOf([]);
const buys = (story: ReturnType<typeof storyOf>, id: string, total: string) =>
  story.hears('order.placed', {
    order_id: id,
    currency: 'EUR',
    total,
    items: [{ product_id: `p-${id}`, quantity: 1, categories: ['Tea', 'Gift & more'] }],
  });

/** Two orders 40 days apart. */
const regular = () => buys(buys(storyOf(program), 'o-1', '20.00').passes(40 * DAY), 'o-2', '35.50');

const textOf = (story: ReturnType<typeof storyOf>, liquid: string): string => {
  const profile = story.profile();
  const facts = known({ profile, program, since: 0, now: story.now() });
  const view = viewOf({
    profile: { person: personOf(), attributes: profile.attributes },
    factOf: (path) => finderOf(path)(facts),
    ...(usualCurrency(profile) && { currency: 'EUR' }),
  });
  return renderText(liquid, view).replace(/\u00a0/g, ' ');
};

describe('a template', () => {
  it('reads what somebody bought, as conditions count it, in words of the reader', () => {
    const story = regular();
    expect(
      textOf(
        story,
        '{{ customer.orders.count }} | {{ customer.orders.spent }} | {{ customer.orders.average }} | {{ customer.orders.first_at }} | {{ customer.orders.last_at }} | {{ customer.orders.usual_gap }}',
      ),
    ).toBe('2 | 55,50 € | 27,75 € | 20. November 2026 | 30. Dezember 2026 | 40');
    story.hears('order.cancelled', { order_id: 'o-2' });
    expect(textOf(story, '{{ customer.orders.count }} | {{ customer.orders.spent }}')).toBe('1 | 20,00 €');
  });

  it('reads lists, and asks what they contain', () => {
    const story = regular();
    expect(textOf(story, "{{ customer.orders.categories | join: ', ' }}")).toBe('Tea, Gift & more');
    const asks = (list: string, word: string) =>
      textOf(story, `{% if customer.${list} contains '${word}' %}yes{% else %}no{% endif %}`);
    expect(asks('orders.products', 'p-o-1')).toBe('yes');
    expect(asks('orders.products', 'p-o-9')).toBe('no');
    expect(asks('views.products', 'p-o-1')).toBe('no');
  });

  it('compares numbers and attributes, which stay what they are', () => {
    const story = regular().hears('customer.updated', {
      customer: { attributes: { size: 'm', cats: 2, club: true, note: 'a\nb' }, tags: ['vip'] },
    });
    expect(
      textOf(story, '{% if customer.orders.count > 1 and customer.attributes.cats > 1 %}x{% endif %}'),
    ).toBe('x');
    expect(textOf(story, '{{ customer.attributes.size }} {{ customer.attributes.note }}')).toBe('m a b');
    expect(
      textOf(story, "{% if customer.attributes.club and customer.tags contains 'vip' %}x{% endif %}"),
    ).toBe('x');
    expect(textOf(story, "{{ customer.attributes.unknown | default: 'none' }}")).toBe('none');
  });

  it('reads consent, and when a link was clicked last', () => {
    const story = regular().consents();
    expect(textOf(story, '{{ customer.consent.email }}/{{ customer.consent.whatsapp }}')).toBe('given/');
    expect(textOf(story, '[{{ customer.messages.last_click_at }}] {{ customer.rfm.group }}')).toBe('[] new');
  });

  it('reads nothing of who has bought nothing', () => {
    const story = storyOf(program).consents();
    expect(
      textOf(story, '{{ customer.orders.count }}[{{ customer.orders.spent }}{{ customer.orders.first_at }}]'),
    ).toBe('0[]');
  });

  it('reads a birthday as the same day in every zone', () => {
    const birthday = (timeZone: string) =>
      viewOf({ profile: { person: personOf({ timeZone }) }, factOf: () => '1988-02-29' })['customer'][
        'birthday'
      ];
    expect([birthday('Pacific/Auckland'), birthday('America/Los_Angeles')]).toEqual([
      '29. Februar 1988',
      '29. Februar 1988',
    ]);
  });

  it('computes only the facts that it names', () => {
    const asked: string[] = [];
    const factOf = (path: string): Fact => {
      asked.push(path);
      return undefined;
    };
    renderText('{{ customer.first_name }}{{ customer.rfm.group }}', viewOf({ factOf }));
    expect(asked).toEqual(['rfm.group']);
  });
});

it('every fact about the customer is there for templates, and agrees with conditions on what is known', () => {
  const story = regular().hears('customer.updated', { customer: { birthday: '1988-05-17', tags: ['vip'] } });
  const profile: Profile = story.profile();
  const { customer } = viewOf({ profile, factOf: (path) => finderOf(path)(factsOf(profile)) });
  const about = FACT_PATHS.filter((path) => !/^(checkout|order|event|coupons)\.|\.$/.test(path));
  const old = ['customer.orders', 'customer.spent'];
  for (const path of about.filter((one) => !old.includes(one))) {
    const value = path
      .replace(/^customer\./, '')
      .split('.')
      .reduce<unknown>((part, key) => {
        expect(part, path).toHaveProperty(key);
        return (part as Record<string, unknown>)[key];
      }, customer);
    const isMoney = path === 'orders.spent' || path === 'orders.average';
    const isShown = value !== null && !(Array.isArray(value) && value.length === 0);
    const test = Array.isArray(value) ? { notEmpty: true } : { exists: true };
    const holds = evaluate({ kind: 'fact', path, test }, factsOf(profile));
    // Without a currency no amount can be named.
    expect([path, isShown], path).toEqual([path, isMoney || path === 'customer.points' ? false : holds]);
  }
});

const factsOf = (profile: Profile) =>
  known({ profile, program, since: 0, now: Math.max(NOW, START + 60 * DAY) });
