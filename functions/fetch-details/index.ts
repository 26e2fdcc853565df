/** Lambda entry of fetch-details. */
import { fetchDetailsEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createFetchDetails } from './handler.ts';

export const handler = entry(fetchDetailsEnv, createFetchDetails);
