/** A program with one flow alone, as if it were live: for whoever looks at that flow. */
import type { Program } from './program.ts';
import { startEvents } from './starts.ts';

/** `flow` is one of the program's. What the others watch for and ask of orders stays, and starts nothing. */
export const onlyFlow = (program: Program, flow: string): Program => {
  const chosen = program.flows[flow];
  if (!chosen) throw new Error(`The program has no flow "${flow}".`);
  return {
    ...program,
    flows: { [flow]: { ...chosen, status: 'live' } },
    triggers: Object.fromEntries(startEvents(chosen.trigger).map((event) => [event, [flow]])),
    watches: chosen.trigger.watch ? [flow] : [],
  };
};
