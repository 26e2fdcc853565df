/** The live program and what is always read live beside it. */
import type { Controls, Program } from '../program/program.ts';

export type Programs = Readonly<{
  /** Strongly consistent. Throws where nothing was ever published. */
  controls: () => Promise<Controls>;
  /** Cached for ever: a program never changes. Throws where it is not there, or is another one. */
  load: (seq: number) => Promise<Program>;
  /** Under its own sequence; `taken` where another publish has used that number. */
  store: (program: Program) => Promise<'stored' | 'taken'>;
}>;
