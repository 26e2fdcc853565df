/** The live program and what is always read live beside it. */
import type { Controls, Program } from '../program/program.ts';

export type Programs = Readonly<{
  controls: () => Promise<Controls>;
  /** Cached for ever: a program never changes. */
  load: (seq: number) => Promise<Program>;
}>;
