/** A marketing mail that somebody could not leave by is refused; one that does not say who sends it is told. */
import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../../core/publish/compile-program.ts';
import type { Lack } from '../../../core/publish/content-files.ts';
import { flowText, folderWith } from '../../support/content.ts';

const told = (lacks: readonly Lack[], flow: Readonly<Record<string, unknown>> = {}) => {
  const content = folderWith({ 'flows/sample.json': flowText(flow) });
  const template = { locales: {}, needs: [] } as const;
  const mails = { help: { ok: true, template, lacks: { de: [], en: lacks } } } as const;
  const { problems } = compileProgram(
    { ...content, templates: { ...content.templates, ...mails } },
    { seq: 1, now: 0 },
  );
  return problems.map(({ severity, file, message }) => `${severity} ${file} ${message.en.slice(0, 60)}`);
};

describe('a mail of a marketing flow', () => {
  it('without a way out is an error that names template and language', () => {
    expect(told(['way-out'])).toEqual([
      'error flows/sample.json The template "help" (en) does not always show a way out: mar',
    ]);
  });

  it('without the postal address is a warning', () => {
    expect(told(['sender'])).toEqual([
      'warning flows/sample.json The template "help" (en) does not always show the shop\'s pos',
    ]);
  });

  it('with both is in order', () => {
    expect(told([])).toEqual([]);
  });
});

it('a message under contract needs no way out', () => {
  expect(told(['way-out', 'sender'], { purpose: 'transactional' })).toEqual([]);
});
