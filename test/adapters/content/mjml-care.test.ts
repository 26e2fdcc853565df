/** What readers of a mail stumble over and MJML does not mind is told at its place; who always sees what. */
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../adapters/content/mjml.ts';

const mail = (body: string, subject = 'Ihr Tee'): string =>
  `<mjml><mj-head><mj-title>${subject}</mj-title><mj-preview>Vorschau</mj-preview></mj-head><mj-body><mj-section><mj-column>
${body}
</mj-column></mj-section></mj-body></mjml>`;

const compiled = (source: string) => compileTemplate('probe', { de: source });

/** The place and the first words of each remark. */
const remarks = async (body: string, subject?: string): Promise<readonly string[]> => {
  const outcome = await compiled(mail(body, subject));
  const told = outcome.ok ? (outcome.notes ?? []) : outcome.problems;
  return told.map(
    ({ line, column, message }) => `${outcome.ok} ${line}:${column} ${message.en.slice(0, 14)}`,
  );
};

describe('a link', () => {
  it.each([
    'https://shop.example/a',
    'http://shop.example',
    'mailto:hilfe@shop.example',
    'tel:+494931000000',
    '{{ shop.url }}',
    '{{ shop.url }}/tee',
    '{% if shop.url %}{{ shop.url }}{% endif %}',
  ])('to %s is fine', async (to) => {
    expect(await remarks(`<mj-button href="${to}">Zum Shop</mj-button>`)).toEqual([]);
  });

  it.each(['', '#', 'http://', 'https:///tee', 'shop.example/tee', '/tee', 'www.shop.example'])(
    'to "%s" leads nowhere, which is told at its place',
    async (to) => {
      const body = `<mj-text>{{ shop.name }} <a href="${to}">Zum Shop</a></mj-text>`;
      expect(await remarks(body)).toEqual([`true 2:29 ${`The link "${to}" leads`.slice(0, 14)}`]);
    },
  );

  it.each(['javascript:alert(1)', ' JavaScript:x', 'java\nscript:x', 'data:text/html,x', 'vbscript:x'])(
    'to %j is an error',
    async (to) => {
      expect(await remarks(`<mj-button href="${to}">x</mj-button>`)).toEqual(['false 2:12 This link runs']);
    },
  );
});

it('a picture without words is told, and one that has words or is decoration is not', async () => {
  const picture = '<mj-image src="https://shop.example/a.png"';
  expect(await remarks(`${picture} />`)).toEqual(['true 2:1 This picture h']);
  expect(await remarks(`<mj-text><img src="https://shop.example/a.png"></mj-text>`)).toHaveLength(1);
  expect(await remarks(`${picture} alt="Tee" />${picture} alt="" />`)).toEqual([]);
});

describe('a subject', () => {
  it.each(['GRATIS NUR HEUTE FÜR SIE', 'Sparen!!', 'Wirklich?!', 'Sparen €€', 'x'.repeat(91)])(
    '%s is told',
    async (subject) => {
      expect(await remarks('<mj-text>x</mj-text>', subject)).toHaveLength(1);
    },
  );

  it.each([
    'Ihr TÜV',
    'DHL bringt Ihr Paket',
    'Neu!',
    '{{ customer.first_name | default: "x" }}!',
    'x'.repeat(90),
  ])('%s is not', async (subject) => {
    expect(await remarks('<mj-text>x</mj-text>', subject)).toEqual([]);
  });
});

