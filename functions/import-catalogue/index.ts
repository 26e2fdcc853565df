/** Lambda entry of import-catalogue. */
import { importCatalogueEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createImportCatalogue } from './handler.ts';

export const handler = entry(importCatalogueEnv, createImportCatalogue);
