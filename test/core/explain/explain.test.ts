/**
 * What is planned next for a customer, when, and why not: in the morning, in the evening and after the flow.
 */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../core/explain/explain.ts';
import { planSentences } from '../../../core/explain/plan-words.ts';
import type { Telling } from '../../../core/explain/telling.ts';
import type { Rules } from '../../../core/program/rules.ts';
import type { Settings } from '../../../core/program/settings.ts';
import { toIso } from '../../../core/time/instant.ts';
import { cartFlow, controlsOf, DAY, HOUR, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

/** A Monday, winter time: 08:00 in Berlin. */
const MORNING = Date.parse('2026-11-30T08:00:00Z') - HOUR;
const EVENING = Date.parse('2026-11-30T19:30:00Z');

const RESTRAINT: Partial<Settings> = {
  quietHours: { from: '21:00', to: '08:00', sundays: false, holidays: [] },
  frequencyCap: { perDay: 1, perWeek: 3 },
  offer: { kind: 'free-shipping', code: 'FREE', validFor: '3d' },
};

const at = (start: number, settings: Partial<Settings> = RESTRAINT) => {
  const program = programOf([cartFlow({ name: { de: 'Warenkorb', en: 'Cart' } })], settings);
  const rules: Rules = { program, controls: controlsOf(), testReachesEveryone: false };
  const story = storyOf(program, { start });
  const telling = (): Telling => ({
    language: 'en',
    zone: 'Europe/Berlin',
    now: story.now(),
    flowNames: { 'abandoned-cart': { de: 'Warenkorb', en: 'Cart' } },
  });
  const explained = (controls = rules.controls) =>
    explain(story.profile(), { ...rules, controls }, story.now());
  return {
    story,
    explained,
    planned: () =>
      explained().planned.map(({ step, at: moment, withheld, waits }) =>
        [step, toIso(moment).slice(5, 16), withheld, ...waits.map(({ reason }) => reason)]
          .filter((part) => part !== undefined)
          .join(' '),
      ),
    sentences: () => planSentences(explained(), telling()),
  };
};

describe('what is planned', () => {
  it('in the morning: three mails at their times', () => {
    const { story, planned, sentences } = at(MORNING);
    story.consents().cart();
    expect(planned()).toEqual(['help 11-30T08:00', 'reviews 12-01T08:00', 'offer 12-03T08:00']);
    expect(sentences()[0]).toBe('The mail “help” of “Cart” leaves: Mon 30 Nov, 09:00.');
  });

  it('in the evening: the first mail only when the night is over, and the others after it', () => {
    const { story, planned, sentences } = at(EVENING);
    story.consents().cart();
    expect(planned()).toEqual(['help 12-01T07:00 quiet-hours', 'reviews 12-02T07:00', 'offer 12-04T07:00']);
    expect(sentences()[0]).toBe(
      'The mail “help” of “Cart” is due on Mon 30 Nov, 21:30 and leaves on Tue 1 Dec, 08:00, because until then it is quiet hours where the customer lives.',
    );
  });

  it('without consent: what is due, and that it will be withheld', () => {
    const { story, planned, explained, sentences } = at(MORNING);
    story.cart();
    expect(planned()).toEqual([
      'help 11-30T08:00 no-legal-basis',
      'reviews 12-01T08:00 no-legal-basis',
      'offer 12-03T08:00 no-legal-basis',
    ]);
    expect(explained().next).toBeUndefined();
    expect(sentences()).toContain('Marketing by e-mail: not allowed. There is no valid consent.');
  });

  it('after an order: nothing, and from when the flow may begin again', () => {
    const { story, planned, explained, sentences } = at(MORNING);
    story.consents().cart().orders();
    expect(planned()).toEqual([]);
    expect(explained().standings).toEqual([
      {
        flow: 'abandoned-cart',
        name: { de: 'Warenkorb', en: 'Cart' },
        place: 'later',
        from: MORNING + 7 * DAY,
        end: 'goal',
      },
    ]);
    expect(sentences()).toEqual([
      'No message is planned for this customer.',
      'Marketing by e-mail: allowed (confirmed consent).',
      'Marketing by WhatsApp: not allowed. There is no valid consent.',
      '“Cart” can begin again: from Mon 7 Dec, 08:00.',
    ]);
  });

  it('a week after the end: the flow is open again', () => {
    const { story, explained } = at(MORNING);
    story
      .consents()
      .cart()
      .orders()
      .passes(7 * DAY);
    expect(explained().standings).toMatchObject([{ place: 'open' }]);
  });

  it('while the flow is paused or sending is switched off: no mail leaves', () => {
    const { story, explained } = at(MORNING);
    story.consents().cart();
    expect(explained(controlsOf({ paused: ['abandoned-cart'] })).next).toBeUndefined();
    const { story: nobodys, explained: outside } = at(MORNING);
    nobodys.consents();
    expect(outside(controlsOf({ paused: ['abandoned-cart'] })).standings).toMatchObject([
      { place: 'paused' },
    ]);
    expect(explained(controlsOf({ sending: 'off' })).planned).toMatchObject([
      { step: 'help', withheld: 'master-switch' },
      { step: 'reviews', withheld: 'master-switch' },
      { step: 'offer', withheld: 'master-switch' },
    ]);
  });

  it('asks nothing of the profile that it is told about', () => {
    const { story, explained } = at(MORNING);
    story.consents().cart();
    const before = JSON.stringify(story.profile());
    explained();
    expect(JSON.stringify(story.profile())).toBe(before);
  });
});
