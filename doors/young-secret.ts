/**
 * Secrets and keys are read once and kept; what was made with one that is younger than our copy is no
 * forgery.
 */

/**
 * At most this old is the copy that has the last word, so a flood of forgeries costs one reading in this
 * time.
 */
const YOUNG_MS = 30_000;

/** Tries with the copy that is there, and once more with a young one before it gives up. */
export const withYoungSecret = async <Secret, Found>(
  read: (maxAgeMs?: number) => Promise<Secret>,
  find: (secret: Secret) => Found | undefined,
): Promise<Found | undefined> => find(await read()) ?? find(await read(YOUNG_MS));
