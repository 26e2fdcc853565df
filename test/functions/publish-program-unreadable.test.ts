/** Publishing what cannot be read, and a publish that breaks off: the report always says what is wrong. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../core/publish/report.ts';
import type { ConfigCloud } from '../support/config-cloud.ts';
import { flowText, settingsText } from '../support/content.ts';
import { folderInBucket, published } from '../support/publishing.ts';

let cloud: ConfigCloud;
beforeEach(() => {
  cloud = folderInBucket();
});

const edit = (path: string, text: string): unknown => cloud.objects.set(`content/${path}`, text);

describe('a file that is not in UTF-8', () => {
  const ANSI = Buffer.from('Schöne Grüße', 'latin1');
  const UTF16 = Buffer.from('\ufeffSchöne Grüße', 'utf16le');

  it.each([
    ['templates/help.de.mjml', ANSI, 'Windows-1252'],
    ['templates/help.en.mjml', UTF16, 'UTF-16'],
    ['blocks/footer.de.mjml', ANSI, 'Windows-1252'],
    ['settings.json', ANSI, 'Windows-1252'],
    ['settings.json', UTF16, 'UTF-16'],
    ['flows/sample.json', ANSI, 'Windows-1252'],
    ['flows/sample.json', Buffer.from('{}', 'utf16le'), 'UTF-16'],
  ])(
    'is an error that names %s and its encoding, and what ran before stays',
    async (path, bytes, encoding) => {
      await published();
      edit(path, '');
      cloud.bytes.set(`content/${path}`, bytes);
      const report = await published();
      expect(report).toMatchObject({ ok: false, program: 1 });
      const errors = report.problems.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ file }) => file)).toEqual([path]);
      expect(errors[0]?.message.de).toContain(encoding);
      expect(errors[0]?.message.en).toContain('UTF-8');
      expect(cloud.controls?.seq).toBe(1);
    },
  );

  it('is none where it begins with the mark of UTF-8', async () => {
    edit('settings.json', `\ufeff${settingsText({ sending: 'live' })}`);
    expect(await published()).toMatchObject({ ok: true });
  });
});

describe('a publish that breaks off', () => {
  it('leaves a report that says so, and the next one says that all is well', async () => {
    await published();
    edit('flows/sample.json', flowText({ priority: 7 }));
    cloud.beforeMove = () => {
      throw new Error('the table is away');
    };
    await expect(published()).rejects.toThrow('the table is away');
    const left = (): Report => JSON.parse(cloud.objects.get('content/report.json') ?? 'null') as Report;
    expect(left()).toMatchObject({ ok: false, program: 1 });
    expect(left().problems[0]?.message.en).toContain('the table is away');
    cloud.beforeMove = () => {};
    expect(await published()).toMatchObject({ ok: true });
    expect(left()).toMatchObject({ ok: true });
  });
});
