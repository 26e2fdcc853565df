/**
 * Golden timelines: what each shipped flow does to customers over 200 days and both changes of the clock,
 * held against a file that people can read.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../core/program/program.ts';
import { SHIPPED } from '../support/local-system.ts';
import { shippedProgram } from '../support/shipped-content.ts';
import { BROWSING_WALKS } from './walks/browsing.ts';
import { DAY_WALKS } from './walks/days.ts';
import { JOURNEY_WALKS } from './walks/journey.ts';
import { ORDER_WALKS } from './walks/orders.ts';
import { EVERY_FLOW, played } from './walks/played.ts';
import { SILENCE_WALKS } from './walks/silences.ts';
import { WAITING_WALKS } from './walks/waiting.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const WALKS = {
  ...ORDER_WALKS,
  ...BROWSING_WALKS,
  ...SILENCE_WALKS,
  ...DAY_WALKS,
  ...JOURNEY_WALKS,
  ...WAITING_WALKS,
};
const flows = readdirSync(join(SHIPPED, 'flows')).flatMap((file) =>
  file.endsWith('.json') ? [file.replace(/\.json$/, '')] : [],
);
const programs = new Map<number, Program>();
const published = async (at: number): Promise<Program> => {
  const known = programs.get(at);
  if (known) return known;
  const { program, problems } = await shippedProgram(at);
  if (!program) throw new Error(JSON.stringify(problems));
  programs.set(at, program);
  return program;
};
beforeAll(async () => {
  await published(0);
});

describe('over 200 days and both changes of the clock', () => {
  it('every shipped flow has walks of its own', () => {
    expect(Object.keys(WALKS).sort()).toEqual([...flows, EVERY_FLOW].sort());
  });

  it.each(Object.keys(WALKS))('%s does what its golden timeline says', async (flow) => {
    const timelines: string[] = [];
    for (const walk of WALKS[flow] ?? []) timelines.push(await played(flow, walk, published));
    const text = `# ${flow}\n\n${timelines.join('\n\n')}\n`;
    const file = join(GOLDEN, `${flow}.txt`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});
