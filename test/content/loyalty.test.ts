/** The shipped flows of loyalty, in virtual time: tiers net of what was given back, and what is said of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { renderEmail } from '../../core/message/email/render-email.ts';
import { buildView } from '../../core/message/view.ts';
import { personOf } from '../core/message/samples.ts';
import { shippedProgram } from '../support/shipped-content.ts';
import { DAY_MS, HOUR_MS, leftOf, type Story, shippedStory } from '../support/shipped-story.ts';

let begin: (start?: string) => Story;
let withCodes: (start?: string) => Story;
let program: NonNullable<Awaited<ReturnType<typeof shippedProgram>>['program']>;
beforeAll(async () => {
  [begin, withCodes] = await Promise.all([shippedStory(), shippedStory(0, 10)]);
  program = (await shippedProgram()).program ?? program;
});

const subscriber = (start = begin): Story =>
  start('2026-10-30T12:00:00Z')
    .consents()
    .passes(30 * DAY_MS);
const buys = (story: Story, id: string, total: string, currency = 'EUR'): Story =>
  story.hears('order.placed', { order_id: id, currency, total, items: [] });
const stepsOf = (story: Story, flow = 'loyalty') => leftOf(story, flow).map((one) => one.split(' ')[0]);

describe('who reaches a tier', () => {
  it('hears of it the day after the order, and not below it or in another currency', () => {
    const story = buys(subscriber(), 'V-1', '199.99').passes(20 * DAY_MS);
    expect(leftOf(story, 'loyalty')).toEqual([]);
    // The mail about the second order has the free place of that day.
    expect(leftOf(buys(story, 'V-2', '0.01').passes(20 * DAY_MS), 'loyalty')).toEqual([
      'reached 12-21T07:00',
    ]);
    expect(stepsOf(buys(subscriber(), 'V-1', '900.00', 'SEK').passes(20 * DAY_MS))).toEqual([]);
  });

  it('hears nothing where the order was given back before the news left', () => {
    const story = buys(subscriber(), 'V-1', '250.00');
    story.hears('order.refunded', { order_id: 'V-1', currency: 'EUR', amount: '60.00' }).passes(20 * DAY_MS);
    expect(stepsOf(story)).toEqual([]);
  });

  it('gets a code where the shop has put some in, and none within 90 days of another', () => {
    const story = buys(subscriber(withCodes), 'V-1', '250.00').passes(30 * DAY_MS);
    buys(story, 'V-2', '300.00').passes(5 * DAY_MS);
    expect(stepsOf(story)).toEqual(['reached-code', 'reached']);
  });

  it('is invited to the product testers at the highest, once, and not who has answered', () => {
    const story = buys(subscriber(), 'V-1', '600.00').passes(30 * DAY_MS);
    expect(stepsOf(story)).toEqual(['reached', 'invitation']);
    story.hears('survey.answered', { question: 'loyalty', answer: 'join' });
    expect(story.profile().attributes).toMatchObject({ loyalty: 'join' });
    story.hears('order.refunded', { order_id: 'V-1', currency: 'EUR', amount: '300.00' }).passes(5 * DAY_MS);
    buys(story, 'V-2', '400.00').passes(30 * DAY_MS);
    expect(stepsOf(story)).toEqual(['reached', 'invitation', 'reached']);
  });
});

describe('who loses a tier', () => {
  it('is told three days later, by time and by a return, and not who has another left', () => {
    const aged = buys(subscriber(), 'V-1', '250.00').passes(367 * DAY_MS);
    expect(stepsOf(aged, 'loyalty-lost')).toEqual([]);
    expect(stepsOf(aged.passes(5 * DAY_MS), 'loyalty-lost')).toEqual(['lost']);
    const returned = buys(subscriber(), 'V-1', '600.00').passes(20 * DAY_MS);
    const gives = (amount: string) =>
      returned
        .hears('order.refunded', { order_id: 'V-1', currency: 'EUR', amount, refund_id: amount })
        .passes(5 * DAY_MS);
    expect(stepsOf(gives('300.00'), 'loyalty-lost')).toEqual([]);
    expect(stepsOf(gives('200.00'), 'loyalty-lost')).toEqual(['lost']);
    const atOnce = buys(subscriber(), 'V-1', '600.00').passes(HOUR_MS);
    atOnce.hears('order.cancelled', { order_id: 'V-1' }).passes(30 * DAY_MS);
    expect(['loyalty', 'loyalty-lost'].flatMap((flow) => stepsOf(atOnce, flow))).toEqual([]);
  });
});

it('the news names the tier and its rules as the settings have them', () => {
  const text = (language: 'de' | 'en') => {
    const template = program.templates['loyalty'];
    const view = buildView({
      profile: { person: personOf() },
      settings: program.settings,
      language,
      products: [],
      tier: 'silver',
      links: {},
      now: 0,
    });
    const made = template && renderEmail({ template, locale: language, view });
    return made?.ok ? `${made.subject}\n${made.text}` : '';
  };
  expect(text('de')).toMatch(
    /Stufe Silber erreicht[\s\S]*Silber: ab 200,00\s€ in 365 Tagen\n+Gold: ab 500,00\s€/,
  );
  expect(text('en')).toMatch(/the tier Silver[\s\S]*Gold: from €500\.00 within 365 days/);
});
