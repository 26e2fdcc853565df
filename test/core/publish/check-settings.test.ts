/** What a shop says about itself: links that the law asks for, a logo and a colour that pages can use. */
import { describe, expect, it } from 'vitest';
import { folderWith, publishOf } from '../../support/content.ts';

describe('settings.json', () => {
  it.each([
    ['no links at all', '{}', ['shop.imprintUrl', 'shop.privacyUrl']],
    ['no privacy statement', '{ "shop": { "imprintUrl": "https://shop.example/i" } }', ['shop.privacyUrl']],
    ['no imprint', '{ "shop": { "privacyUrl": "https://shop.example/p" } }', ['shop.imprintUrl']],
  ])('with %s goes live with a warning (§5 DDG, Art. 13 GDPR)', (_, settings, missing) => {
    const { program, problems } = publishOf(folderWith({ 'settings.json': settings }));
    expect(program).toBeDefined();
    expect(problems.map(({ severity, file, message }) => [severity, file, message.en.split(' ')[0]])).toEqual(
      missing.map((key) => ['warning', 'settings.json', key]),
    );
    expect(problems.map(({ message }) => message.de.split(' ')[0])).toEqual(missing);
  });

  it.each([
    ['colour', '"red"'],
    ['colour', '"#14594"'],
    ['colour', '"#14594c;}</style>"'],
    ['logoUrl', '"http://shop.example/logo.png"'],
    ['logoUrl', '"data:image/svg+xml,x"'],
    ['imprintUrl', '"javascript:alert(1)"'],
    ['privacyUrl', '"/privacy"'],
  ])('is told what %s may be, and %s is not', (key, value) => {
    const { program, problems } = publishOf(
      folderWith({ 'settings.json': `{ "shop": { "${key}": ${value} } }` }),
    );
    expect(program).toBeUndefined();
    expect(problems.map(({ message }) => message.en.split(' ')[0])).toEqual([`shop.${key}:`]);
    expect(problems[0]?.message.en).toContain('Allowed: ');
  });
});
