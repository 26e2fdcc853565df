/** Compiling templates: the result, and the problems that marketers read. */

import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../adapters/content/mjml.ts';
import { LIMITS } from '../../../core/limits.ts';
import { present } from '../../../core/present.ts';

const documentOf = (
  body: string,
  head = '<mj-title>Betreff</mj-title>\n<mj-preview>Vorschau</mj-preview>',
): string =>
  `<mjml>\n<mj-head>\n${head}\n</mj-head>\n<mj-body>\n<mj-section><mj-column>\n${body}\n</mj-column></mj-section>\n</mj-body>\n</mjml>`;
/** Line of the first line of `body` above. */
const BODY_LINE = 8;

const problemsOf = async (source: string) => {
  const result = await compileTemplate('greeting', { de: source });
  return result.ok ? [] : result.problems;
};
const compiled = async (source: string) => {
  const result = await compileTemplate('greeting', { de: source });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...result.template, de: result.template.locales.de };
};

describe('a compiled template', () => {
  it('keeps Liquid in subject, preheader, HTML and text', async () => {
    const head =
      '<mj-title>Für {{ customer.first_name | default: "Sie" }}</mj-title><mj-preview>{{ shop.name }}</mj-preview>';
    const { de } = await compiled(
      documentOf('<mj-text>Guten Tag {{ customer.first_name | default: "Sie" }}</mj-text>', head),
    );
    expect(de).toMatchObject({
      subject: 'Für {{ customer.first_name | default: "Sie" }}',
      preheader: '{{ shop.name }}',
      text: 'Guten Tag {{ customer.first_name | default: "Sie" }}',
    });
    expect(de?.html).toContain('Guten Tag {{ customer.first_name | default: "Sie" }}');
  });

  it('keeps loops around table rows, in HTML and in text', async () => {
    const { de } = await compiled(
      documentOf(
        '<mj-table>{% for item in checkout.items %}<tr><td>{{ item.title }}</td></tr>{% endfor %}</mj-table>',
      ),
    );
    expect(de?.html).toMatch(
      /\{% for item in checkout\.items %\}<tr><td>\{\{ item\.title \}\}<\/td><\/tr>\{% endfor %\}/,
    );
    expect(de?.text.replace(/\s+/g, ' ')).toBe(
      '{% for item in checkout.items %} {{ item.title }} {% endfor %}',
    );
  });

  it('has a text part with addresses once, without pictures and without what is marked', async () => {
    const body =
      '<mj-text><a href="{{ checkout.url }}">Warenkorb</a><br><a href="mailto:{{ shop.contact.email }}">{{ shop.contact.email }}</a><br><a href="https://x.example" class="no-link">Shop</a><img src="a.png" alt="Bild"><span class="no-text">weg</span></mj-text>';
    expect((await compiled(documentOf(body))).de?.text).toBe(
      'Warenkorb: {{ checkout.url }}\n{{ shop.contact.email }}\nShop',
    );
  });

  it('says in its text part where a picture leads: its words and the address, or the address alone', async () => {
    const text = async (body: string) => (await compiled(documentOf(body))).de?.text;
    const href = 'https://shop.example/aktion';
    expect(await text(`<mj-image src="https://shop.example/a.png" href="${href}" alt="Zur Aktion" />`)).toBe(
      `Zur Aktion: ${href}`,
    );
    expect(await text(`<mj-image src="https://shop.example/a.png" href="${href}" />`)).toBe(href);
    expect(await text(`<mj-text><a href="${href}"><img src="a.png" alt="Tee"> kaufen</a></mj-text>`)).toBe(
      `Tee kaufen: ${href}`,
    );
  });

  it('tells its language, and asks for nothing from elsewhere', async () => {
    const { de } = await compiled(documentOf('<mj-text font-family="Roboto">Hallo</mj-text>'));
    expect(de?.html).toContain('<html lang="de" dir="ltr"');
    expect(de?.html).not.toContain('fonts.googleapis.com');
  });

  it("leaves the marketers' comments at home, Liquid in them included", async () => {
    const { de } = await compiled(
      documentOf('<!-- intern {% broken -->\n<mj-text>Hallo<!-- auch {{ das }} --></mj-text>'),
    );
    expect(de?.html).not.toMatch(/intern|auch/);
  });

  it('names what it needs', async () => {
    const needs = async (liquid: string) =>
      (await compiled(documentOf(`<mj-text>${liquid}</mj-text>`))).needs;
    expect(await needs('{{ shop.name }}{{ customer.first_name }}')).toEqual([]);
    expect(await needs('{{ shop.offer.code }}')).toEqual(['offer']);
    expect(
      await needs(
        '{% if order.id %}{{ coupon.code }}{% endif %}{% for item in checkout.items %}{{ item.title }}{% endfor %}',
      ),
    ).toEqual(['checkout', 'coupon', 'order']);
  });

  it('needs in one language what it needs in the other', async () => {
    const result = await compileTemplate('greeting', {
      de: documentOf('<mj-text>a</mj-text>'),
      en: documentOf('<mj-text>{{ shop.offer.code }}</mj-text>'),
    });
    expect(result).toMatchObject({ ok: true, template: { needs: ['offer'] } });
  });
});

