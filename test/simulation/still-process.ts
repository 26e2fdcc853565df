/** Makes this process fit for a world: no real account, no log, and no timer that waits for real time. Import it before anything else. */
import { REGION } from '../../local/aws/names.ts';
import { isolateFromAws } from '../../local/aws-environment.ts';

isolateFromAws(process.env);
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
// Two tries per call: what the SDK repeats by itself is a part of what has to be safe.
process.env['AWS_MAX_ATTEMPTS'] = '2';

/** SDK clients pause before they repeat a call; here they take the next turn instead. */
const atOnce = (work: (...args: unknown[]) => void, _ms?: number, ...args: unknown[]): NodeJS.Immediate => setImmediate(work, ...args);
Object.assign(globalThis, { setTimeout: atOnce, clearTimeout: (timer: NodeJS.Immediate | undefined) => clearImmediate(timer) });

/** Nobody checks signatures in here, and making them costs as much as the rest of a call: the class behind every client signs nothing. */
const signNothing = async (): Promise<void> => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const signer: object = await new DynamoDBClient({}).config.signer({
    name: 'sigv4',
    signingName: 'dynamodb',
    signingRegion: REGION,
    properties: {},
  });
  Object.assign(Object.getPrototypeOf(signer), { sign: async <T>(request: T): Promise<T> => request });
};
await signNothing();
