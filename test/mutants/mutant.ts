/** A mutant: one small change to one file, and what became of it. */

export interface Mutant {
  readonly id: string;
  readonly file: string;
  /** Counted from one. */
  readonly line: number;
  /** Offsets into the source. */
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

/**
 * `static` runs only while modules load, before any test; `refused` does not compile, which `npm run types`
 * notices; `endless` never came to an end.
 */
export type Fate = 'killed' | 'endless' | 'survived' | 'uncovered' | 'static' | 'refused' | 'equivalent';

export interface Result {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** The test that noticed it: its file and title. */
  readonly by?: { readonly file: string; readonly title: string };
}

/** Hands a run of the tests over to its process, as JSON. */
export interface Plan {
  /** Marks what this run has instrumented; each mutated file tells it when it is loaded. */
  readonly run: string;
  readonly tests: readonly string[];
  readonly mutants: readonly Pick<Mutant, 'id' | 'file'>[];
  /** Where each mutated file's replacement lies, by its own path. */
  readonly instrumented: Readonly<Record<string, string>>;
  /** The process appends one line per happening here. */
  readonly log: string;
}

export type Happening =
  | { readonly kind: 'unrepeatable'; readonly test: string }
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'ended'; readonly id: string; readonly fate: Fate; readonly by?: Result['by'] }
  | { readonly kind: 'tainted'; readonly file: string; readonly tests: readonly string[] }
  | { readonly kind: 'alive' }
  | { readonly kind: 'done' };

/** The variable that names the plan's file. */
export const PLAN_VARIABLE = 'MUTANTS_PLAN';

/** Under this name the mutated files that are loaded tell which run they are of. */
export const LOADED = 'loadedMutants';
