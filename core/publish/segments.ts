/** Reads the files in segments/: their schema, their names, and who refers to whom. */
import type { Segment } from '../conditions/condition.ts';
import { type ConditionWorld, checkCondition } from './check-condition.ts';
import { compileCondition, isEvent, isSegment } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { Content } from './content-files.ts';
import { allowedWords } from './did-you-mean.ts';
import { parseValue } from './issues.ts';
import { classify } from './paths.ts';
import { error, type ParsedFile, type Problem, syntaxProblems, toProblem } from './problem.ts';
import { type SegmentFile, segmentSchema } from './segment-schema.ts';
import { conditionParts, type Visited } from './visit-flow.ts';

export type SegmentsRead = Readonly<{
  files: Readonly<Record<string, SegmentFile>>;
  problems: readonly Problem[];
}>;

export const segmentPath = (id: string): string => `segments/${id}.json`;

/** Names of all segment files, also of those with faults, so that no flow is blamed for a fault there. */
export const segmentIds = ({ paths }: Content): readonly string[] =>
  paths
    .toSorted()
    .map(classify)
    .flatMap((place) => (place.kind === 'segment' ? [place.id] : []));

type World = ConditionWorld & Readonly<{ events?: readonly string[] }>;

export const readSegments = (content: Content, world: World): SegmentsRead => {
  const read = segmentIds(content).map((id) => ({
    id,
    ...readSegment(content.files[segmentPath(id)], id, world),
  }));
  const files = Object.fromEntries(read.flatMap(({ id, file }) => (file ? [[id, file] as const] : [])));
  const circles = Object.keys(files).flatMap((id) =>
    circleProblems(id, files, content.files[segmentPath(id)]),
  );
  return { files, problems: [...read.flatMap(({ problems }) => problems), ...circles] };
};

const readSegment = (
  parsed: ParsedFile | undefined,
  id: string,
  world: World,
): Readonly<{ file?: SegmentFile; problems: readonly Problem[] }> => {
  const path = segmentPath(id);
  if (!parsed) return { problems: [] };
  if (parsed.syntaxProblems.length > 0) return { problems: syntaxProblems(path, parsed) };
  const result = parseValue(segmentSchema, parsed.value);
  if ('findings' in result)
    return { problems: result.findings.map((finding) => toProblem(path, parsed, finding)) };
  const where = { item: result.output.where, path: ['where'] };
  const findings = [...checkCondition(where, world, 'segment'), ...unknownEvents(where, world)];
  return { file: result.output, problems: findings.map((finding) => toProblem(path, parsed, finding)) };
};

const unknownEvents = (where: Visited<ConditionFile>, { events }: World) =>
  conditionParts(where).flatMap(({ item, path }) => {
    if (!events || !isEvent(item) || events.includes(item.event)) return [];
    const words = allowedWords(item.event, events);
    return [
      error([...path, 'event'], {
        de: `Das Ereignis „${item.event}“ ist unbekannt.${words.de} Eigene Ereignisse stehen in settings.json unter customEvents.`,
        en: `The event "${item.event}" is unknown.${words.en} Own events are listed in settings.json under customEvents.`,
      }),
    ];
  });

export const conditionsIn = (files: SegmentsRead['files']): Readonly<Record<string, ConditionFile>> =>
  Object.fromEntries(Object.entries(files).map(([id, { where }]) => [id, where]));

export const compileSegments = (files: SegmentsRead['files']): Readonly<Record<string, Segment>> =>
  Object.fromEntries(
    Object.entries(files).map(([id, { name, where }]) => [id, { name, where: compileCondition(where) }]),
  );

type Files = SegmentsRead['files'];

/** The segments that a condition names, with their places. */
const referencesIn = (where: ConditionFile): readonly Visited<string>[] =>
  conditionParts({ item: where, path: ['where'] }).flatMap(({ item, path }) =>
    isSegment(item) ? [{ item: item.segment, path: [...path, 'segment'] }] : [],
  );

const circleProblems = (id: string, files: Files, parsed: ParsedFile | undefined): readonly Problem[] => {
  const file = files[id];
  if (!file || !parsed) return [];
  for (const reference of referencesIn(file.where)) {
    const way = wayTo(id, reference.item, files, new Set());
    if (!way) continue;
    const circle = [id, ...way].join(' → ');
    const finding = error(reference.path, {
      de: `Das Segment „${id}“ verweist im Kreis auf sich selbst: ${circle}. Nehmen Sie einen der Verweise heraus.`,
      en: `The segment "${id}" refers to itself in a circle: ${circle}. Take one of the references out.`,
    });
    return [toProblem(segmentPath(id), parsed, finding)];
  }
  return [];
};

/** The names on the way from `from` to `to`, both included; undefined where there is none. */
const wayTo = (to: string, from: string, files: Files, seen: Set<string>): readonly string[] | undefined => {
  if (from === to) return [to];
  const file = Object.hasOwn(files, from) ? files[from] : undefined;
  if (!file || seen.has(from)) return undefined;
  seen.add(from);
  for (const { item } of referencesIn(file.where)) {
    const rest = wayTo(to, item, files, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
};
