/** Makes ids that look like AWS's and repeat from run to run, so that runs can be compared. */
import { createHash } from 'node:crypto';

/** Ids in the form of a UUID. `run` makes the ids of a restarted data folder differ from the earlier ones. */
export const createIds = (scope: string, run: number): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`${scope}:${run}:${count}`).digest('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
      '-',
    );
  };
};

/** A number in [0, 1) that depends only on the text. */
export const unitHash = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
