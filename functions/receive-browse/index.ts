/** Lambda entry of receive-browse. */
import { receiveBrowseEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createReceiveBrowse } from './handler.ts';

export const handler = entry(receiveBrowseEnv, createReceiveBrowse);
