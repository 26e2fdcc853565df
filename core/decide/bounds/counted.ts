/** Tells which events a flow can ask for: the engine's own names, and those that the settings list. */
import { EVENT_NAMES } from '../../events/event.ts';
import type { Settings } from '../../program/settings.ts';

export const isCounted = (name: string, { customEvents }: Settings): boolean =>
  OURS.has(name) || customEvents.includes(name);

const OURS: ReadonlySet<string> = new Set(EVENT_NAMES);
