/** Loads the live program and the controls that are always read live beside it. */
import type { Controls, Program } from '../program/program.ts';

export type Programs = Readonly<{
  /** Strongly consistent. Throws where nothing was ever published. */
  controls: () => Promise<Controls>;
  /**
   * Cached for ever, because a program never changes. Throws where the program is missing or has another
   * sequence.
   */
  load: (seq: number) => Promise<Program>;
  /** Stores the program under its own sequence; `taken` where another publish has used that number. */
  store: (program: Program) => Promise<'stored' | 'taken'>;
}>;
