/** Shared building blocks of mails: what an include becomes, and where a mistake in one of them is told. */
import { expect, it } from 'vitest';
import { compileTemplate } from '../../../adapters/content/mjml.ts';
import { withBlocks } from '../../../adapters/content/mjml-blocks.ts';
import { LIMITS } from '../../../core/limits.ts';

const HEAD = '<mj-head><mj-title>Betreff</mj-title><mj-preview>Vorschau</mj-preview></mj-head>';
const mailOf = (column: string): string =>
  `<mjml>\n${HEAD}\n<mj-body><mj-section><mj-column>\n${column}\n</mj-column></mj-section></mj-body>\n</mjml>`;
/** Line of the first line of `column` above. */
const COLUMN_LINE = 4;

const compile = (column: string, blocks: Readonly<Record<string, string>>) =>
  compileTemplate('greeting', { de: mailOf(column) }, blocks);
const htmlOf = async (column: string, blocks: Readonly<Record<string, string>>): Promise<string> => {
  const result = await compile(column, blocks);
  return result.ok ? (result.template.locales.de?.html ?? '') : JSON.stringify(result.problems);
};
const problemsOf = async (column: string, blocks: Readonly<Record<string, string>>) => {
  const result = await compile(column, blocks);
  return result.ok ? [] : result.problems;
};

it('a block stands where the include was, comments left out', async () => {
  const blocks = {
    'regards.de': '<!-- <mj-include path="../blocks/none.mjml" /> -->\n<mj-text>Gruß</mj-text>',
  };
  for (const include of [
    '<mj-include path="../blocks/regards.de.mjml" />',
    '<mj-include path="../blocks/regards.de.mjml"></mj-include>',
    "<mj-include\n  path='../blocks/regards.de.mjml'\n/>",
  ])
    expect(await htmlOf(include, blocks)).toContain('>Gruß<');
});

it("the include's values stand where the block says $name, in Liquid too, and a price stays a price", async () => {
  const blocks = { box: '<mj-text>$why $5 {{ $code }}{% if $list.total %}!{% endif %}</mj-text>' };
  const include = '<mj-include path="../blocks/box.mjml" why="a > b" code="shop.name" list="checkout" />';
  expect(await htmlOf(include, blocks)).toContain('a > b $5 {{ shop.name }}{% if checkout.total %}!');
});

it('a block hands its values on to a block in it', async () => {
  const blocks = {
    outer: '<mj-include path="../blocks/inner.mjml" text="($text)" />',
    inner: '<mj-text>$text</mj-text>',
  };
  expect(await htmlOf('<mj-include path="../blocks/outer.mjml" text="Hallo" />', blocks)).toContain(
    '(Hallo)',
  );
});

it('what a block needs counts as needed by the template', async () => {
  const result = await compile('<mj-include path="../blocks/list.mjml" />', {
    list: '<mj-text>{% for item in order.items %}{{ item.title }}{% endfor %}</mj-text>',
  });
  expect(result.ok && result.template.needs).toEqual(['order']);
});

it.each([
  ['a path out of the folder', '<mj-include path="/etc/hostname" />', 'path="/etc/hostname"'],
  ['a path with dots', '<mj-include path="../blocks/../settings.json" />', 'building blocks only'],
  ['a block that is not there', '<mj-include path="../blocks/none.mjml" />', '../blocks/why.mjml'],
  ['a key that every object has', '<mj-include path="../blocks/constructor.mjml" />', 'building blocks only'],
  ['a value that is missing', '<mj-include path="../blocks/why.mjml" />', 'needs "why"'],
  ['a value too many', '<mj-include path="../blocks/why.mjml" why="a" who="b" />', 'does not know "who"'],
])('%s is told where the include stands', async (_what, include, words) => {
  const problems = await problemsOf(`<mj-text>a</mj-text>\n  ${include}`, { why: '<mj-text>$why</mj-text>' });
  expect(problems).toEqual([expect.objectContaining({ locale: 'de', line: COLUMN_LINE + 1, column: 3 })]);
  expect(problems[0]?.message.en).toContain(words);
  expect(problems[0]).not.toHaveProperty('file');
});

it('a mistake in a block is told in its own file and line, one beside it in the template', async () => {
  const blocks = { card: '<mj-text>ok</mj-text>\n<mj-text>ok</mj-text>\n  <mj-txt>$why</mj-txt>' };
  const include = '<mj-include path="../blocks/card.mjml" why="\n\n\n" />';
  expect(await problemsOf(include, blocks)).toEqual([
    expect.objectContaining({ file: 'blocks/card.mjml', line: 3, column: 3 }),
  ]);
  const after = await problemsOf(`${include}\n<mj-text>{{ nobody }}</mj-text>`, {
    card: '<mj-text>$why</mj-text>',
  });
  expect(after).toEqual([expect.objectContaining({ line: COLUMN_LINE + 4, column: 13 })]);
  expect(after[0]).not.toHaveProperty('file');
});

it('a mistake in a value is told where the value was given', async () => {
  const include = '  <mj-include path="../blocks/why.mjml" why="{{ nobody }}" />';
  const [first, ...others] = await problemsOf(include, { why: '\n\n<mj-text>$why</mj-text>' });
  expect([first, others]).toEqual([expect.objectContaining({ line: COLUMN_LINE, column: 3 }), []]);
});

it('a block that holds itself, and blocks that multiply, end with a message', async () => {
  const self = { loop: '<mj-include path="../blocks/loop.mjml" />' };
  expect((await problemsOf('<mj-include path="../blocks/loop.mjml" />', self))[0]).toMatchObject({
    file: 'blocks/loop.mjml',
    message: { en: expect.stringContaining(`${LIMITS.blockDepth} levels`) },
  });
  const many = (name: string) => `<mj-include path="../blocks/${name}.mjml" />`.repeat(60);
  const { findings, text } = withBlocks(many('a'), { a: many('b'), b: '<mj-text>x</mj-text>' });
  expect(findings[0]?.message.en).toContain('Too many blocks');
  expect(text.length).toBeLessThan(LIMITS.templateBytes);
});
