/**
 * Publishing through the front door: what goes live, what the report says, and that a broken edit changes
 * nothing.
 */

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../core/program/program.ts';
import type { PublishEvent } from '../../functions/publish-program/own-echo.ts';
import type { ConfigCloud } from '../support/config-cloud.ts';
import { flowText } from '../support/content.ts';
import { folderInBucket, MJML, PUBLISHED_AT, published, publishFunction } from '../support/publishing.ts';

let cloud: ConfigCloud;
beforeEach(() => {
  cloud = folderInBucket();
});

const edit = (path: string, text: string): unknown => cloud.objects.set(`content/${path}`, text);
const program = (seq: number): Program =>
  JSON.parse(cloud.objects.get(`programs/${String(seq).padStart(10, '0')}.json`) ?? 'null') as Program;
const live = () => cloud.controls;
/** What public pages show of the shop; it stands beside the pointer. */
const LOOK = {
  name: 'Shop',
  imprintUrl: 'https://shop.example/imprint',
  privacyUrl: 'https://shop.example/privacy',
};
const movedTo = (seq: number) => ({ seq, sending: 'live', paused: [] });
const notificationOf = (...keys: readonly string[]): PublishEvent => ({
  Records: keys.map((key) => ({ s3: { object: { key } } })),
});

describe('a first publish', () => {
  it('stores the program and makes it live', async () => {
    expect(await published()).toEqual({
      ok: true,
      program: 1,
      problems: [],
      changes: [],
      waiting: [{ flow: 'sample', step: 'wait', people: 2 }],
    });
    expect(live()).toEqual({ ...movedTo(1), shop: LOOK });
    expect(program(1)).toMatchObject({
      seq: 1,
      publishedAt: PUBLISHED_AT,
      triggers: { 'checkout.updated': ['sample'] },
    });
  });

  it('writes report and schemas beside the files', async () => {
    const report = await published();
    expect(JSON.parse(cloud.objects.get('content/report.json') ?? '')).toEqual(report);
    expect(cloud.objects.get('content/report.txt')).toContain('Veröffentlicht (Programm: 1).');
    expect(JSON.parse(cloud.objects.get('content/schema/flow.schema.json') ?? '')).toMatchObject({
      title: 'Stammkunde flow',
    });
    expect(cloud.objects.has('content/schema/settings.schema.json')).toBe(true);
  });
});

describe('an edit', () => {
  it('is published under the next sequence', async () => {
    await published();
    edit('flows/sample.json', flowText({ status: 'paused' }));
    expect(await published(notificationOf('content/flows/sample.json'))).toMatchObject({
      ok: true,
      program: 2,
      changes: [{ kind: 'flow', id: 'sample', from: 'live', to: 'paused' }],
    });
    expect(cloud.objects.get('content/report.txt')).toContain(
      'Geändert: Flow „sample“, Status: live wird paused.',
    );
    expect(live()).toEqual({ ...movedTo(2), paused: ['sample'], shop: LOOK });
    expect(program(1).flows['sample']?.status).toBe('live');
  });

  it('that changes nothing publishes nothing', async () => {
    await published();
    edit('flows/sample.json', `// ein Kommentar\n${flowText()}`);
    expect(await published()).toMatchObject({ ok: true, program: 1 });
    expect(program(2)).toBeNull();
  });

  it('that is broken changes nothing that runs, and says so in both languages', async () => {
    await published();
    const before = live();
    edit('flows/sample.json', flowText({ status: 'liev' }));
    const report = await published();
    expect(report).toMatchObject({
      ok: false,
      program: 1,
      problems: [
        {
          severity: 'error',
          file: 'flows/sample.json',
          line: 6,
          message: {
            de: expect.stringContaining('Meinten Sie „live“?'),
            en: expect.stringContaining('Did you mean "live"?'),
          },
        },
      ],
    });
    expect(live()).toEqual(before);
    expect(program(2)).toBeNull();
    expect(JSON.parse(cloud.objects.get('content/report.json') ?? '')).toEqual(report);
  });

  it('that breaks a template names the file', async () => {
    edit('templates/help.de.mjml', MJML.replace('<mj-text>', '<mj-txt/><mj-text>'));
    expect(await published()).toMatchObject({
      ok: false,
      program: null,
      problems: [{ severity: 'error', file: 'templates/help.de.mjml' }],
    });
    expect(cloud.controls).toBeUndefined();
  });

  it('that breaks a building block names it once, and mending it publishes', async () => {
    const withBlock = MJML.replace('<mj-text>', '<mj-include path="../blocks/shared.mjml" /><mj-text>');
    for (const file of ['templates/help.de.mjml', 'templates/help.en.mjml']) edit(file, withBlock);
    edit('blocks/shared.mjml', '\n<mj-txt>Hallo</mj-txt>');
    const { problems } = await published();
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'error', file: 'blocks/shared.mjml', line: 2, column: 1 }),
    ]);
    edit('blocks/shared.mjml', '<mj-text>Gemeinsam</mj-text>');
    expect(await published()).toMatchObject({ ok: true, problems: [] });
    expect(JSON.stringify(program(1))).toContain('Gemeinsam');
  });

  it('that is too large or deleted meanwhile is an error and no crash', async () => {
    edit('flows/sample.json', `${flowText()}${' '.repeat(300_000)}`);
    expect(await published()).toMatchObject({
      ok: false,
      problems: [
        { file: 'flows/sample.json', message: { en: expect.stringContaining('larger than 256 KB') } },
      ],
    });
  });
});

