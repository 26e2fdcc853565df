/** Lambda entry of import-history. */
import { importHistoryEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createImportHistory } from './handler.ts';

export const handler = entry(importHistoryEnv, createImportHistory);
