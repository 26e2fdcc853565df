/**
 * Finds conditions that ask too much together with all the segments that they name: a few lines that name
 * each other twice could otherwise ask a million questions at every event.
 */
import { LIMITS } from '../limits.ts';
import { isSegment } from './compile-condition.ts';
import type { ConditionFile } from './condition-schema.ts';
import type { Content } from './content-files.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Problem, type Text, toProblem } from './problem.ts';
import type { SegmentFile } from './segment-schema.ts';
import { segmentPath } from './segments.ts';
import { allConditions, conditionParts, type Visited } from './visit-flow.ts';

type Segments = Readonly<Record<string, SegmentFile>>;
type Flow = Readonly<{ path: string; file?: FlowFile }>;

/** The segments must be free of circles. */
export const heavyConditions = (
  { files }: Content,
  flows: readonly Flow[],
  segments: Segments,
): readonly Problem[] => {
  const known = new Map<string, number>();
  const inFlows = flows.flatMap(({ path, file }) =>
    (file ? allConditions(file) : []).map((condition) => ({ file: path, condition })),
  );
  const inSegments = Object.entries(segments).map(([id, { where }]) => ({
    file: segmentPath(id),
    condition: { item: where, path: ['where'] } satisfies Visited<ConditionFile>,
  }));
  return [...inFlows, ...inSegments].flatMap(({ file, condition }) => {
    const parsed = files[file];
    const isHeavy = partsInAll(condition.item, segments, known) > LIMITS.conditionPartsInAll;
    return parsed && isHeavy ? [toProblem(file, parsed, error(condition.path, ASKS_TOO_MUCH))] : [];
  });
};

const ASKS_TOO_MUCH: Text = {
  de: `Mit allen Segmenten, die sie nennt, fragt diese Bedingung zu viel. Höchstens ${LIMITS.conditionPartsInAll} Teile.`,
  en: `With all the segments that it names, this condition asks too much. At most ${LIMITS.conditionPartsInAll} parts.`,
};

/** Parts of a condition with those of every segment that it names, as often as it is named. */
const partsInAll = (where: ConditionFile, segments: Segments, known: Map<string, number>): number =>
  conditionParts({ item: where, path: [] }).reduce(
    (sum, { item }) => sum + 1 + (isSegment(item) ? partsOf(item.segment, segments, known) : 0),
    0,
  );

const partsOf = (id: string, segments: Segments, known: Map<string, number>): number => {
  const before = known.get(id);
  if (before !== undefined) return before;
  const segment = segments[id];
  const parts = segment ? partsInAll(segment.where, segments, known) : 0;
  known.set(id, parts);
  return parts;
};
