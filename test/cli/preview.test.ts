/** `npm run preview` as somebody types it: what it prints, with which code it ends, and in which language. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preview } from '../../cli/preview.ts';
import { CONTENT } from '../support/local-system.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Options = Parameters<typeof preview>[1];
type Typed = Partial<Options> & { flow?: string };

const typed = async ({ flow, ...options }: Typed = {}) => {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await preview(
    flow,
    { content: CONTENT, script: 'abandoned-cart', lang: 'en', ...options },
    { print: (text) => void printed.push(text), complain: (text) => void complained.push(text) },
  );
  return { code, out: printed.join('\n'), err: complained.join('\n') };
};

describe('npm run preview', () => {
  it('tells in both languages what the sample customer gets', async () => {
    const en = await typed();
    expect(en.code).toBe(0);
    expect(en.out).toContain('[abandoned-cart] The mail “help” was sent.');
    expect((await typed({ lang: 'de' })).out).toContain('[abandoned-cart] Die Mail „help“ wurde gesendet.');
  });

  it('gives one JSON object, and writes the page', async () => {
    const file = join(folder, 'page.html');
    const { out } = await typed({ json: true, open: file, flow: 'abandoned-cart' });
    const told = JSON.parse(out);
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['messages', 'timeline', 'cost', 'ms', 'page']));
    expect(told.messages.map(({ step }: { step: string }) => step)).toEqual(['help', 'reviews']);
    expect(told.cost).toEqual({ USD: '0.00032' });
    expect(readFileSync(file, 'utf8')).toContain('<iframe sandbox');
  });

  it('ends with 1 where the script is wrong, and says where', async () => {
    const script = join(folder, 'wrong.json');
    writeFileSync(script, '{ "customer": {}, "start": "soon", "events": [] }');
    const { code, err } = await typed({ script, lang: 'de' });
    expect(code).toBe(1);
    expect(err).toMatch(/wrong\.json:1:\d+: start: .*kein Datum/);
  });

  it('ends with 1 where the content has errors, and shows nothing', async () => {
    const content = join(folder, 'content');
    cpSync(CONTENT, content, { recursive: true });
    writeFileSync(join(content, 'flows', 'abandoned-cart.json'), '{ "name": ');
    const { code, out, err } = await typed({ content });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('flows/abandoned-cart.json:1:');
  });

  it.each<Typed>([{ flow: 'abandoned-carts' }, { script: 'nobody' }])(
    'names what there is where %o is not known',
    async (options) => {
      await expect(typed(options)).rejects.toThrow(/There is no .*There are .*abandoned-cart/);
    },
  );

  it('watches as long as it is told to, and takes no flow beside the whole journey', async () => {
    expect((await typed({ days: 1 })).out).toContain('e-mail: 0, WhatsApp: 0');
    await expect(typed({ flow: 'abandoned-cart', all: true })).rejects.toThrow('exclude each other');
  });
});
