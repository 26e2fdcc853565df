/** The shipped flows that a sign-up or time alone starts, in virtual time over the real program. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, leftOf, type Story, shippedStory } from '../support/shipped-story.ts';

let begin: (start?: string) => Story;
beforeAll(async () => {
  begin = await shippedStory();
});

const person = (story: Story, facts: Readonly<Record<string, string>>): Story =>
  story.hears('customer.updated', { customer: { email: 'jette@example.org', ...facts } });
const order = (id: string) => ({ order: id, id: `placed-${id}` });

describe('a new subscriber', () => {
  it('is welcomed on the same day, hears answers after three days and an offer of help after a week', () => {
    expect(
      leftOf(
        begin()
          .consents()
          .passes(200 * DAY_MS),
        'welcome',
      ),
    ).toEqual(['hello 11-20T19:00', 'doubts 11-23T19:00', 'advice 11-27T19:00']);
  });

  it('hears no more of it after the first order, and never again', () => {
    const story = begin()
      .consents()
      .passes(4 * DAY_MS)
      .orders(order('V-1'))
      .passes(HOUR_MS);
    story.consents().passes(60 * DAY_MS);
    expect(leftOf(story, 'welcome')).toEqual(['hello 11-20T19:00', 'doubts 11-23T19:00']);
  });

  it('who bought before signing up is no newcomer', () => {
    expect(
      leftOf(
        begin()
          .orders(order('V-1'))
          .consents()
          .passes(30 * DAY_MS),
        'welcome',
      ),
    ).toEqual([]);
  });

  it('with a cart left behind hears of that first, and is welcomed days later', () => {
    const story = begin()
      .consents()
      .cart()
      .passes(30 * DAY_MS);
    expect(leftOf(story, 'abandoned-cart').map((one) => one.split(' ')[0])).toEqual([
      'help',
      'reviews',
      'offer',
    ]);
    expect(leftOf(story, 'welcome')[0]).toMatch(/^hello 11-2[5-8]/);
    expect(leftOf(story, 'welcome')).toHaveLength(3);
  });

  it('who leaves hears nothing more', () => {
    const story = begin()
      .consents()
      .passes(3 * HOUR_MS);
    story.hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' }).passes(60 * DAY_MS);
    expect(leftOf(story, 'welcome')).toEqual(['hello 11-20T19:00']);
  });
});

describe('a silence', () => {
  it('of 60 and of 90 days is written to, each by the calendar over the change of clocks', () => {
    const story = begin('2027-01-01T12:00:00Z')
      .consents()
      .passes(30 * DAY_MS)
      .orders(order('V-1'));
    expect(leftOf(story.passes(200 * DAY_MS), 'win-back')).toEqual([
      'reminder 04-01T11:00',
      'last-word 05-01T11:00',
    ]);
  });

  it('begins anew with every order, and an order ends what it began', () => {
    const story = begin()
      .consents()
      .passes(30 * DAY_MS)
      .orders(order('V-1'))
      .passes(59 * DAY_MS);
    story.orders(order('V-2')).passes(61 * DAY_MS);
    expect(leftOf(story, 'win-back')).toEqual(['reminder 04-18T16:00']);
    story.orders(order('V-3')).passes(45 * DAY_MS);
    expect(leftOf(story, 'win-back')).toHaveLength(1);
  });

  it('of somebody who ordered three times is met by another question', () => {
    const story = begin()
      .consents()
      .passes(30 * DAY_MS);
    for (const id of ['V-1', 'V-2', 'V-3']) story.orders(order(id)).passes(HOUR_MS);
    story.passes(100 * DAY_MS);
    expect(leftOf(story, 'win-back').map((one) => one.split(' ')[0])).toEqual(['regular', 'last-word']);
  });

  it('that was long before these flows went live is left in peace, and a later one is not', async () => {
    const upgraded = await shippedStory(Date.parse('2026-08-01T12:00:00Z'));
    const story = upgraded('2026-01-01T12:00:00Z')
      .consents()
      .orders(order('V-1'))
      .passes(210 * DAY_MS);
    story.hears('product.viewed', { product: { product_id: '8101' } }).passes(30 * DAY_MS);
    const since = story.left().filter(({ at }) => at > Date.parse('2026-02-01T00:00:00Z'));
    expect(since.map(({ flow }) => flow)).toEqual(['browse-abandonment']);
    story.orders(order('V-2')).passes(61 * DAY_MS);
    expect(leftOf(story, 'win-back')).toEqual(['reminder 10-28T13:00']);
  });

  it('longer than the own rhythm is noticed before 60 days, once', () => {
    const story = begin()
      .consents()
      .passes(30 * DAY_MS);
    for (const id of ['V-1', 'V-2', 'V-3']) story.orders(order(id)).passes(20 * DAY_MS);
    story.passes(10 * DAY_MS + HOUR_MS);
    expect(leftOf(story, 'early-warning')).toEqual(['help 02-28T17:00']);
    const newcomer = begin()
      .consents()
      .passes(30 * DAY_MS)
      .orders(order('V-1'))
      .passes(59 * DAY_MS);
    expect(leftOf(newcomer, 'early-warning')).toEqual([]);
  });
});

describe('a win-back that failed', () => {
  it('is followed by one question, and by none where an order came', () => {
    const story = begin()
      .consents()
      .passes(30 * DAY_MS)
      .orders(order('V-1'))
      .passes(110 * DAY_MS);
    expect(leftOf(story, 'why-did-you-leave')).toEqual(['question 04-03T16:00']);
    const back = begin()
      .consents()
      .passes(30 * DAY_MS)
      .orders(order('V-1'))
      .passes(95 * DAY_MS);
    expect(leftOf(back.orders(order('V-2')).passes(40 * DAY_MS), 'why-did-you-leave')).toEqual([]);
  });

  it('leaves the answer as a fact, the last one where somebody changes their mind', () => {
    const story = begin().consents();
    for (const answer of ['price', 'delivery'])
      story.hears('survey.answered', { question: 'why-did-you-leave', answer }).passes(HOUR_MS);
    expect(story.profile().attributes).toEqual({ why_did_you_leave: 'delivery' });
    story.hears('survey.answered', { question: 'Wie war es?', answer: 'sehr gut, danke!' });
    expect(story.profile().attributes).toEqual({ why_did_you_leave: 'delivery' });
  });
});

describe('an answer to the question why', () => {
  it('that the shop can look into is told to the shop, once, and no other is', () => {
    const told = (answer: string): readonly string[] => {
      const story = begin()
        .consents()
        .passes(30 * DAY_MS)
        .orders(order('V-1'))
        .passes(110 * DAY_MS);
      for (const _twice of [1, 2])
        story.hears('survey.answered', { question: 'why-did-you-leave', answer }).passes(DAY_MS);
      return leftOf(story, 'why-did-you-leave').slice(1);
    };
    const one = [expect.stringMatching(/^tell-the-shop/)];
    for (const answer of ['delivery', 'products']) expect(told(answer)).toEqual(one);
    for (const answer of ['price', 'too-many-mails', 'nothing-needed']) expect(told(answer)).toEqual([]);
  });
});

describe('a year without any sign of life', () => {
  const silent = (days = 380): Story =>
    begin('2026-11-20T12:00:00Z')
      .consents()
      .passes(days * DAY_MS);
  const arrived = (): Story => silent().hears('message.delivered', { channel: 'email' }).passes(DAY_MS);
  const state = (story: Story) => story.profile().consents['email/marketing']?.state;

  it('is met by one letter, and 30 days later the marketing ends', () => {
    const story = arrived();
    expect(leftOf(story, 'sunset')).toEqual(['last-letter 12-04T12:00']);
    expect(state(story.passes(27 * DAY_MS))).toBe('given');
    expect(state(story.passes(4 * DAY_MS))).toBe('withdrawn');
  });

  it('ends nothing where the letter did not arrive', () => {
    const before = silent(366).hears('message.delivered', { channel: 'email' });
    for (const story of [silent(), before]) expect(state(story.passes(70 * DAY_MS))).toBe('given');
  });

  it.each(['survey.answered', 'product.viewed', 'message.clicked', 'order.placed'])(
    'is over with %s, before the letter and after it',
    (sign) => {
      const data = { order_id: 'V-1', currency: 'EUR', total: '1.00', question: 'sunset', answer: 'stay' };
      expect(
        state(
          arrived()
            .hears(sign, data)
            .passes(200 * DAY_MS),
        ),
      ).toBe('given');
      const early = begin('2026-11-20T12:00:00Z')
        .consents()
        .passes(300 * DAY_MS)
        .hears(sign, data);
      expect(leftOf(early.passes(100 * DAY_MS), 'sunset')).toEqual([]);
    },
  );
});

describe('a day of the year', () => {
  it('a birthday is wished where the customer lives, 29 February on the 28th where there is no other', () => {
    const story = person(begin('2027-01-10T10:00:00Z').consents(), {
      birthday: '1988-02-29',
      time_zone: 'America/New_York',
    });
    story.passes(430 * DAY_MS);
    expect(leftOf(story, 'birthday')).toEqual(['wishes 02-28T14:00', 'wishes 02-29T14:00']);
  });

  it('a birthday goes before the anniversary of the same day, which comes the day after', () => {
    const buyer = begin('2026-11-20T10:00:00Z').consents().orders(order('V-1'));
    const story = person(buyer, { birthday: '1990-11-20' }).passes(388 * DAY_MS);
    expect(leftOf(story, 'birthday')).toEqual(['wishes 11-20T08:00']);
    expect(leftOf(story, 'anniversary')).toEqual(['thanks 11-21T07:00']);
    expect(leftOf(story, 'sunset')).toEqual([expect.stringMatching(/^last-letter 12-04/)]);
  });

  it('the first order is thanked for a year later, and the year after, but not where all was given back', () => {
    const story = begin('2026-11-20T10:00:00Z')
      .consents()
      .passes(10 * DAY_MS)
      .orders(order('V-1'));
    story.passes(800 * DAY_MS);
    expect(leftOf(story, 'anniversary')).toEqual(['thanks 11-30T08:00', 'thanks 11-30T08:00']);
    const gone = begin('2026-11-20T10:00:00Z')
      .consents()
      .passes(10 * DAY_MS)
      .orders(order('V-1'));
    gone.hears('order.cancelled', { order_id: 'V-1' }).passes(400 * DAY_MS);
    expect(leftOf(gone, 'anniversary')).toEqual([]);
  });
});
