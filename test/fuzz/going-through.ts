/**
 * The demands on every parser of outside data: it ends in time, and the engine can process what it accepts.
 */
import { expect } from 'vitest';
import { decide } from '../../core/decide/decide.ts';
import { inputSchema } from '../../core/state/input-schema.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { Platform } from '../../platforms/platform.ts';
import { understand } from '../../platforms/understand.ts';
import { cartFlow, controlsOf, programOf } from '../support/flows.ts';
import { withProcessorMs } from '../support/processor-time.ts';
import { runs } from '../support/runs.ts';

export const RUNS = { numRuns: runs(300) };
export const NOW = Date.parse('2026-11-20T18:00:00Z');
export const KEY = 'a key for tests only, long enough for a key';
/** Processor time for one document: many times what the slowest needs. */
const LONGEST_MS = 2_000;

export const inTime = <T>(work: () => T): T => {
  const { result, ms } = withProcessorMs(work);
  expect(ms).toBeLessThan(LONGEST_MS);
  return result;
};

export const expectUntouchedPrototypes = (): void => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
};

const platform = (name: string): Platform => {
  const found = platformOf(name);
  if (!found) throw new Error(`no platform ${name}`);
  return found;
};

const rules = { program: programOf([cartFlow()]), controls: controlsOf(), testReachesEveryone: false };

/** An input that the door accepted must also pass the queue and the engine. */
export const goesThrough = (name: string, headers: Record<string, string>, body: string): void => {
  const understanding = inTime(() =>
    understand({ headers, body, now: NOW }, { platform: platform(name), key: KEY, receivedAt: NOW }),
  );
  if (understanding.kind !== 'inputs') return;
  let state: ProfileState | undefined;
  for (const input of understanding.inputs) {
    const travelled = inputSchema.parse(JSON.parse(JSON.stringify(input)));
    const { kind } = travelled;
    if (kind !== 'catalogue' && kind !== 'erase-shop' && kind !== 'catch-up' && kind !== 'tell')
      state = decide(state, travelled, rules, NOW).state;
  }
};
