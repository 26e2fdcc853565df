/** `npm start`: runs the whole system on this machine and prints what to try first. */
import { flushCompileCache } from 'node:module';
import { readOptions } from './options.ts';

/** Prints warnings and errors only; the functions' ordinary log lines would hide them. */
const quietLogs = (env: NodeJS.ProcessEnv): void => {
  env.POWERTOOLS_LOG_LEVEL ??= 'WARN';
  env.POWERTOOLS_METRICS_DISABLED ??= 'true';
};

const main = async (): Promise<void> => {
  quietLogs(process.env);
  const options = readOptions(process.env);
  // Loaded only now, so that a mistake in the environment is reported at once.
  const { startLocal } = await import('./server.ts');
  const system = await startLocal(options);
  // Saves the compile cache now, because a killed process never reaches its end.
  flushCompileCache();
  for (const line of welcome(system.url, options.startAt === undefined)) options.print(line);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    await system.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};

const welcome = (url: string, realTime: boolean): readonly string[] => [
  '',
  `Stammkunde is ready at ${url}`,
  '',
  `  The page, with a mailbox and sample events:  ${url}/local/`,
  '',
  '  The same from a terminal:',
  `    curl -X POST ${url}/local/samples/consent-given`,
  `    curl -X POST ${url}/local/samples/cart-abandoned`,
  `    curl -X POST ${url}/local/clock -d '{"advance":"1h"}'`,
  `    curl ${url}/local/messages`,
  '',
  "  What a shop's page tells, by the script at /tracker.js (tracker/README.md):",
  `    curl '${url}/events?key=local-write-key' -H 'content-type: text/plain' -d '{"client_id":"my-browser","type":"product.viewed","data":{"product":{"product_id":"8101"}}}'`,
  `    curl ${url}/local/profiles/my-browser`,
  '',
  realTime
    ? '  The clock runs in real time and can be moved ahead.'
    : '  The clock stands still between moves.',
  '  Ctrl+C ends it.',
  '',
];

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
