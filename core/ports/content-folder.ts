/** The content folder: what marketers edit, and what publishing writes beside it. */

export type ContentEntry = Readonly<{ path: string; bytes: number }>;

/** Paths are inside the content folder, e.g. `flows/welcome.json`. */
export type ContentFolder = Readonly<{
  /** At most one more than LIMITS.contentFiles, so that too many are noticed. */
  list: () => Promise<readonly ContentEntry[]>;
  /** Undefined where the file is gone by now. */
  read: (path: string) => Promise<string | undefined>;
  write: (path: string, text: string, contentType: string) => Promise<void>;
}>;
