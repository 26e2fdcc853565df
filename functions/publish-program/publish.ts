/**
 * Makes one publish: reads everything, compiles, stores the program, moves the pointer, writes the report. A
 * broken edit changes nothing that runs.
 */

import { SHOPS_WITH_CODES } from '../../contract/secrets.ts';
import type { ContentFolder } from '../../core/ports/content-folder.ts';
import { present } from '../../core/present.ts';
import type { Controls, Program } from '../../core/program/program.ts';
import { type ShopLook, shopLookOf } from '../../core/program/shop-look.ts';
import { changesBetween } from '../../core/publish/changes.ts';
import { compileProgram, type Publish } from '../../core/publish/compile-program.ts';
import type { Content } from '../../core/publish/content-files.ts';
import {
  couponsJsonSchema,
  flowJsonSchema,
  segmentJsonSchema,
  settingsJsonSchema,
  whatsappJsonSchema,
} from '../../core/publish/json-schema.ts';
import { OUTPUTS } from '../../core/publish/paths.ts';
import { fileProblem } from '../../core/publish/problem.ts';
import { SETTINGS_PATH } from '../../core/publish/read-settings.ts';
import { type Report, reportText, waitingRows } from '../../core/publish/report.ts';
import { notPublished } from '../../core/publish/unreadable.ts';
import { beginCatchUp } from '../../core/state/catch-up.ts';
import type { Instant } from '../../core/time/instant.ts';
import { clearReplaced, importLists } from './coupon-lists.ts';
import type { PublishProgramDeps } from './deps.ts';
import { gatherContent } from './gather.ts';

/** Attempts of a publish that another one overtook. */
const ATTEMPTS = 5;
/** Sequences tried above the live one; the numbers of publishes that died half-way stay taken. */
const SEQUENCES_TRIED = 20;

/** Leaves a report in every case: whoever saved a file must not find an older one that says "ok". */
export const publish = async (deps: PublishProgramDeps): Promise<Report> => {
  try {
    return await publishWithRetries(deps);
  } catch (error) {
    await reportFailure(deps, error);
    throw error;
  }
};

/** Where not even that can be written, the first failure is the one to tell. */
const reportFailure = async (deps: PublishProgramDeps, failure: unknown): Promise<void> => {
  try {
    const live = await deps.controls.read();
    const problems = [fileProblem('error', SETTINGS_PATH, notPublished(failure))];
    await report(deps, { ok: false, program: live?.seq ?? null, problems, changes: [] });
  } catch (error) {
    deps.log.error('no report of a failed publish', { error: error instanceof Error ? error.name : 'Error' });
  }
};

const publishWithRetries = async (deps: PublishProgramDeps): Promise<Report> => {
  const now = deps.now();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // Reads the pointer before the files: another publish that moves it meanwhile may have read newer files.
    const live = await deps.controls.read();
    const result = await publishOnce(deps, live, now);
    if (result === 'lost') continue;
    await meetEverybody(deps, result);
    return await report(deps, result);
  }
  throw new Error(
    `Other publishes were faster ${ATTEMPTS} times in a row. Invoke publish-program again with {}.`,
  );
};

/**
 * Also where nothing was new: the publish before may have broken off right after it moved the pointer. What
 * was met already is not met again.
 */
const meetEverybody = async (
  { queues, programs, now }: PublishProgramDeps,
  result: Result,
): Promise<void> => {
  if (!result.ok || result.program === null) return;
  const { watches = [], watched = {} } = await programs.load(result.program);
  if (watches.length > 0 || Object.keys(watched).length > 0)
    await queues.sendInputs([beginCatchUp(result.program, now())]);
};

type Result = Pick<Report, 'ok' | 'program' | 'problems' | 'changes'>;

const publishOnce = async (
  deps: PublishProgramDeps,
  live: Controls | undefined,
  now: Instant,
): Promise<Result | 'lost'> => {
  const content = await gatherContent(deps.folder);
  const previous = live ? await deps.programs.load(live.seq) : undefined;
  const from = live?.seq ?? 0;
  for (let seq = from + 1; seq <= from + SEQUENCES_TRIED; seq += 1) {
    const result = await publishAs(deps, content, present({ previous, seq, now }));
    if (result !== 'taken') return result;
  }
  throw new Error(
    `The names of ${SEQUENCES_TRIED} programs above ${from} are taken. Remove them from programs/ in the config bucket.`,
  );
};

const publishAs = async (
  deps: PublishProgramDeps,
  content: Content,
  edit: Publish,
): Promise<Result | 'lost' | 'taken'> => {
  const { previous, seq } = edit;
  const { program, problems } = compileProgram(content, edit);
  if (!program) return { ok: false, program: previous?.seq ?? null, problems, changes: [] };
  if (previous && previous.hash === program.hash)
    return { ok: true, program: previous.seq, problems, changes: [] };
  if ((await deps.programs.store(program)) === 'taken') return 'taken';
  const told = await importLists(deps.couponLists, content, program);
  const moved = await deps.controls.move(previous?.seq ?? 0, controlsFor(program));
  if (!moved) return 'lost';
  await clearReplaced(deps.couponLists, program, previous);
  const changes = previous ? changesBetween(previous, program) : [];
  return { ok: true, program: seq, problems: [...problems, ...told], changes };
};

const controlsFor = ({ seq, settings, flows }: Program): Controls & Readonly<{ shop: ShopLook }> => ({
  seq,
  sending: settings.sending,
  paused: Object.values(flows).flatMap(({ id, status }) => (status === 'paused' ? [id] : [])),
  shop: shopLookOf(settings),
});

const report = async ({ folder, waiting }: PublishProgramDeps, result: Result): Promise<Report> => {
  const written: Report = { ...result, waiting: waitingRows(await waiting()) };
  await folder.write(OUTPUTS.report, toText(written), JSON_TYPE);
  await folder.write(OUTPUTS.text, reportText(written), 'text/plain; charset=utf-8');
  for (const [path, text] of SCHEMAS) await writeWhereOther(folder, path, text);
  return written;
};

const JSON_TYPE = 'application/json';

const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The schemas are made once, because they change with the code only. */
const SCHEMAS = [
  [OUTPUTS.flowSchema, toText(flowJsonSchema())],
  [OUTPUTS.segmentSchema, toText(segmentJsonSchema())],
  [OUTPUTS.settingsSchema, toText(settingsJsonSchema())],
  [OUTPUTS.whatsappSchema, toText(whatsappJsonSchema())],
  [OUTPUTS.couponsSchema, toText(couponsJsonSchema(SHOPS_WITH_CODES))],
] as const;

const writeWhereOther = async (folder: ContentFolder, path: string, text: string): Promise<void> => {
  if ((await folder.read(path)) !== text) await folder.write(path, text, JSON_TYPE);
};