describe('somebody may get a mail without', () => {
  const OUT = '<a href="{{ links.unsubscribe }}">ab</a>';
  const CHOOSE = '<a href="{{ links.preferences }}">wählen</a>';
  const FROM = '{{ shop.address }}';
  it.each([
    ['nothing', `${OUT} ${FROM}`, []],
    ['nothing where the choice is the way out', `${CHOOSE} ${FROM}`, []],
    [
      'nothing where each branch has its own',
      `{% if order %}${OUT}{% else %}${CHOOSE}{% endif %} ${FROM}`,
      [],
    ],
    [
      'nothing where only the link itself is asked for',
      `{% if links.unsubscribe or links.preferences %}${OUT}{% endif %}{% if shop.address %}${FROM}{% endif %}`,
      [],
    ],
    ['both', 'x', ['way-out', 'sender']],
    [
      'the way out where one branch lacks it',
      `{% if customer.first_name %}${OUT}{% endif %} ${FROM}`,
      ['way-out'],
    ],
    [
      'the way out where a branch between lacks it',
      `{% if customer.first_name %}${OUT}{% elsif customer.last_name %}x{% else %}${OUT}{% endif %} ${FROM}`,
      ['way-out'],
    ],
    [
      'the way out where something else is asked for too',
      `{% if links.unsubscribe and customer.first_name %}${OUT}{% endif %} ${FROM}`,
      ['way-out'],
    ],
    [
      'the way out where a loop may have no turn',
      `{% for p in products.viewed %}${OUT}{% endfor %} ${FROM}`,
      ['way-out'],
    ],
    ['the way out where it is never shown', `{% capture x %}${OUT}{% endcapture %} ${FROM}`, ['way-out']],
    [
      'the sender where a case has no else',
      `{% case customer.first_name %}{% when "a" %}${FROM}{% endcase %} ${OUT}`,
      ['sender'],
    ],
  ])('%s', async (_, body, lacks) => {
    const outcome = await compiled(mail(`<mj-text>${body}</mj-text>`));
    expect(outcome).toMatchObject({ ok: true, lacks: { de: lacks } });
  });
});

describe('a colour', () => {
  const first = async (body: string): Promise<string | undefined> => {
    const outcome = await compiled(mail(body));
    return outcome.ok ? outcome.notes?.[0]?.message.en : 'broken';
  };

  it.each([
    [
      '<mj-button href="https://shop.example" background-color="#ffee00" color="#fff">Los</mj-button>',
      '#ffffff on #ffee00',
    ],
    [
      '<mj-text><span style="color:#777;background-color:#888888">leise</span></mj-text>',
      '#777777 on #888888',
    ],
    [
      '<mj-text><span style="font-size:12px;color:#eeeeee">blass</span></mj-text>',
      '#eeeeee can hardly be read on white',
    ],
    ['<mj-text><b style="color: black">laut</b></mj-text>', '#000000 can hardly be read in the dark'],
  ])('that cannot be read is told: %s', async (body, words) => {
    expect(await first(body)).toContain(words);
  });

  it('is told at the place of its element, behind what Liquid hides', async () => {
    expect(await remarks('<mj-text>{{ shop.name }} <b style="color:#000">x</b></mj-text>')).toEqual([
      'true 2:26 #000000 can ha',
    ]);
  });

  it.each([
    '<mj-button href="https://shop.example" background-color="#1f5c4a" color="#ffffff">Los</mj-button>',
    '<mj-text><b style="color:#1f8a66">mitten drin</b></mj-text>',
    '<mj-text><b style="color:#ffffff;background:#14594c">auf Grün</b></mj-text>',
    '<mj-text><span class="muted" style="color:#5c6862">was der Baustein umfärbt</span></mj-text>',
    '<mj-text><b style="color:{{ shop.name }}">nur beim Senden bekannt</b></mj-text>',
    '<mj-text><b style="color:hotpink">mit Namen</b></mj-text>',
    '<mj-text color="#000000">ohne eigenen Grund</mj-text>',
  ])('is fine, or nobody can tell: %s', async (body) => {
    expect(await first(body)).toBeUndefined();
  });

  it('on a ground that the file paints itself is left to who painted it', async () => {
    const dark = mail('<mj-text><b style="color:#ffffff">x</b></mj-text>').replace(
      '<mj-section>',
      '<mj-section background-color="#111111">',
    );
    const outcome = await compiled(dark);
    expect(outcome.ok && outcome.notes).toEqual([]);
  });
});
