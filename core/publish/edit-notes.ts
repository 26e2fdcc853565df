/**
 * Writes notes for the editor of a flow about people that the edit moves on. They appear once, with the
 * publish that makes the edit.
 */
import type { Program } from '../program/program.ts';
import { fileProblem, type ParsedFile, type Problem, type Text, toProblem, warning } from './problem.ts';

type Files = Readonly<{ files: Readonly<Record<string, ParsedFile>> }>;

export const goneSteps = (
  program: Program,
  { files }: Files,
  previous: Program | undefined,
): readonly Problem[] =>
  Object.values(program.flows).flatMap((flow) => {
    const before = previous?.flows[flow.id];
    const path = `flows/${flow.id}.json`;
    const parsed = files[path];
    if (!before || !parsed || flow.onEdit !== 'follow') return [];
    const gone = Object.entries(flow.removed).filter(([id]) => Object.hasOwn(before.steps, id));
    return gone.map(([id, next]) => toProblem(path, parsed, warning(['steps'], stepGone(id, next), 'key')));
  });

export const goneFlows = (program: Program, previous: Program | undefined): readonly Problem[] =>
  Object.keys(previous?.flows ?? {})
    .filter((id) => !Object.hasOwn(program.flows, id))
    .map((id) => fileProblem('warning', `flows/${id}.json`, FLOW_GONE));

const stepGone = (id: string, next: string | null): Text => ({
  de: `Den Schritt „${id}“ gibt es nicht mehr. Wer dort wartet, ${next ? `geht bei „${next}“ weiter` : 'verlässt den Flow'}.`,
  en: `The step "${id}" is gone. Who waits there ${next ? `goes on at "${next}"` : 'leaves the flow'}.`,
});

const FLOW_GONE: Text = {
  de: 'Diesen Flow gibt es nicht mehr. Wer darin war, verlässt ihn.',
  en: 'This flow is gone. Who was in it leaves it.',
};
