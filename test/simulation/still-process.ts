/**
 * Makes this process fit for a world: no real account, no log, and no timer that waits for real time. Import
 * it before anything else.
 */
import { isolateFromAws } from '../../local/aws-environment.ts';

isolateFromAws(process.env);
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
// Two tries per call: what the SDK repeats by itself is a part of what has to be safe.
process.env['AWS_MAX_ATTEMPTS'] = '2';

// They make and drop several errors with every call, and telling where each came from costs as much as the
// engine. Raise it to see where something broke.
Error.stackTraceLimit = 0;

/** SDK clients pause before they repeat a call; here they take the next turn instead. */
const atOnce = (work: (...args: unknown[]) => void, _ms?: number, ...args: unknown[]): NodeJS.Immediate =>
  setImmediate(work, ...args);
Object.assign(globalThis, {
  setTimeout: atOnce,
  clearTimeout: (timer: NodeJS.Immediate | undefined) => clearImmediate(timer),
});

// Loaded only now, because clients read the environment.
const { makeClientsLean } = await import('../support/lean-sdk.ts');
makeClientsLean();
