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

/**
 * Two things that every client does on every call and nobody looks at here: it signs, and it prepares a log
 * entry. Together they cost as much as the rest of a call, so the classes behind all clients leave them out.
 */
const leaveOut = async (): Promise<void> => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const { httpAuthSchemes, logger } = new DynamoDBClient({}).config;
  const signer: object | undefined = httpAuthSchemes[0]?.signer;
  if (signer === undefined)
    throw new Error('The clients of this SDK sign in another way than the one left out here.');
  Object.assign(Object.getPrototypeOf(signer), { sign: async <T>(request: T): Promise<T> => request });
  Object.assign(Object.getPrototypeOf(logger), { info: undefined });
};
await leaveOut();
