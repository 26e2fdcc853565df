/** What is told of flows with one run per order: which order each sentence is about, in both languages. */
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../core/explain/entry-words.ts';
import { explain } from '../../../core/explain/explain.ts';
import { planSentences, standingSentence } from '../../../core/explain/plan-words.ts';
import { controlsOf, DAY, flowOf, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const program = programOf([
  flowOf({
    id: 'care',
    trigger: { on: 'order.placed', restart: false, per: 'order' },
    purpose: 'transactional',
    list: [wait('pause', DAY, 'tips'), send('tips', null)],
  }),
]);
const rules = { program, controls: controlsOf(), testReachesEveryone: false };
const bought = () => storyOf(program).consents().orders({ order: 'o-1' }).orders({ order: 'o-2' });
const telling = (language: 'de' | 'en', now: number) => ({
  language,
  zone: 'Europe/Berlin',
  now,
  flowNames: { care: { de: 'Pflege', en: 'Care' } },
});

describe('a flow with one run per order', () => {
  it('says of each entry which order it is about', () => {
    const story = bought().passes(2 * DAY);
    const said = (language: 'de' | 'en') =>
      story.told.flatMap((entry) =>
        entry.type === 'decision' ? [sentenceOf(entry, telling(language, story.now()))] : [],
      );
    expect(said('de')).toEqual([
      '„Pflege, Bestellung o-1“ beginnt.',
      expect.stringContaining('„Pflege, Bestellung o-1“ wartet bei „pause“'),
      '„Pflege, Bestellung o-2“ beginnt.',
      expect.stringContaining('„Pflege, Bestellung o-2“ wartet bei „pause“'),
      '„Pflege, Bestellung o-1“ ist zu Ende.',
      '„Pflege, Bestellung o-2“ ist zu Ende.',
    ]);
    expect(said('en')[0]).toBe('“Care, order o-1” begins.');
  });

  it('shows where each run stands, and is open to the next order when none runs', () => {
    const story = bought();
    const explained = explain(story.profile(), rules, story.now());
    expect(explained.standings).toMatchObject([
      { place: 'inside', about: { kind: 'order', id: 'o-1' } },
      { place: 'inside', about: { kind: 'order', id: 'o-2' } },
    ]);
    const [first] = explained.standings;
    if (!first) throw new Error('no standing');
    expect(standingSentence(first, telling('en', story.now()))).toContain(
      '“Care, order o-1” waits at “pause”',
    );
    expect(planSentences(explained, telling('de', story.now()))).toHaveLength(2);
    expect(explained.planned.map(({ step }) => step)).toEqual(['tips', 'tips']);
    story.passes(2 * DAY);
    expect(explain(story.profile(), rules, story.now()).standings).toMatchObject([{ place: 'open' }]);
  });

  it.each([
    [{ kind: 'checkout', id: 'c-1' }, 'Pflege, Warenkorb c-1', 'Care, cart c-1'],
    [{ kind: 'shipment', id: 't-1' }, 'Pflege, Paket t-1', 'Care, parcel t-1'],
  ] as const)('names %j', (about, de, en) => {
    const entry = {
      type: 'decision',
      at: 0,
      what: 'not-entered',
      flow: 'care',
      reason: 'orders-at-once',
      about,
    } as const;
    expect(sentenceOf(entry, telling('de', 0))).toContain(de);
    expect(sentenceOf(entry, telling('en', 0))).toContain(
      `“${en}” does not begin: the customer is in it with as many`,
    );
  });
});
