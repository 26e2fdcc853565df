/** WhatsApp templates at publish: problems are reported with their place, in both languages. */
import { describe, expect, it } from 'vitest';
import { parseJsonFile } from '../../../adapters/content/jsonc.ts';
import { compileWhatsapp } from '../../../adapters/content/whatsapp-template.ts';

const PATH = 'templates/hello.de.whatsapp.json';
const compiled = (source: string) =>
  compileWhatsapp({ path: PATH, locale: 'de', parsed: parseJsonFile(source) });
const fileWith = (change: object): string =>
  JSON.stringify(
    {
      name: 'hello',
      language: 'de',
      text: 'Hallo {{1}}',
      body: ['{{ customer.first_name | default: "du" }}'],
      ...change,
    },
    null,
    2,
  );
const errors = (source: string) => compiled(source).problems.filter(({ severity }) => severity === 'error');

describe('a WhatsApp template', () => {
  it('may hold comments, and knows what it needs to be true', () => {
    const { template, needs, problems } = compiled(`{ // Warenkorb
      "name": "cart", "language": "de", "text": "{{1}}: {{2}}", "body": ["{{ shop.offer.code }}", "{{ checkout.url }}"] }`);
    expect(problems).toEqual([]);
    expect(needs).toEqual(['checkout', 'offer']);
    expect(template).toMatchObject({ kind: 'template', name: 'cart', header: [], buttons: [] });
  });

  it('may be free text', () => {
    expect(compiled('{ "freeform": "Moin {{ customer.first_name }}" }').template).toEqual({
      kind: 'freeform',
      text: 'Moin {{ customer.first_name }}',
    });
  });

  it.each([
    ['too few parameters', { body: [] }, '"body" has no entry, the text has one placeholder ({{1}}). One'],
    ['too many parameters', { text: 'Hallo' }, '"body" has one entry, the text has no placeholder. One'],
    ['a gap in the numbers', { text: 'Hallo {{2}}' }, '{{1}} is missing'],
    ['names instead of numbers', { text: 'Hallo {{name}}' }, "none of Meta's placeholders"],
    ['another language than the file', { language: 'en' }, 'the file is called .de.whatsapp.json'],
    ['a misspelt key', { boddy: [] }, 'Did you mean "body"?'],
    ['a name that Meta does not allow', { name: 'Hallo Welt' }, "no name of one of Meta's templates"],
    ['an unknown variable', { body: ['{{ customer.nickname }}'] }, 'no variable "customer.nickname"'],
    ['broken Liquid', { body: ['{{ customer.first_name'] }, '{{'],
  ])('with %s is refused', (_what, change, words) => {
    const [problem, ...more] = errors(fileWith(change));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      file: PATH,
      message: { en: expect.stringContaining(words), de: expect.stringMatching(/./) },
    });
  });

  it.each([
    ['Hallo', ['a'], '„body“ hat einen Eintrag, der Text hat keinen Platzhalter. Je'],
    ['Hallo {{1}}', [], '„body“ hat keinen Eintrag, der Text hat einen Platzhalter ({{1}}). Je'],
    [
      'Hallo {{1}} {{2}}',
      ['a', 'b', 'c'],
      '„body“ hat 3 Einträge, der Text hat 2 Platzhalter ({{1}} bis {{2}}). Je',
    ],
  ])('counts in good German: %s with %j', (text, body, words) => {
    expect(errors(fileWith({ text, body }))).toMatchObject([
      { message: { de: expect.stringContaining(words) } },
    ]);
  });

  it('may hold the same in du, with the same placeholders', () => {
    const informal = { name: 'hello_du', text: 'Hi {{1}}' };
    expect(compiled(fileWith({ informal })).template).toMatchObject({ name: 'hello', informal });
    expect(errors(fileWith({ informal: { ...informal, text: 'Hi {{1}} {{2}}' } }))).toHaveLength(1);
    expect(errors(fileWith({ informal: { ...informal, text: 'Hi {{2}}' } }))).toMatchObject([
      { message: { de: expect.stringContaining('{{1}} fehlt') } },
    ]);
  });

  it('names line and column', () => {
    expect(errors(fileWith({ text: 'Hallo {{2}}' }))).toMatchObject([{ line: 4, column: 11 }]);
  });

  it('is warned of where some customers would get no message for lack of a name', () => {
    expect(compiled(fileWith({ body: ['{{ customer.first_name }}'] })).problems).toMatchObject([
      {
        severity: 'warning',
        message: {
          de: expect.stringMatching(/^Diese Angabe ist leer, wo wir sie von einem Kunden nicht kennen\./),
          en: expect.stringMatching(/^This parameter is empty where we do not know it of a customer\./),
        },
      },
    ]);
  });

  it('is not warned of what the shop fills in for everybody: its links and what it says about itself', () => {
    const body = ['{{ links.preferences }}', '{{ shop.contact.phone }}', '{{ shop.address }}'];
    const buttons = [{ url: '{{ links.unsubscribe }}' }];
    expect(compiled(fileWith({ text: '{{1}} {{2}} {{3}}', body, buttons })).problems).toEqual([]);
  });
});
