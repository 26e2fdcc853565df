/** Entry of the Lambda function publish-program. */
import { publishProgramEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createPublishProgram } from './handler.ts';

export const handler = createPublishProgram(readEnv(publishProgramEnv), systemRuntime);
