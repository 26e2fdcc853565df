/** What the objects that are still in use take, without what the next collection would free. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MB = 1024 * 1024;

export const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

export const heapMb = (collect: () => void): number => {
  collect();
  return process.memoryUsage().heapUsed / MB;
};