describe('a problem', () => {
  it.each([
    ['an unknown root', '<mj-text>\n{{ costumer.first_name }}</mj-text>', '1:4', 'Meinten Sie „customer“?'],
    [
      'an unknown property',
      '<mj-text>{{ customer.frist_name }}</mj-text>',
      '0:13',
      'Meinten Sie „first_name“?',
    ],
    ['an unknown fact', '<mj-text>{{ customer.orders.spend }}</mj-text>', '0:13', 'Meinten Sie „spent“?'],
    [
      'an unknown property inside a condition',
      '<mj-text>{% if shop.ofer %}x{% endif %}</mj-text>',
      '0:16',
      'Meinten Sie „offer“?',
    ],
    [
      'an unknown property inside a loop',
      '<mj-text>{% for item in checkout.items %}\n{{ item.titel }}{% endfor %}</mj-text>',
      '1:4',
      'Meinten Sie „title“?',
    ],
    [
      'an unknown filter',
      '<mj-text>{{ checkout.total | money }}</mj-text>',
      '0:10',
      'Den Filter „money“ gibt es hier nicht',
    ],
    ['a tag that is not closed', '<mj-text>{% if shop.name %}</mj-text>', '0:10', 'wird nicht geschlossen'],
    ['an output that is not closed', '<mj-text>{{ shop.name</mj-text>', '0:10', 'wird nicht geschlossen'],
    [
      'an include',
      '<mj-text>{% include "x" %}</mj-text>',
      '0:10',
      'Andere Dateien lassen sich nicht einbinden',
    ],
    [
      'an endless loop',
      '<mj-text>{% for a in (1..9000000000) %}{{ a }}{% endfor %}</mj-text>',
      '0:',
      'zu aufwendig',
    ],
    [
      'a loop that turns too often',
      '\n<mj-text>{% for i in (1..100000000) %}x{% endfor %}</mj-text>',
      '1:10',
      'zu aufwendig',
    ],
    ['an element that does not exist', '<mj-txt>a</mj-txt>', '0:1', 'Das Element <mj-txt> gibt es nicht'],
    [
      'an attribute that does not exist',
      '\n  <mj-text colour="red">a</mj-text>',
      '1:3',
      'Das Attribut „colour“',
    ],
    ['a value that does not fit', '<mj-text color="rötlich">a</mj-text>', '0:1', '„rötlich“ passt nicht'],
    ['an element in the wrong place', '<mj-section></mj-section>', '0:1', 'darf nicht in <mj-column> stehen'],
    ['an element that is not closed', '<mj-text>a', '0:1', '<mj-text> wird nicht geschlossen'],
    [
      'a file that is included',
      '<mj-include path="/etc/hostname" />',
      '0:1',
      '<mj-include> ist in Vorlagen nur für Bausteine erlaubt',
    ],
    ['a script', '<mj-text><script>1</script></mj-text>', '0:10', '<script> ist in Vorlagen nicht erlaubt'],
    [
      'Liquid between elements',
      '{% if shop.name %}\n<mj-text>a</mj-text>{% endif %}',
      '0:1',
      'Schreiben Sie <mj-raw>',
    ],
  ])('%s is told with its place, in German and English', async (_what, body, place, words) => {
    const [line, column] = place.split(':').map(Number);
    const [first] = await problemsOf(documentOf(body));
    expect(first?.message.de).toContain(words);
    expect(first?.message.en.length).toBeGreaterThan(10);
    expect(first).toMatchObject(
      present({ locale: 'de', line: BODY_LINE + (line ?? 0), column: column || undefined }),
    );
  });

  it('a missing subject and preview text are told', async () => {
    const problems = await problemsOf(documentOf('<mj-text>a</mj-text>', '<mj-title></mj-title>'));
    expect(problems.map(({ message }) => message.en).join(' ')).toMatch(/title/i);
    expect(
      (await problemsOf(documentOf('<mj-text>a</mj-text>', '<mj-title>a</mj-title>')))[0]?.message.en,
    ).toContain('<mj-preview>');
    expect((await problemsOf('<mjml><mj-body></mj-body></mjml>')).length).toBeGreaterThan(0);
  });

  it('a condition that starts in the subject and ends elsewhere is told', async () => {
    const head = '<mj-title>{% if shop.name %}a</mj-title>\n<mj-preview>b{% endif %}</mj-preview>';
    expect((await problemsOf(documentOf('<mj-text>a</mj-text>', head)))[0]).toMatchObject({
      line: 3,
      message: { en: expect.stringContaining('<mj-title>') },
    });
  });

  it('what is no MJML at all is told', async () => {
    for (const source of ['', 'Hallo', '{}', '<html></html>', '<mjml></mjml>'])
      expect((await problemsOf(source)).length).toBeGreaterThan(0);
  });

  it('a template that is too large is told', async () => {
    const [first] = await problemsOf(documentOf(`<mj-text>${'a'.repeat(LIMITS.templateBytes)}</mj-text>`));
    expect(first?.message.en).toContain(`${LIMITS.templateBytes} are allowed`);
  });

  it('a mail that Gmail would clip is told', async () => {
    const rows = `{% for item in checkout.items %}<tr><td>${'langer Text '.repeat(500)}{{ item.title }}</td></tr>{% endfor %}`;
    expect((await problemsOf(documentOf(`<mj-table>${rows}</mj-table>`)))[0]?.message.en).toContain(
      'Gmail clips',
    );
  });

  it('a template without any file is told', async () => {
    expect(await compileTemplate('greeting', {})).toMatchObject({
      ok: false,
      problems: [{ message: { en: expect.stringContaining('templates/greeting.de.mjml') } }],
    });
  });
});
