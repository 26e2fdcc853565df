/** Lambda entry of publish-program. */
import { publishProgramEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createPublishProgram } from './handler.ts';

export const handler = entry(publishProgramEnv, createPublishProgram);
