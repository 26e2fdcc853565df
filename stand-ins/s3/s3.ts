/** Stand-in for S3: its REST interface in front of buckets with and without versions. */
import type { Journal } from '../journal.ts';
import type { Service } from '../wire.ts';
import { createBodies } from './bodies.ts';
import { createObjects, type S3Control } from './objects.ts';
import { createS3Requests } from './requests.ts';

export type S3Options = Readonly<{
  now: () => number;
  journal: Journal;
  /** The data folder; without it nothing survives. */
  folder?: string | undefined;
}>;

export const createS3 = ({
  now,
  journal,
  folder,
}: S3Options): { service: Service; control: S3Control; close: () => void } => {
  const bodies = createBodies(folder, journal.run);
  const control = createObjects(now, journal, bodies);
  return { service: createS3Requests(control), control, close: bodies.close };
};