describe('notifications', () => {
  it('about what publishing wrote itself are no reason to publish', async () => {
    const echo = notificationOf(
      'content/report.json',
      'content/report.txt',
      'content/schema/flow.schema.json',
    );
    expect(await publishFunction()(echo)).toBeUndefined();
    expect(await publishFunction()({ detail: { object: { key: 'content/report.json' } } })).toBeUndefined();
    expect(cloud.s3.calls()).toHaveLength(0);
    expect(await published(notificationOf('content/report.json', 'content/flows/sample.json'))).toMatchObject(
      {
        program: 1,
      },
    );
  });

  it('from EventBridge publish as those from S3 do', async () => {
    expect(await published({ detail: { object: { key: 'content/flows/sample.json' } } })).toMatchObject({
      ok: true,
      program: 1,
    });
  });

  it('about a file with a blank or an umlaut in its name arrive encoded and publish', async () => {
    expect(await published(notificationOf('content/flows/Gr%C3%BC%C3%9Fe+neu.json'))).toMatchObject({
      ok: true,
    });
  });
});

describe('two publishes at once', () => {
  it('never lets the older files win: who loses the race reads everything again', async () => {
    await published();
    edit('flows/sample.json', flowText({ priority: 7 }));
    let raced = false;
    cloud.beforeMove = () => {
      if (raced) return;
      raced = true;
      // Another marketer saves and publishes between our read and our move.
      edit('flows/sample.json', flowText({ priority: 9 }));
      cloud.objects.set('programs/0000000003.json', JSON.stringify({ ...program(1), seq: 3, hash: 'other' }));
      cloud.controls = movedTo(3);
    };
    expect(await published()).toMatchObject({ ok: true, program: 4 });
    expect(program(4).flows['sample']?.priority).toBe(9);
    expect(live()?.seq).toBe(4);
  });

  it('step over the number of a publish that died half-way', async () => {
    cloud.objects.set('programs/0000000001.json', '{"seq":1}');
    expect(await published()).toMatchObject({ ok: true, program: 2 });
    expect(live()?.seq).toBe(2);
  });

  it('give up after some attempts with a word of advice', async () => {
    await published();
    edit('flows/sample.json', flowText({ priority: 7 }));
    let seq = 100;
    cloud.beforeMove = () => {
      seq += 30;
      cloud.objects.set(
        `programs/${String(seq).padStart(10, '0')}.json`,
        JSON.stringify({ ...program(1), seq, hash: `other-${seq}` }),
      );
      cloud.controls = movedTo(seq);
    };
    await expect(published()).rejects.toThrow('Invoke publish-program again');
  });

  it('leave the programs of others as they are', async () => {
    await published();
    const puts = cloud.s3
      .commandCalls(PutObjectCommand)
      .filter(({ args }) => args[0].input.Key?.startsWith('programs/'));
    expect(puts.map(({ args }) => args[0].input.IfNoneMatch)).toEqual(['*']);
  });
});
