/** Stand-in for S3: its REST interface in front of buckets with and without versions. */
import type { Journal } from '../journal.ts';
import type { Service } from '../wire.ts';
import { createObjects, type S3Control } from './objects.ts';
import { createS3Requests } from './requests.ts';

export type S3Options = Readonly<{ now: () => number; journal: Journal }>;

export const createS3 = ({ now, journal }: S3Options): { service: Service; control: S3Control } => {
  const control = createObjects(now, journal);
  return { service: createS3Requests(control), control };
};
