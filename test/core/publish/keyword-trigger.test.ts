/** A flow that begins with a word which somebody writes on WhatsApp, from its file to its message. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordIn, saysKeyword } from '../../../core/events/keyword.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const fileWith = (change: object = {}) =>
  flowText({
    trigger: { keyword: ['Größe', 'size chart!'] },
    reentry: 'always',
    steps: [{ id: 'answer', send: { channel: 'email', template: 'help' } }],
    ...change,
  });
const published = (text = fileWith()) => publishOf(folderWith({ 'flows/sizes.json': text }));
const errorsOf = (change: object) =>
  published(fileWith(change)).problems.filter(({ severity }) => severity === 'error');

const told = () => {
  const { program, problems } = published();
  if (!program) throw new Error(JSON.stringify(problems));
  return storyOf({ ...program, settings: { ...program.settings, sending: 'live' } }).consents();
};
const writes = (text: string, more: object = {}) =>
  told()
    .hears('message.replied', { channel: 'whatsapp', text, ...more })
    .left()
    .map(({ flow, step }) => `${flow} ${step}`);

describe('a keyword', () => {
  it.each(['Größe', 'größe', ' GRÖSSE?'.replace('SS', 'ß'), '👉 Größe!', 'Size-chart', 'size\nchart'])(
    'is heard in "%s"',
    (text) => {
      expect(writes(text)).toEqual(['sizes answer']);
    },
  );

  it.each(['Welche Größe?', 'size', 'chart size', 'Größen', '', '👉'])('is not heard in "%s"', (text) => {
    expect(writes(text)).toEqual([]);
  });

  it('is heard in the title of a button, and not where the word gives or ends consent', () => {
    expect(writes('Größe', { reply: { id: 'b', title: 'Größe' } })).toEqual(['sizes answer']);
    expect(writes('Größe', { keyword: 'stop' })).toEqual([]);
  });

  it('is answered each time, and other messages begin nothing', () => {
    const story = told();
    for (const text of ['Größe', 'Danke', 'größe']) story.hears('message.replied', { text });
    expect(story.steps()).toEqual(['answer', 'answer']);
    expect(story.decisions()).toContain('not-entered where');
    story.hears('order.placed', { order_id: 'o', items: [] });
    expect(story.steps()).toHaveLength(2);
  });

  it('of no letter or digit is refused, with a word on what it needs', () => {
    const [problem, ...others] = errorsOf({ trigger: { keyword: ['?!'] } });
    expect(others).toEqual([]);
    expect(problem?.message.en).toContain('needs a letter or a digit');
    expect(problem?.message.de).toContain('Buchstaben');
  });

  it('knows what was written', () => {
    const audience = { 'event.text': { exists: true } };
    expect(errorsOf({ audience })).toEqual([]);
  });

  it('has one form, which is its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const word = keywordIn(text);
        expect(keywordIn(word)).toBe(word);
        const event = {
          id: 'e',
          name: 'message.replied',
          at: 0,
          source: 's',
          identities: [],
          data: { text },
        };
        expect(saysKeyword(event, [word])).toBe(text !== '');
      }),
      { numRuns: runs(50) },
    );
  });
});
