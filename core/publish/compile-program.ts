/**
 * Compiles the whole content folder into one program, or reports what is wrong with it. Any error means no
 * program (I7).
 */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Segment } from '../conditions/condition.ts';
import { POINTS_CHANGED } from '../events/membership-events.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import { askedPerOrder } from '../program/per-order.ts';
import type { CompiledFlow, Program } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import { startEvents } from '../program/starts.ts';
import { lengthOf } from '../program/words.ts';
import type { Instant } from '../time/instant.ts';
import { wishesAsked } from './catalogue-trigger.ts';
import { checkFlow, type World } from './check.ts';
import { overFor } from './check-watch.ts';
import { compileFlow } from './compile-flow.ts';
import { type PoolsRead, poolsOf, readPools } from './compile-pools.ts';
import { compileTemplates, templateProblems } from './compile-templates.ts';
import type { Content } from './content-files.ts';
import { countersOf, tooManyMoments } from './counters.ts';
import { goneFlows, goneSteps } from './edit-notes.ts';
import { type FlowFile, flowSchema } from './flow-schema.ts';
import { heavyConditions } from './heavy-conditions.ts';
import { parseValue } from './issues.ts';
import { pathProblems } from './path-problems.ts';
import { classify } from './paths.ts';
import {
  fileProblem,
  type ParsedFile,
  type Problem,
  syntaxProblems,
  type Text,
  toProblem,
} from './problem.ts';
import { readSettings, SETTINGS_PATH } from './read-settings.ts';
import { recommends } from './recommends.ts';
import { compileSegments, conditionsIn, readSegments } from './segments.ts';
import { hearsOf, watchedConditions } from './watched.ts';
import { worldOf } from './world-of.ts';

/** `alone`: nobody knows what is live and what has run there. */
export type Publish = Readonly<{ previous?: Program; seq: number; now: Instant; alone?: true }>;

export const compileProgram = (
  content: Content,
  publish: Publish,
): Readonly<{ program?: Program; problems: readonly Problem[] }> => {
  const settings = readSettings(content.files[SETTINGS_PATH], publish.previous !== undefined);
  const { timeZone, currency } = settings.value;
  const pools = readPools(content, { ...publish, timeZone, currency });
  const world = worldOf(content, settings, pools);
  const segments = readSegments(content, world);
  const flows = flowPaths(content).map(({ id, path }) => ({
    id,
    path,
    ...readFlow(path, content.files[path], {
      ...world,
      segmentConditions: conditionsIn(segments.files),
      isOver: overFor(publish.previous?.flows[id], publish),
    }),
  }));
  const found = [
    ...pathProblems(content),
    ...settings.problems,
    ...segments.problems,
    ...pools.problems,
    ...flows.flatMap(({ problems }) => problems),
    ...templateProblems(content),
  ];
  if (hasErrors(found)) return { problems: sorted(found) };
  const compiled = flows.flatMap(({ id, file }) =>
    file
      ? [compileFlow(id, file, { ...known(publish.previous?.flows[id]), seq: publish.seq, now: publish.now })]
      : [],
  );
  const program = assemble({
    settings: settings.value,
    flows: compiled,
    segments: compileSegments(segments.files),
    content,
    publish,
    pools,
  });
  const problems = sorted([
    ...found,
    ...tooLarge(program),
    ...asksTooMuch(program),
    ...heavyConditions(content, flows, segments.files),
    ...goneSteps(program, content, publish.previous),
    ...goneFlows(program, publish.previous),
  ]);
  return hasErrors(problems) ? { problems } : { program, problems };
};

const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');
const known = (previous: CompiledFlow | undefined) => (previous ? { previous } : {});

const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort(
    (a, b) =>
      a.severity.localeCompare(b.severity) ||
      a.file.localeCompare(b.file) ||
      a.line - b.line ||
      a.column - b.column,
  );

