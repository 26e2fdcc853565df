/** The content folder: the files that marketers edit, and the files that publishing writes beside them. */

/** A file that is no UTF-8, with what its bytes look like. */
export type NotUtf8 = Readonly<{ encoding: string }>;

export type ContentEntry = Readonly<{ path: string; bytes: number }>;

/** Paths are inside the content folder, e.g. `flows/welcome.json`. */
export type ContentFolder = Readonly<{
  /** Returns at most one more than LIMITS.contentFiles, so that too many files are noticed. */
  list: () => Promise<readonly ContentEntry[]>;
  /** Undefined where the file no longer exists. */
  read: (path: string) => Promise<string | NotUtf8 | undefined>;
  write: (path: string, text: string, contentType: string) => Promise<void>;
}>;
