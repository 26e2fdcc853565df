/** Inputs with forms of addresses, numbers, amounts or zones that an older version could not read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const formsFixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/forms', name), 'utf8');
