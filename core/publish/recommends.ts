/** Tells whether a message of the program may show what sells or is bought together. */
import type { CompiledFlow, CompiledTemplate, Program } from '../program/program.ts';
import { templatesSent } from './templates-sent.ts';

/**
 * Orders are counted only then. Drafts send nothing; a paused flow may go on any day, and what was not
 * counted until then is missing.
 */
export const recommends = (
  flows: readonly CompiledFlow[],
  templates: Readonly<Record<string, CompiledTemplate>>,
): Program['recommends'] =>
  flows
    .filter(({ status }) => status !== 'draft')
    .flatMap((flow) => [flow, ...flow.earlier])
    .flatMap(templatesSent)
    .some((name) => templates[name]?.shows?.some((list) => COUNTED.has(list)))
    ? true
    : undefined;

const COUNTED: ReadonlySet<string> = new Set(['recommended', 'bestsellers']);
