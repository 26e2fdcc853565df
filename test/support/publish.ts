/** Makes a compiled program live, as publishing would. */

import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import type { Controls, Program } from '../../core/program/program.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { TestAws } from './aws.ts';
import { controlsOf } from './flows.ts';

export const publishProgram = async (
  aws: Pick<TestAws, 'dynamodb' | 's3'>,
  program: Program,
  change: Partial<Controls> = {},
): Promise<void> => {
  const controls = createControlsStore({ tableName: LOCAL.table, client: aws.dynamodb });
  const live = (await controls.read())?.seq ?? 0;
  await createPrograms({ s3: aws.s3, bucket: LOCAL.configBucket, controls }).store(program);
  await controls.move(live, controlsOf({ seq: program.seq, ...change }));
};
