/** The running parts of the system on one machine, as they are wired together at the start. */
import type { Hono } from 'hono';
import type { Runtime } from '../core/ports/runtime.ts';
import type { Clock } from '../stand-ins/clock.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import type { Deliveries } from './deliveries.ts';
import type { EventSources } from './event-sources.ts';
import type { Functions } from './functions.ts';
import type { Imports } from './imports.ts';
import type { Lane } from './lane.ts';
import type { LocalOptions } from './options.ts';
import type { Publishing } from './publishing.ts';

export type Parts = Readonly<{
  options: LocalOptions;
  url: string;
  clock: Clock;
  standIns: StandIns;
  runtime: Runtime;
  functions: Functions;
  sources: EventSources;
  lane: Lane;
  /** Works off what is due, without making anybody wait for it. */
  settleSoon: () => void;
  publishing: Publishing;
  imports: Imports;
  publicRoutes: Hono;
  /** What became of the last webhooks of a platform, or of all. */
  deliveries: Deliveries['of'];
}>;
