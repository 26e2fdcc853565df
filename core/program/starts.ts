/** Reads which events start a flow: one, or any of a list. */
import type { CompiledFlow } from './program.ts';

type Trigger = Pick<CompiledFlow['trigger'], 'on'>;

export const startEvents = ({ on }: Trigger): readonly string[] => (typeof on === 'string' ? [on] : on);

export const startsOn = ({ on }: Trigger, event: string): boolean =>
  typeof on === 'string' ? on === event : on.includes(event);
