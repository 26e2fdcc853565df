/** Runs before each test file, also where files share a process. */
import { beginAnew } from './environment.ts';

beginAnew();
