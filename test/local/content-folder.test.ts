/**
 * Saving is noticed however an editor saves, any number of times; what publishing writes comes back beside
 * the files.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyContent, copyWritten } from '../../local/content-folder.ts';
import { type ContentWatch, watchContent } from '../../local/content-watch.ts';

const TIMES = 10;
const KEY = 'content/flows/a.json';
/** One save after the other, without long pauses in between. */
const SETTLE_MS = 20;
/** Only ends a hang; the time until a save is noticed decides no verdict. */
const PATIENCE_MS = 120_000;

type Place = Readonly<{ base: string; folder: string; file: string }>;

/** How editors and tools save one file, or everything at once. */
const WAYS: Readonly<Record<string, (place: Place, text: string) => Promise<void>>> = {
  'in place': ({ file }, text) => writeFile(file, text),
  'into a new file that takes its name': async ({ file }, text) => {
    await writeFile(`${file}.tmp`, text);
    await rename(`${file}.tmp`, file);
  },
  'after the old one was moved aside': async ({ file }, text) => {
    await rename(file, `${file}~`);
    await writeFile(file, text);
    await rm(`${file}~`);
  },
  'after the old one was deleted': async ({ file }, text) => {
    await unlink(file);
    await writeFile(file, text);
  },
  'with a new folder of flows': async ({ base, folder }, text) => {
    await mkdir(join(base, 'new'));
    await writeFile(join(base, 'new/a.json'), text);
    await rm(join(folder, 'flows'), { recursive: true });
    await rename(join(base, 'new'), join(folder, 'flows'));
  },
  'with a whole new folder, the old one deleted': async ({ base, folder }, text) => {
    await copyWith(folder, join(base, 'new'), text);
    await rm(folder, { recursive: true });
    await rename(join(base, 'new'), folder);
  },
  'with a whole new folder, the old one moved away': async ({ base, folder }, text) => {
    await copyWith(folder, join(base, 'new'), text);
    await rm(join(base, 'old'), { recursive: true, force: true });
    await rename(folder, join(base, 'old'));
    await rename(join(base, 'new'), folder);
  },
};

const copyWith = async (from: string, to: string, text: string): Promise<void> => {
  await cp(from, to, { recursive: true });
  await writeFile(join(to, 'flows/a.json'), text);
};

const bucketOf = (objects: Map<string, Uint8Array>) => ({
  keys: () => [...objects.keys()],
  get: (key: string) => objects.get(key),
  put: (key: string, content: Uint8Array) => void objects.set(key, content),
  remove: (key: string) => void objects.delete(key),
});

describe('a content folder that is watched', () => {
  let place: Place;
  let watching: ContentWatch;
  let heard: number;
  let look: () => void;
  const objects = new Map<string, Uint8Array>();
  const bucket = bucketOf(objects);
  const published = (): string => Buffer.from(objects.get(KEY) ?? '').toString();

  /** Resolves when a publish that the watch asked for has brought this text. */
  const isPublished = (text: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (published() === text) resolve();
      };
      look();
    });

  beforeEach(async () => {
    const base = await mkdtemp(join(tmpdir(), 'folder-'));
    place = { base, folder: join(base, 'content'), file: join(base, 'content/flows/a.json') };
    await mkdir(join(place.folder, 'flows'), { recursive: true });
    await writeFile(place.file, '{}');
    [heard, look] = [0, () => {}];
    objects.clear();
    const copy = (): void => {
      heard += 1;
      void copyContent(place.folder, bucket).then(() => look());
    };
    watching = await watchContent(place.folder, copy, { settleMs: SETTLE_MS });
  });
  afterEach(async () => {
    await watching.close();
    await rm(place.base, { recursive: true, force: true });
  });

  test.each(Object.entries(WAYS))(
    `hears each of ${TIMES} saves %s`,
    async (_how, save) => {
      for (let time = 1; time <= TIMES; time += 1) {
        const text = `{ "time": ${time} }`;
        await save(place, text);
        await isPublished(text);
      }
    },
    PATIENCE_MS,
  );

  test(
    'hears every way after every other one',
    async () => {
      for (const [how, save] of [...Object.entries(WAYS), ...Object.entries(WAYS).reverse()]) {
        await save(place, `{ "how": "${how}" }`);
        await isPublished(`{ "how": "${how}" }`);
      }
    },
    PATIENCE_MS,
  );

  test(
    `hears each of ${TIMES} checkouts of another branch`,
    async () => {
      const git = (...args: readonly string[]): void =>
        void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
          cwd: place.folder,
          stdio: 'ignore',
        });
      git('init', '--initial-branch=first');
      git('add', '-A');
      git('commit', '-m', 'first');
      git('checkout', '-b', 'second');
      await writeFile(place.file, '{ "branch": "second" }');
      await writeFile(join(place.folder, 'settings.json'), '{}');
      git('add', '-A');
      git('commit', '-m', 'second');
      await isPublished('{ "branch": "second" }');
      for (let time = 1; time <= TIMES; time += 1) {
        const second = time % 2 === 0;
        git('checkout', second ? 'second' : 'first');
        await isPublished(second ? '{ "branch": "second" }' : '{}');
      }
    },
    PATIENCE_MS,
  );

  test('does not hear what publishing writes, nor what lies around it', async () => {
    objects.set('content/report.txt', Buffer.from('Published'));
    objects.set('content/report.json', Buffer.from('{}'));
    objects.set('content/schema/flow.schema.json', Buffer.from('{}'));
    await copyWritten(place.folder, bucket);
    await writeFile(join(place.base, 'beside.json'), '{}');
    await writeFile(join(place.folder, 'flows/.a.json.swp'), '{}');
    // Notices of these files come before the notice of this one, which comes once.
    await writeFile(join(place.base, 'last.json'), '{ "last": true }');
    await rename(join(place.base, 'last.json'), place.file);
    await isPublished('{ "last": true }');
    expect(heard).toBe(1);
    expect(await readFile(join(place.folder, 'report.txt'), 'utf8')).toBe('Published');
    expect(await readFile(join(place.folder, 'schema/flow.schema.json'), 'utf8')).toBe('{}');
    expect([...objects.keys()].sort()).toEqual([
      KEY,
      'content/report.json',
      'content/report.txt',
      'content/schema/flow.schema.json',
    ]);
  });

  test('is left alone where it is missing, and never made anew', async () => {
    await copyContent(place.folder, bucket);
    await rm(place.folder, { recursive: true });
    expect(await copyContent(place.folder, bucket)).toBe('missing');
    expect(published()).toBe('{}');
  });

  test('may be a link to another folder', async () => {
    await watching.close();
    const link = join(place.base, 'link');
    await symlink(place.folder, link, 'dir');
    watching = await watchContent(link, () => void copyContent(link, bucket).then(() => look()), {
      settleMs: SETTLE_MS,
    });
    for (let time = 1; time <= TIMES; time += 1) {
      await writeFile(place.file, `{ "linked": ${time} }`);
      await isPublished(`{ "linked": ${time} }`);
    }
  });
});
