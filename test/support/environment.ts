/**
 * The environment at the start of each test file, whatever an earlier file in the same process has set: no
 * real account, and no log that would hide a test's own output.
 */
import { isolateFromAws } from '../../local/aws-environment.ts';

/** Loaded once per process, before its first file. */
const AT_FIRST = { ...process.env };
/** Variables that the test runner itself sets anew for each file. */
const OF_THE_RUNNER = /^VITEST/;

export const beginAnew = (): void => {
  for (const name of Object.keys(process.env))
    if (!OF_THE_RUNNER.test(name) && !(name in AT_FIRST)) delete process.env[name];
  for (const [name, value] of Object.entries(AT_FIRST))
    if (!OF_THE_RUNNER.test(name)) process.env[name] = value;
  isolateFromAws(process.env);
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
};
