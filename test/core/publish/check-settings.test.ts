/** The shop's own settings: links that the law asks for, and a logo and a colour that pages can use. */
import { describe, expect, it } from 'vitest';
import { folderWith, publishOf } from '../../support/content.ts';

describe('settings.json', () => {
  it.each([
    ['no links at all', '{}', ['shop.imprintUrl', 'shop.privacyUrl', 'shop.address']],
    [
      'no privacy statement',
      '{ "shop": { "address": "Ort", "imprintUrl": "https://shop.example/i" } }',
      ['shop.privacyUrl'],
    ],
    [
      'no imprint',
      '{ "shop": { "address": "Ort", "privacyUrl": "https://shop.example/p" } }',
      ['shop.imprintUrl'],
    ],
    [
      'an empty address',
      '{ "shop": { "address": " ", "imprintUrl": "https://shop.example/i", "privacyUrl": "https://shop.example/p" } }',
      ['shop.address'],
    ],
  ])('with %s goes live with a warning (§5 DDG, Art. 13 GDPR)', (_, settings, missing) => {
    const { program, problems } = publishOf(folderWith({ 'settings.json': settings }));
    expect(program).toBeDefined();
    expect(problems.map(({ severity, file, message }) => [severity, file, message.en.split(' ')[0]])).toEqual(
      missing.map((key) => ['warning', 'settings.json', key]),
    );
    expect(problems.map(({ message }) => message.de.split(' ')[0])).toEqual(missing);
  });

  const links =
    '"shop": { "address": "Ort", "imprintUrl": "https://shop.example/i", "privacyUrl": "https://shop.example/p" }';
  const whatsapp = '"whatsapp": { "transport": "aws", "from": "id"';

  it.each([
    [`${whatsapp} }`, ['whatsapp.number']],
    [`${whatsapp}, "number": "+49 171 3920000" }`, []],
    [`${whatsapp} }, "contact": { "whatsapp": "0171 3920000" }`, []],
    [`${whatsapp} }, "signUp": { "whatsappForm": true }`, []],
    ['"signUp": { "whatsappForm": true }', ['signUp.whatsappForm']],
  ])('with %s is warned where nobody could sign up on WhatsApp', (keys, about) => {
    const { problems } = publishOf(folderWith({ 'settings.json': `{ ${links}, ${keys} }` }));
    expect(problems.map(({ severity, message }) => [severity, message.en.split(' ')[0]])).toEqual(
      about.map((key) => ['warning', key]),
    );
  });

  it.each([
    ['"signUp": { "perAddressPerWeek": 0 }', 'signUp.perAddressPerWeek'],
    ['"signUp": { "perAddressPerWeek": 4 }', 'signUp.perAddressPerWeek'],
    ['"signUp": { "countries": ["Germany"] }', 'signUp.countries'],
    ['"whatsapp": { "transport": "aws", "from": "id", "number": "0171 3920000" }', 'whatsapp.number'],
    [
      '"budget": { "perMonth": { "amount": 1, "currency": "EUR" }, "transactionalShare": 101 }',
      'budget.transactionalShare',
    ],
  ])('with %s does not go live', (keys, about) => {
    const { program, problems } = publishOf(folderWith({ 'settings.json': `{ ${links}, ${keys} }` }));
    expect(program).toBeUndefined();
    expect(problems[0]?.message.en).toContain(about);
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
