/** Runs before each test file, also where files share a process. */
import * as fc from 'fast-check';
import { inject } from 'vitest';
import { beginAnew } from './environment.ts';

beginAnew();

const seed = inject('seed');
fc.configureGlobal(seed === 'any' ? {} : { seed });