const flowPaths = ({ paths }: Content): readonly Readonly<{ id: string; path: string }>[] =>
  paths.toSorted().flatMap((path) => {
    const place = classify(path);
    return place.kind === 'flow' ? [{ id: place.id, path }] : [];
  });

const readFlow = (
  path: string,
  parsed: ParsedFile | undefined,
  world: World,
): Readonly<{ file?: FlowFile; problems: readonly Problem[] }> => {
  if (!parsed) return { problems: [] };
  if (parsed.syntaxProblems.length > 0) return { problems: syntaxProblems(path, parsed) };
  const result = parseValue(flowSchema, parsed.value);
  const findings = 'output' in result ? checkFlow(result.output, world) : result.findings;
  const problems = findings.map((finding) => toProblem(path, parsed, finding));
  return 'output' in result ? { file: result.output, problems } : { problems };
};

type Parts = Readonly<{
  settings: Settings;
  flows: readonly CompiledFlow[];
  segments: Readonly<Record<string, Segment>>;
  content: Content;
  publish: Publish;
  pools: PoolsRead;
}>;

const assemble = ({ settings, flows, segments, content, publish, pools }: Parts): Program => {
  const byId = Object.fromEntries(flows.map((flow) => [flow.id, flow]));
  const live = flows.filter(({ status }) => status !== 'draft');
  const templates = compileTemplates(content, flows, publish.previous);
  const coupons = poolsOf(pools);
  const hash = idOf('program', JSON.stringify({ settings, flows: byId, templates, segments, ...coupons }));
  return {
    seq: publish.seq,
    hash,
    publishedAt: publish.now,
    settings,
    flows: byId,
    triggers: triggersOf(flows),
    ...present({ perOrder: askedPerOrder(flows) }),
    ...present({ wishes: wishesAsked(flows, publish) }),
    watches: flows.filter(({ trigger }) => trigger.watch).map(({ id }) => id),
    templates,
    segments,
    ...present({ tiers: compileTiers(settings), points: compilePoints(settings, [live, segments]) }),
    watched: watchedConditions({ flows, segments, tiers: settings.loyalty.tiers }, publish),
    counters: countersOf(flows, segments),
    ...coupons,
    ...present({ recommends: recommends(flows, templates) }),
  };
};

/** Undefined where the shop has none. */
const compileTiers = ({ loyalty: { tiers } }: Settings): Program['tiers'] =>
  tiers.length === 0
    ? undefined
    : tiers.map(({ id, spend, within }) =>
        present({ id, spend, within: within === undefined ? undefined : lengthOf(within) }),
      );

const compilePoints = ({ loyalty: { points } }: Settings, asking: readonly unknown[]): Program['points'] =>
  points === null
    ? undefined
    : present({
        per: points.per,
        expire: points.expire === undefined ? undefined : lengthOf(points.expire),
        told: hearsOf([POINTS_CHANGED], asking) || undefined,
      });

const triggersOf = (flows: readonly CompiledFlow[]): Record<string, readonly string[]> => {
  const triggers: Record<string, string[]> = {};
  for (const { id, trigger } of flows)
    for (const event of startEvents(trigger)) triggers[event] = [...(triggers[event] ?? []), id];
  return triggers;
};

const asksTooMuch = ({ counters = {} }: Program): readonly Problem[] => {
  const say = tooManyMoments(counters);
  return say ? [fileProblem('error', SETTINGS_PATH, say)] : [];
};

const tooLarge = (program: Program): readonly Problem[] => {
  const bytes = utf8ToBytes(JSON.stringify(program)).length;
  const say: Text = {
    de: `Alles zusammen ist zu groß: ${bytes} Bytes. Höchstens ${LIMITS.programBytes}.`,
    en: `All of it together is too large: ${bytes} bytes. At most ${LIMITS.programBytes}.`,
  };
  return bytes > LIMITS.programBytes ? [fileProblem('error', SETTINGS_PATH, say)] : [];
};
