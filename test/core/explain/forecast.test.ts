/** The forecast for a customer comes true when nothing else happens, and it is written in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../core/explain/entry-words.ts';
import { forecast } from '../../../core/explain/forecast.ts';
import type { Telling } from '../../../core/explain/telling.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Rules } from '../../../core/program/rules.ts';
import { REASON_CODES } from '../../../core/reason.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import { toIso } from '../../../core/time/instant.ts';
import { cartFlow, controlsOf, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE_MS = 60_000;
const viewed = flowOf({
  id: 'browse',
  priority: 3,
  trigger: { on: 'product.viewed', restart: true },
  reentry: { kind: 'never' },
  list: [
    wait('browse-wait', 2 * HOUR, 'browse-mail'),
    send('browse-mail', 'browse-answer', 2 * DAY),
    {
      kind: 'waitFor',
      id: 'browse-answer',
      event: 'order.placed',
      timeout: { kind: 'calendar', days: 3 },
      yes: null,
      no: 'browse-last',
    },
    send('browse-last', null, 12 * HOUR),
  ],
});
const program = programOf([cartFlow(), viewed], {
  quietHours: { from: '21:00', to: '08:00', sundays: true, holidays: ['2026-12-25'] },
  frequencyCap: { perDay: 1, perWeek: 3 },
  offer: { kind: 'free-shipping', code: 'FREE', validFor: '3d' },
});
const rules: Rules = { program, controls: controlsOf(), testReachesEveryone: false };

const HAPPENINGS = ['consent', 'withdraw', 'cart', 'empty cart', 'order', 'view', 'pause'] as const;
type Happening = (typeof HAPPENINGS)[number];
const histories = fc.record({
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'nowhere'),
  start: fc.constantFrom('2026-11-20T17:00:00Z', '2026-10-24T19:30:00Z', '2026-12-23T06:00:00Z'),
  happenings: fc.array(
    fc.record({
      what: fc.constantFrom(...HAPPENINGS),
      after: fc.integer({ min: 0, max: 40 * 60 }).map((minutes) => minutes * MINUTE_MS + 1),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

const tell = (story: ReturnType<typeof storyOf>, what: Happening): void => {
  const acts: Readonly<Record<Happening, () => unknown>> = {
    consent: () => story.consents(),
    withdraw: () => story.hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' }),
    cart: () => story.cart(),
    'empty cart': () => story.cart(0),
    order: () => story.orders(),
    view: () => story.hears('product.viewed', { product: { product_id: '8101' } }),
    pause: () => story.hears('preferences.changed', { paused_until: toIso(story.now() + 30 * DAY) }),
  };
  acts[what]();
};

const live = ({ zone, start, happenings }: typeof histories extends fc.Arbitrary<infer T> ? T : never) => {
  const story = storyOf(program, { start: Date.parse(start) });
  story.hears('customer.updated', { customer: { time_zone: zone } });
  for (const { what, after } of happenings) {
    story.passes(after);
    tell(story, what);
  }
  return story;
};

const tellingIn = (language: Telling['language'], now: number): Telling => ({
  language,
  zone: 'Europe/Berlin',
  now,
  flowNames: {
    'abandoned-cart': { de: 'Warenkorbabbruch', en: 'Abandoned cart' },
    browse: { de: 'Angesehen', en: 'Looked at' },
  },
});

/** Words of the engine that a support agent should not have to know. */
const CODES = [
  ...REASON_CODES.filter((code) => code.includes('-')),
  'reentry',
  'abandoned-cart',
  'undefined',
  '{',
  '}',
];

const showsCodes = (entry: TimelineEntry, now: number): readonly string[] =>
  (['de', 'en'] as const).flatMap((language) => {
    const sentence = sentenceOf(entry, tellingIn(language, now));
    const whole = /^[„“A-Z].+[.]$/u.test(sentence);
    return CODES.some((code) => sentence.includes(code)) || !whole ? [sentence] : [];
  });

describe('a timer that is late', () => {
  it('fires now at the earliest: nothing is foretold for the past', () => {
    const story = storyOf(program, { start: Date.parse('2026-11-20T08:00:00Z') })
      .consents()
      .cart();
    const now = story.now() + 3 * HOUR;
    const timers = new Map(story.timers().map(({ id, at }) => [id, at]));
    for (const known of [timers, undefined]) {
      const foreseen = forecast(story.profile(), rules, now, known);
      expect(foreseen[0]).toMatchObject({ type: 'message', at: now });
      expect(foreseen.filter(({ at }) => at < now)).toEqual([]);
    }
  });
});

describe('under any history', () => {
  it('what is foreseen is what comes', () => {
    fc.assert(
      fc.property(histories, (lived) => {
        const story = live(lived);
        const timers = new Map(story.timers().map(({ id, at }) => [id, at]));
        const foreseen = forecast(story.profile(), rules, story.now(), timers);
        const before = story.told.length;
        story.passes(LIMITS.forecastMs);
        expect(foreseen).toEqual(story.told.slice(before));
      }),
      { numRuns: 200 },
    );
  });

  it('everything that was and will be is told in whole sentences without codes, in both languages', () => {
    fc.assert(
      fc.property(histories, (lived) => {
        const story = live(lived);
        const now = story.now();
        const entries = [...story.told, ...forecast(story.profile(), rules, now)];
        expect(entries.flatMap((entry) => showsCodes(entry, now))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
