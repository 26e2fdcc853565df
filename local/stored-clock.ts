/** Opens the clock, and stores it in the data folder, so that time never goes back over a restart. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { present } from '../core/present.ts';
import { type Clock, type ClockState, createClock } from '../stand-ins/clock.ts';
import type { LocalOptions } from './options.ts';

const stateSchema = z.object({ now: z.number(), standing: z.boolean(), offset: z.number() });

export const openClock = ({ startAt, dataFolder }: Pick<LocalOptions, 'startAt' | 'dataFolder'>): Clock => {
  const start = present({ startAt, realTimeNow: () => Date.now() });
  if (dataFolder === undefined) return createClock(start);
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, 'clock.json');
  const stored = read(path);
  const clock = createClock({
    ...start,
    ...present({ stored }),
    onMove: (state) => write(path, state),
  });
  write(path, clock.state());
  return clock;
};

const read = (path: string): ClockState | undefined => {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(
      `The stored clock ${path} cannot be read. Restore it, or remove the whole data folder to begin anew.`,
    );
  }
};

/** Replaced in one step, so that a kill leaves either the old time or the new one. */
const write = (path: string, state: ClockState): void => {
  writeFileSync(`${path}.new`, JSON.stringify(state));
  renameSync(`${path}.new`, path);
};
