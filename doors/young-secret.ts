/**
 * Reads a secret again before a signature or link is refused: our cached copy may be older than the secret it
 * was made with.
 */

/** Age of the copy that decides. A flood of forgeries costs one reading in this time. */
const YOUNG_MS = 30_000;

/** Tries with the cached copy, and once more with a young one before it gives up. */
export const withYoungSecret = async <Secret, Found>(
  read: (maxAgeMs?: number) => Promise<Secret>,
  find: (secret: Secret) => Found | undefined,
): Promise<Found | undefined> => find(await read()) ?? find(await read(YOUNG_MS));
