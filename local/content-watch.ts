/** Notices when a file of the content folder is saved, in whatever way an editor or git does that. */
import { dirname, relative } from 'node:path';
import { watch } from 'chokidar';
import { isMarketers } from './content-folder.ts';

/**
 * Pause after a change, in real time. Editors write a file in several moves, and git writes many files in a
 * row; all of that is one publish.
 */
const SETTLE_MS = 200;

type Watched = Readonly<{
  settleMs?: number;
  /** Which of the folder's files count, by their names in it. */
  isMeant?: (name: string) => boolean;
}>;

export type ContentWatch = Readonly<{ close: () => Promise<void> }>;

/**
 * Calls `saved` when nothing has changed for a while after a change; the promise resolves once the watch
 * listens. It watches the folder that contains the content folder: the content folder itself may be replaced
 * as a whole, and a watch on the old one would notice nothing any more.
 */
export const watchContent = async (
  folder: string,
  saved: () => void,
  { settleMs = SETTLE_MS, isMeant = isMarketers }: Watched = {},
): Promise<ContentWatch> => {
  let timer: NodeJS.Timeout | undefined;
  const calmDown = (): void => {
    clearTimeout(timer);
    timer = setTimeout(saved, settleMs);
  };
  const around = dirname(folder);
  const watcher = watch(around, {
    ignored: (path) => path !== around && !concerns(folder, path, isMeant),
    ignoreInitial: true,
    ignorePermissionErrors: true,
  });
  const ready = new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('all', calmDown);
  // An error of the watch leads to a publish, which reads the folder itself and reports what is wrong with
  // it.
  watcher.on('error', calmDown);
  await ready;
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
};

/**
 * True for the folder itself and the marketers' files in it, but not for its neighbours or for files that
 * publishing writes.
 */
const concerns = (folder: string, path: string, isMeant: (name: string) => boolean): boolean => {
  const name = relative(folder, path);
  return name === '' || (!name.startsWith('..') && isMeant(name));
};
