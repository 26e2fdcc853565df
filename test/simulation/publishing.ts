/**
 * Marketers who save and what is published of it: mostly one edit after the other; some in a rush, so that
 * publishers overlap and the older one may end later.
 */

import type { Report } from '../../core/publish/report.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { Agenda } from './agenda.ts';
import type { Cloud } from './cloud.ts';
import { type Content, FIRST_CONTENT, filesOf } from './content.ts';

const MINUTE = 60_000;
/** A publish that failed is tried again after a minute, then after ever longer pauses. */
const PAUSE_MAX_MS = 16 * MINUTE;
/** S3 tells of every file that was written, and each word begins a publish. */
const TOLD_MS = [0, 120] as const;

type Change = (before: Content) => Content;
type Publishing = Readonly<{
  /** Rushed: others need not be over. */
  edit: (change: Change, rushed?: boolean) => void;
  ended: () => Promise<unknown>;
}>;

/** What was saved in the folder, by its version. */
type Saved = Readonly<{
  versions: Map<number, Content>;
  latest: () => Content;
  save: (next: Content) => void;
}>;

export const createSaved = (): Saved => {
  let latest = FIRST_CONTENT;
  const versions = new Map<number, Content>();
  const save = (next: Content): void => {
    latest = next;
    versions.set(next.version, next);
  };
  return { versions, latest: () => latest, save };
};

export const createPublishing = (cloud: Cloud, agenda: Agenda, { latest, save }: Saved): Publishing => {
  const { clock, standIns, witness, invoke } = cloud;
  /** Versions saved while a publish of another one went on. */
  let open = 0;
  let begun = 0;
  let ending: Promise<unknown> = Promise.resolve();

  const pause = (ms: number): Promise<void> =>
    ms === 0 ? Promise.resolve() : new Promise((resolve) => agenda.add(clock.now() + ms, resolve));
  const publish = async (about: string): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      const result = await invoke('publish-program', `${about} ${attempt}`, (functions) =>
        functions.publishProgram({}),
      );
      if ('value' in result) return orNoWorld(result.value);
      await pause(Math.min(2 ** attempt * MINUTE, PAUSE_MAX_MS));
    }
  };
  /** Without a program no input could ever be applied, and the world would go on for ever. */
  const orNoWorld = (report: Report | undefined): void => {
    if (witness.published.length === 0 && report?.ok === false)
      throw new Error(`The first content cannot be published: ${JSON.stringify(report.problems[0])}`);
  };
  const write = (content: Content): void => {
    for (const [path, text] of Object.entries(filesOf(content)))
      standIns.s3.put({ bucket: LOCAL.configBucket, key: `content/${path}`, body: Buffer.from(text) });
  };
  const wrong = (text: string): void => void witness.problems.push({ invariant: 'I7', text });

  const run = async (change: Change, rushed: boolean): Promise<void> => {
    const content = change(latest());
    save(content);
    write(content);
    const { version, broken } = content;
    const before = witness.published.at(-1)?.seq ?? 0;
    open += 1;
    begun += 1;
    const turn = begun;
    const alone = open === 1;
    const publishes = rushed ? TOLD_MS : [0];
    await Promise.all(publishes.map((ms, index) => pause(ms).then(() => publish(`${version} ${index}`))));
    open -= 1;
    // Whoever saved meanwhile has changed what this publish read.
    if (begun !== turn) return;
    const live = witness.published.at(-1);
    if (alone && broken !== undefined && (live?.seq ?? 0) !== before)
      wrong(`version ${version} with a broken ${broken} went live`);
    if (broken === undefined && live?.content.version !== version)
      wrong(`version ${version} is valid and did not go live`);
  };
  const edit: Publishing['edit'] = (change, rushed = false) => {
    const running = rushed ? run(change, true) : ending.then(() => run(change, false));
    ending = Promise.all([ending, running]);
  };
  return { edit, ended: () => ending };
};
