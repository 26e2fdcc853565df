/** `npm run explain` as somebody types it: what it prints of what a system answers, and with which code it ends. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../cli/explain.ts';
import type { Why } from '../../core/explain/why.ts';

const both = (en: string) => ({ en, de: `${en} (de)` });
const JETTE: Why = {
  identity: 'jette@example.org',
  zone: 'Europe/Berlin',
  sentences: [
    { at: '2026-11-27T18:00:00.000Z', text: both('Cart at the checkout.') },
    {
      ...{ at: '2026-11-27T19:00:00.000Z', flow: 'abandoned-cart', step: 'help' },
      ...{ outcome: 'skipped', reason: 'no-legal-basis', text: both('Not sent.') },
    },
    { at: '2026-11-28T19:00:00.000Z', flow: 'win-back', outcome: 'entered', text: both('Begins.') },
  ],
  planned: [{ at: '2026-12-01T10:00:00.000Z', flow: 'win-back', step: 'miss-you', text: both('Leaves.') }],
  stands: [both('Marketing by e-mail: not allowed.')],
};

type Options = Partial<Parameters<typeof explain>[1]>;

const typed = async (options: Options = {}, answer: Why | 'nobody' | undefined = JETTE) => {
  const [printed, complained]: [string[], string[]] = [[], []];
  const code = await explain(
    'jette@example.org',
    { url: 'http://127.0.0.1:4000', lang: 'en', ...options },
    {
      why: async () => answer,
      print: (text) => void printed.push(text),
      complain: (text) => void complained.push(text),
    },
  );
  return { code, out: printed.join('\n'), err: complained.join('\n') };
};

describe('npm run explain', () => {
  it('tells what happened and what is planned', async () => {
    const { code, out } = await typed();
    expect([code, out]).toEqual([
      0,
      [
        '  2026-11-27 19:00+01:00  Cart at the checkout.',
        '  2026-11-27 20:00+01:00  [abandoned-cart] Not sent.',
        '  2026-11-28 20:00+01:00  [win-back] Begins.',
        '',
        'Next:',
        '  2026-12-01 11:00+01:00  [win-back] Leaves.',
      ].join('\n'),
    ]);
    expect((await typed({ lang: 'de' })).out).toContain('Not sent. (de)');
  });

  it('finds what happened for a reason, and what one flow did', async () => {
    const { out } = await typed({ reason: 'no-legal-basis' });
    expect(out).toContain('Not sent.');
    expect(out).not.toContain('Begins.');
    expect(out).toContain('not allowed');
    expect((await typed({ flow: 'win-back' })).out).not.toContain('Cart at the checkout.');
    expect((await typed({ reason: 'cap' })).out).toContain('Nothing that fits.');
  });

  it('gives one JSON object in both languages', async () => {
    expect(JSON.parse((await typed({ json: true })).out)).toEqual(JETTE);
    expect(JSON.parse((await typed({ json: true, flow: 'win-back' })).out)).toMatchObject({
      sentences: [{ outcome: 'entered' }],
      planned: [{ step: 'miss-you' }],
    });
  });

  it('ends with 1 where nobody is known, or no system answers, and says what to do', async () => {
    const nobody = await typed({}, 'nobody');
    expect([nobody.code, nobody.out]).toEqual([1, '']);
    expect(nobody.err).toContain('Nobody is known by "jette@example.org". Allowed: e-mail address');
    const silent = await explain(
      'a',
      { url: 'http://127.0.0.1:1', lang: 'en' },
      {
        why: async () => undefined,
        print: () => {},
        complain: (text) => expect(text).toContain('npm start'),
      },
    );
    expect(silent).toBe(1);
  });
});
