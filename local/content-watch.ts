/** Hears when a file of the content folder is saved, in whatever way an editor or git does that. */
import { dirname, relative } from 'node:path';
import { watch } from 'chokidar';
import { isMarketers } from './content-folder.ts';

/** Editors write a file in several moves, and git many files in a row; one save is one publish. Real time. */
const SETTLE_MS = 200;

export type ContentWatch = Readonly<{ close: () => Promise<void> }>;

/**
 * Calls `saved` once things have calmed down after a change; listens when the promise resolves. The folder is
 * watched through the one that holds it: the folder itself may be replaced as a whole, and a watch on what
 * was moved away would hear nothing any more.
 */
export const watchContent = async (
  folder: string,
  saved: () => void,
  settleMs = SETTLE_MS,
): Promise<ContentWatch> => {
  let timer: NodeJS.Timeout | undefined;
  const calmDown = (): void => {
    clearTimeout(timer);
    timer = setTimeout(saved, settleMs);
  };
  const around = dirname(folder);
  const watcher = watch(around, {
    ignored: (path) => path !== around && !concerns(folder, path),
    ignoreInitial: true,
    ignorePermissionErrors: true,
  });
  const ready = new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('all', calmDown);
  // Whatever the watch stumbles over, the next publish reads the folder itself and tells what is wrong with
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

/** The folder itself and what marketers keep in it; neither its neighbours nor what publishing writes. */
const concerns = (folder: string, path: string): boolean => {
  const name = relative(folder, path);
  return name === '' || (!name.startsWith('..') && isMarketers(name));
};
