/**
 * settings.json: what may stand there, the message after a slip, and what happens where the file is missing.
 */
import { describe, expect, it } from 'vitest';
import { contentOf, flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

const good = { 'flows/sample.json': flowText() };
const firstProgram = () => {
  const { program } = publishOf(folderWith(good));
  if (!program) throw new Error('does not compile');
  return program;
};

const FOLDER = {
  'settings.json': settingsText(),
  'templates/help.de.mjml': '',
  'templates/help.en.mjml': '',
  'templates/offer.de.mjml': '',
  'templates/offer.en.mjml': '',
};

const WHATSAPP = '"whatsapp": { "transport": "aws", "from": "phone-number-id-1" },';

describe('settings.json', () => {
  it.each([
    '{ "frequencyCap": { "perDay": 0 } }',
    '{ "frequencyCap": { "perWeek": 3, "email": { "perWeek": 0 } } }',
  ])('with a cap of 0 is refused and told that null means no limit (mautic#10416): %s', (settings) => {
    const { program, problems } = publishOf(folderWith({ ...FOLDER, 'settings.json': settings }));
    expect(program).toBeUndefined();
    expect(problems).toMatchObject([{ severity: 'error', file: 'settings.json', line: 1 }]);
    expect(problems[0]?.message.en).toContain(
      '0 would hold back every message for ever. Allowed: 1 or more; null = no limit.',
    );
    expect(problems[0]?.message.de).toContain('null = keine Grenze');
  });

  it.each([
    ['another key', '"frequencyCap": { "perDay": 0 }, "customEvents": ["acme.ping"], "locales": ["de"]'],
    ['the list of own events', '"customEvents": ["ping", "acme.ping"], "locales": ["de"]'],
    ['the name of that list', '"customEvnts": ["acme.ping"], "locales": ["de"]'],
    ['the languages', '"customEvents": ["acme.ping"], "locales": ["de", "fr"]'],
    [
      'the number on WhatsApp',
      '"customEvents": ["acme.ping"], "locales": ["de"], "whatsapp": { "transport": "aws" }',
    ],
    ['a key that nobody knows', '"customEvents": ["acme.ping"], "locales": ["de"], "zzz": 1'],
    ['the punctuation', '"customEvents": ["acme.ping"] "locales": ["de"]'],
  ])('with a slip in %s leaves the flows unblamed', (_, keys) => {
    const { problems } = publishOf(
      contentOf({
        'settings.json': `{ ${keys.includes('"whatsapp"') ? '' : WHATSAPP} ${keys} }`,
        'templates/german.de.mjml': '',
        'templates/german.de.whatsapp.json': '{}',
        'flows/sample.json': flowText({
          trigger: { on: 'acme.ping' },
          steps: ['email', 'whatsapp'].map((channel) => ({
            id: channel,
            send: { channel, template: 'german' },
          })),
        }),
      }),
    );
    expect(problems.map(({ severity, file }) => [severity, file])).toEqual([['error', 'settings.json']]);
  });

  it('with a slip leaves every other check of the flows standing', () => {
    const flow = flowText({
      exitOn: ['acme.pong'],
      steps: [{ id: 'a', send: { channel: 'email', template: 'hlep' } }],
    });
    const settings = '{ "frequencyCap": { "perDay": 0 }, "customEvents": ["acme.ping"] }';
    const { problems } = publishOf(folderWith({ 'settings.json': settings, 'flows/sample.json': flow }));
    expect(problems.map(({ file, message }) => [file, message.en.slice(0, 33)])).toEqual([
      ['flows/sample.json', 'There is no template "hlep". Allo'],
      ['flows/sample.json', 'The event "acme.pong" is unknown.'],
      ['settings.json', 'frequencyCap.perDay: 0 is no cap:'],
    ]);
  });

  it('may be missing at first, and then takes the defaults', () => {
    const { 'settings.json': _, ...folder } = FOLDER;
    expect(publishOf(contentOf({ ...folder, ...good }))).toMatchObject({
      program: { settings: { sending: 'test' } },
      problems: [{ severity: 'warning', file: 'settings.json' }],
    });
  });

  it('must not get lost later', () => {
    const { 'settings.json': _, ...folder } = FOLDER;
    expect(publishOf(contentOf({ ...folder, ...good }), { previous: firstProgram(), seq: 2 })).toMatchObject({
      problems: [{ severity: 'error', file: 'settings.json' }],
    });
  });
});
