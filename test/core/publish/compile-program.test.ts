/** The whole content folder becomes one program, or none. */

import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { present } from '../../../core/present.ts';
import { reportText, waitingRows } from '../../../core/publish/report.ts';
import {
  contentOf,
  flowText,
  folderWith,
  plainTemplate,
  publishOf,
  settingsText,
} from '../../support/content.ts';

const good = { 'flows/sample.json': flowText() };
const firstProgram = () => {
  const { program } = publishOf(folderWith(good));
  if (!program) throw new Error('does not compile');
  return program;
};

describe('a program', () => {
  it('holds settings, flows, templates and what triggers which flow', () => {
    const { program } = publishOf(folderWith({ ...good, 'flows/second.json': flowText() }), {
      seq: 7,
      now: 1_000,
    });
    expect(program).toMatchObject({
      seq: 7,
      publishedAt: 1_000,
      settings: { sending: 'test' },
      triggers: { 'checkout.updated': ['sample', 'second'] },
      templates: { help: plainTemplate },
    });
  });

  it('has the same hash for the same content, whatever the sequence, the time and the order of files', () => {
    const previous = firstProgram();
    const again = publishOf(
      contentOf(Object.fromEntries(Object.entries({ ...FOLDER, ...good }).toReversed())),
      {
        previous,
        seq: 2,
        now: 99,
      },
    );
    expect(again.program?.hash).toBe(previous.hash);
  });

  it('has another hash where something changed', () => {
    expect(
      publishOf(folderWith({ ...good, 'settings.json': '{ "sending": "off" }' })).program?.hash,
    ).not.toBe(firstProgram().hash);
  });
});

const FOLDER = {
  'settings.json': settingsText(),
  'templates/help.de.mjml': '',
  'templates/help.en.mjml': '',
  'templates/offer.de.mjml': '',
  'templates/offer.en.mjml': '',
};

describe('an error anywhere', () => {
  it('means no program at all', () => {
    const { program, problems } = publishOf(folderWith({ ...good, 'flows/broken.json': '{' }));
    expect(program).toBeUndefined();
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'flows/broken.json' });
  });

  it('in a template names its file and line', () => {
    const content = {
      ...folderWith(good),
      templates: {
        help: {
          ok: false,
          problems: [{ locale: 'de', line: 3, column: 5, message: { de: 'so', en: 'thus' } }],
        },
      },
    } as const;
    expect(publishOf(content).problems).toEqual([
      {
        severity: 'error',
        file: 'templates/help.de.mjml',
        line: 3,
        column: 5,
        message: { de: 'so', en: 'thus' },
      },
    ]);
  });

  it('in settings names key, allowed values and the likely fix', () => {
    const settings =
      '{\n  "sendng": "live",\n  "country": "Germany",\n  "offer": { "kind": "percent", "code": "X", "validFor": "3d" }\n}';
    const { problems } = publishOf(folderWith({ ...good, 'settings.json': settings }));
    expect(problems.map(({ line, message }) => [line, message.en.slice(0, 30)])).toEqual([
      [2, '"sendng" is unknown here. Allo'],
      [3, 'country: "Germany" is no count'],
      [4, 'offer: does not fit together: '],
    ]);
  });
});

describe('references between files', () => {
  it('need a template in every language of the settings', () => {
    const flow = {
      'flows/sample.json': flowText({ steps: [{ id: 'a', send: { channel: 'email', template: 'german' } }] }),
      'templates/german.de.mjml': '',
    };
    expect(publishOf(folderWith(flow)).problems[0]?.message.en).toContain('Add templates/german.en.mjml');
    expect(
      publishOf(folderWith({ ...flow, 'settings.json': settingsText({ locales: ['de'] }) })).problems,
    ).toEqual([]);
  });

  it('may name own events that the settings list', () => {
    const flow = { 'flows/sample.json': flowText({ trigger: { on: 'acme.ping' } }) };
    expect(publishOf(folderWith(flow)).problems[0]?.message.en).toContain('customEvents');
    expect(
      publishOf(folderWith({ ...flow, 'settings.json': settingsText({ customEvents: ['acme.ping'] }) }))
        .problems,
    ).toEqual([]);
  });
});

describe('other files', () => {
  it('that nobody reads are pointed out', () => {
    const { problems, program } = publishOf(
      folderWith({
        ...good,
        'flow/typo.json': '{}',
        'templates/Help.de.mjml': '',
        'segments/Vip.json': '{}',
        'coupons/spring.csv': 'code',
      }),
    );
    expect(problems.map(({ severity, file }) => [severity, file])).toEqual([
      ['warning', 'coupons/spring.csv'],
      ['warning', 'flow/typo.json'],
      ['warning', 'segments/Vip.json'],
      ['warning', 'templates/Help.de.mjml'],
    ]);
    expect(program).toBeDefined();
  });

  it('that belong to people, editors or publishing itself are left alone', () => {
    expect(
      publishOf(
        folderWith({
          ...good,
          'README.md': '',
          '.DS_Store': '',
          'flows/.sample.json.swp': '',
          'report.json': '{}',
          'report.txt': '',
          'schema/flow.schema.json': '{}',
        }),
      ).problems,
    ).toEqual([]);
  });

  it('are bounded in number', () => {
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.contentFiles + 1 }, (_, index) => [`templates/t${index}.de.mjml`, '']),
    );
    expect(publishOf(folderWith(many)).problems[0]?.message.en).toContain(`At most ${LIMITS.contentFiles}`);
  });
});

describe('notes about an edit', () => {
  it('say where people go whose step is gone, once', () => {
    const edited = folderWith({
      'flows/sample.json': flowText({
        steps: [{ id: 'help', send: { channel: 'email', template: 'help' } }],
      }),
    });
    const second = publishOf(edited, { previous: firstProgram(), seq: 2 });
    expect(second.problems).toMatchObject([
      {
        severity: 'warning',
        file: 'flows/sample.json',
        message: { en: 'The step "wait" is gone. Who waits there goes on at "help".' },
      },
    ]);
    expect(publishOf(edited, present({ previous: second.program, seq: 3 })).problems).toEqual([]);
  });

  it('say which flow is gone', () => {
    expect(publishOf(folderWith({}), { previous: firstProgram(), seq: 2 }).problems).toMatchObject([
      { severity: 'warning', file: 'flows/sample.json' },
    ]);
  });
});

describe('the report', () => {
  it('is readable in German and English', () => {
    const { problems } = publishOf(folderWith({ 'flows/sample.json': flowText({ status: 'Live' }) }));
    const text = reportText({
      ok: false,
      program: 3,
      problems,
      changes: [],
      waiting: waitingRows({ 'sample/wait': 12 }),
    });
    expect(text).toContain('NICHT veröffentlicht: es läuft weiter, was vorher lief (Programm: 3).');
    expect(text).toContain('NOT published: what ran before goes on (program: 3).');
    expect(text).toContain('Fehler  flows/sample.json:6:13  status: ist nicht erlaubt: "Live".');
    expect(text).toContain('Waiting: 12 at sample / wait');
  });
});
