/** A process that runs worlds one after the other, as its parent asks. */
import './still-process.ts';
import { PLANTED } from './planted/all.ts';
import type { Job } from './run.ts';
import { runJob } from './run.ts';

process.on('message', (job: Job) => {
  const planted = PLANTED.find(({ name }) => name === job.planted);
  runJob(job, planted).then(
    (verdict) => process.send?.(verdict),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
