/** Inputs whose addresses, numbers, amounts or zones came in a form that was once not read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const formsFixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/forms', name), 'utf8');
