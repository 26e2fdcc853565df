/** A process that runs worlds one after the other, as its parent asks. */
import './still-process.ts';
import { PLANTED } from './planted/all.ts';
import { type Job, runJob, type Shortening, shorten } from './run.ts';

const plantedOf = (job: Job) => PLANTED.find(({ name }) => name === job.planted);

process.on('message', (asked: Job | Shortening) => {
  const answer = 'problem' in asked ? shorten(asked, plantedOf(asked.job)) : runJob(asked, plantedOf(asked));
  answer.then(
    (told) => process.send?.(told),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
