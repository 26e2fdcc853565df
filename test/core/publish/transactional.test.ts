/**
 * BGH, 10 July 2018, VI ZR 225/17: asking for an opinion is advertising, also after a sale and beside the
 * invoice.
 */
import { describe, expect, test } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const send = (id: string, template = 'help', more: object = {}) => ({
  id,
  send: { channel: 'email', template, ...more },
});
const publish = (changes: Readonly<Record<string, unknown>>) =>
  publishOf(
    folderWith({
      'flows/sample.json': flowText({
        purpose: 'transactional',
        trigger: { on: 'shipment.sent' },
        ...changes,
      }),
      'templates/product-survey.de.mjml': '',
      'templates/product-survey.en.mjml': '',
    }),
  );

describe('BGH VI ZR 225/17: a review request or survey is advertising', () => {
  test.each([
    ['a step id', [send('ask-review')], '"ask-review" asks for a review'],
    ['a step id in German', [send('bewertung-bitten')], '"bewertung-bitten" asks for a review'],
    ['a survey', [send('survey')], '"survey" asks for a review'],
    ['a template', [send('later', 'product-survey')], '"product-survey" asks for a review'],
    [
      'a step inside a branch',
      [
        {
          id: 'who',
          if: { 'customer.country': { eq: 'DE' } },
          then: [send('review')],
          else: [{ id: 'end', exit: {} }],
        },
      ],
      '"review" asks for a review',
    ],
  ])('so publishing refuses it as transactional, seen in %s', (_, steps, words) => {
    const { program, problems } = publish({ steps });
    expect(program).toBeUndefined();
    expect(problems).toMatchObject([
      { severity: 'error', file: 'flows/sample.json', message: { en: expect.stringContaining(words) } },
    ]);
    expect(problems[0]?.message.de).toContain('BGH VI ZR 225/17');
    expect(problems[0]?.line).toBeGreaterThan(1);
  });

  test('so it is published as marketing', () => {
    expect(
      publish({ purpose: 'marketing', topic: 'reviews', steps: [send('ask-review', 'product-survey')] })
        .program,
    ).toBeDefined();
  });
});

describe('§7(2) no. 2 UWG: selling needs consent', () => {
  test.each(['cross-sell', 'upsell', 'recommend-more', 'recommendations', 'empfehlung'])(
    'so "%s" is no transactional step',
    (id) => {
      const { program, problems } = publish({ steps: [send(id)] });
      expect(program).toBeUndefined();
      expect(problems[0]?.message.de).toContain('§7 UWG');
    },
  );

  test('so a transactional flow has no topic that one could leave', () => {
    expect(publish({ topic: 'offers', steps: [send('help')] }).program).toBeUndefined();
  });
});

test('news about the order itself is transactional', () => {
  for (const id of ['shipped', 'preview', 'overview', 'payment-reminder'])
    expect(publish({ steps: [send(id)] }).problems).toEqual([]);
});
