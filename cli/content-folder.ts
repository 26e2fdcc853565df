/** The content folder of a command: as typed, else STAMMKUNDE_CONTENT, else the folder that is shipped. */
import { join } from 'node:path';
import { Option } from 'commander';

const SHIPPED = join(import.meta.dirname, '..', 'content');

export const contentOption = (): Option =>
  new Option('--content <folder>', 'the content folder').default(
    process.env['STAMMKUNDE_CONTENT'] || SHIPPED,
    'STAMMKUNDE_CONTENT, else content/',
  );
