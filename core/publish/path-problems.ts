/** Finds files that are too many, that nothing reads, or that could not be read. */
import { LIMITS } from '../limits.ts';
import type { Content } from './content-files.ts';
import { type ContentPath, classify } from './paths.ts';
import { fileProblem, type Problem, type Text } from './problem.ts';

export const pathProblems = ({ paths, files, coupons = {} }: Content): readonly Problem[] => {
  const many: Text = {
    de: `Zu viele Dateien: ${paths.length}. Höchstens ${LIMITS.contentFiles}.`,
    en: `Too many files: ${paths.length}. At most ${LIMITS.contentFiles}.`,
  };
  const places = paths.map((path) => ({ path, place: classify(path) }));
  const flows = places.filter(({ place }) => place.kind === 'flow');
  const manyFlows: Text = {
    de: `Zu viele Flows: ${flows.length}. Höchstens ${LIMITS.flowsPerProgram}.`,
    en: `Too many flows: ${flows.length}. At most ${LIMITS.flowsPerProgram}.`,
  };
  const segments = places.filter(({ place }) => place.kind === 'segment');
  const manySegments: Text = {
    de: `Zu viele Segmente: ${segments.length}. Höchstens ${LIMITS.segmentsPerProgram}.`,
    en: `Too many segments: ${segments.length}. At most ${LIMITS.segmentsPerProgram}.`,
  };
  return [
    ...(paths.length > LIMITS.contentFiles ? [fileProblem('error', paths[0] ?? '', many)] : []),
    ...(flows.length > LIMITS.flowsPerProgram ? [fileProblem('error', flows[0]?.path ?? '', manyFlows)] : []),
    ...(segments.length > LIMITS.segmentsPerProgram
      ? [fileProblem('error', segments[0]?.path ?? '', manySegments)]
      : []),
    ...places.flatMap(({ path, place }) => placeProblems(path, place, { ...files, ...coupons })),
  ];
};

const placeProblems = (
  path: string,
  place: ContentPath,
  files: Readonly<Record<string, unknown>>,
): readonly Problem[] => {
  if (place.kind === 'unknown') return [fileProblem('warning', path, UNKNOWN_FILE)];
  const isRead = ['flow', 'segment', 'whatsapp-template', 'coupons'].includes(place.kind);
  return isRead && !files[path] ? [fileProblem('error', path, isList(place) ? LIST_UNREAD : UNREAD)] : [];
};

const isList = (place: ContentPath): boolean => place.kind === 'coupons' && place.form === 'csv';

const UNKNOWN_FILE: Text = {
  de: 'Diese Datei wird nicht gelesen. Gelesen werden: settings.json, flows/<name>.json, segments/<name>.json, templates/<name>.<de|en>.mjml, blocks/<name>.mjml, templates/<name>.<de|en>.whatsapp.json, coupons/<name>.<csv|json>; Namen in Kleinbuchstaben, Ziffern, Bindestrichen.',
  en: 'This file is not read. Read are: settings.json, flows/<name>.json, segments/<name>.json, templates/<name>.<de|en>.mjml, blocks/<name>.mjml, templates/<name>.<de|en>.whatsapp.json, coupons/<name>.<csv|json>; names in small letters, digits, hyphens.',
};
const UNREAD: Text = {
  de: `Die Datei ließ sich nicht lesen oder ist größer als ${LIMITS.contentFileBytes / 1024} KB.`,
  en: `The file could not be read or is larger than ${LIMITS.contentFileBytes / 1024} KB.`,
};
const LIST_UNREAD: Text = {
  de: `Die Datei ließ sich nicht lesen oder ist größer als ${LIMITS.couponFileBytes / 1024 / 1024} MB.`,
  en: `The file could not be read or is larger than ${LIMITS.couponFileBytes / 1024 / 1024} MB.`,
};
