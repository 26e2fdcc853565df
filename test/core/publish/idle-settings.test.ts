/** Settings that change nothing are told, and lengths of time in somebody's own words are understood. */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import { describe, expect, it } from 'vitest';
import { meantDuration } from '../../../core/publish/meant-duration.ts';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

const toldOf = (settings: Readonly<Record<string, unknown>>): readonly string[] =>
  publishOf(folderWith({ 'settings.json': settingsText(settings) })).problems.map(
    ({ severity, message }) => `${severity}: ${message.en.slice(0, 45)}`,
  );
const WHATSAPP = { transport: 'aws', from: 'id', number: '+49 171 3920000' };

describe('a setting without effect is a warning', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'quiet hours that end as they begin',
      { quietHours: { from: '21:00', to: '21:00' } },
      'quietHours begins and ends at the same time: ',
    ],
    [
      'more a day than a week',
      { frequencyCap: { perDay: 5, perWeek: 3 } },
      'perDay (5) does nothing: only 3 leave in 7 da',
    ],
    ['a cap without a number', { frequencyCap: {} }, 'This cap limits nothing: perDay and perWeek a'],
    [
      "a channel's cap above the cap of all",
      { frequencyCap: { perWeek: 3, email: { perWeek: 4 } } },
      'perWeek (4) for this channel does nothing: 3 ',
    ],
    [
      'a cap for WhatsApp where there is none',
      { frequencyCap: { perWeek: 3, whatsapp: { perWeek: 1 } } },
      'frequencyCap.whatsapp does nothing while "wha',
    ],
    [
      'shops that the deployment decides',
      { shops: { standard: ['shop.example'] } },
      'shops does nothing here: which shops may call',
    ],
  ])('%s', (_, settings, words) => {
    expect(toldOf(settings)).toEqual([`warning: ${words}`]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a quiet night', { quietHours: { from: '21:00', to: '08:00' } }],
    ['quiet Sundays alone', { quietHours: { from: '00:00', to: '00:00', sundays: true } }],
    ['as many a day as a week', { frequencyCap: { perDay: 3, perWeek: 3 } }],
    ['no cap', { frequencyCap: null }],
    ['a cap of one channel alone', { frequencyCap: { email: { perWeek: 2 } } }],
    [
      'a stricter cap of a channel',
      { frequencyCap: { perWeek: 3, whatsapp: { perWeek: 1 } }, whatsapp: WHATSAPP },
    ],
  ])('but not %s', (_, settings) => {
    expect(toldOf(settings)).toEqual([]);
  });
});

describe('a length of time in other words', () => {
  it.each([
    ['24 hours', '24h'],
    ['24 Stunden', '24h'],
    ['1 h', '1h'],
    ['3 Tage', '3d'],
    ['1 day', '1d'],
    ['30 min.', '30m'],
    ['2 weeks', '2w'],
    ['2 Wochen', '2w'],
    ['3 months', '90d'],
    ['PT24H', '24h'],
    ['P1D', '1d'],
  ])('"%s" is %s', (written, meant) => {
    expect(meantDuration(written)).toBe(meant);
  });

  it.each(['0 days', 'soon', '1.5 h', 'P1M', '-3 Tage', ''])('"%s" is nobody knows what', (written) => {
    expect(meantDuration(written)).toBeUndefined();
  });

  it('is suggested where a flow waits', () => {
    const steps = [
      { id: 'wait', wait: '24 hours' },
      { id: 'help', send: { channel: 'email', template: 'help' } },
    ];
    const { problems } = publishOf(folderWith({ 'flows/sample.json': flowText({ steps }) }));
    expect(problems.map(({ message }) => message.en.replace(/^.*for example/, ''))).toEqual([
      ' "30m", "1h", "3d", "2w". Did you mean "24h"?',
    ]);
    expect(problems[0]?.message.de).toContain('Meinten Sie „24h“?');
  });
});
