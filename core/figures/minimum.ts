/** Finds the minimum of a function of a few numbers by the simplex of Nelder and Mead, and how sharp it is. */

type Point = readonly number[];
type Valued = Readonly<{ at: Point; value: number }>;
type Evaluate = (at: Point) => number;

const STEPS_MAX = 2_000;
const FIRST_STEP = 0.3;
const CLOSE_ENOUGH = 1e-9;

export const minimise = (f: Evaluate, start: Point): Valued => {
  const valued = (at: Point): Valued => ({ at, value: f(at) });
  let simplex: readonly Valued[] = [
    valued(start),
    ...start.map((_, index) => valued(start.map((x, other) => (other === index ? x + FIRST_STEP : x)))),
  ].toSorted(byValue);
  for (let step = 0; step < STEPS_MAX && !isFlat(simplex); step += 1)
    simplex = nextSimplex(simplex, valued).toSorted(byValue);
  return simplex[0] ?? valued(start);
};

const byValue = (a: Valued, b: Valued): number => a.value - b.value;

const isFlat = (simplex: readonly Valued[]): boolean => {
  const [best, worst] = [simplex[0], simplex.at(-1)];
  if (!best || !worst) return true;
  const spread = Math.abs(worst.value - best.value) / (Math.abs(best.value) + 1);
  const width = Math.max(...best.at.map((x, index) => Math.abs(x - (worst.at[index] ?? 0))));
  return spread < CLOSE_ENOUGH && width < Math.sqrt(CLOSE_ENOUGH);
};

/** Reflects the worst corner on the others' centre, goes further or less far, or draws all to the best. */
const nextSimplex = (simplex: readonly Valued[], valued: (at: Point) => Valued): readonly Valued[] => {
  const kept = simplex.slice(0, -1);
  const [best, worst] = [simplex[0], simplex.at(-1)];
  const secondWorst = kept.at(-1);
  if (!best || !worst || !secondWorst) return simplex;
  const centre = best.at.map((_, index) => mean(kept.map(({ at }) => at[index] ?? 0)));
  const along = (factor: number): Valued =>
    valued(centre.map((x, index) => x + factor * (x - (worst.at[index] ?? 0))));
  const reflected = along(1);
  if (reflected.value < best.value) {
    const further = along(2);
    return [...kept, further.value < reflected.value ? further : reflected];
  }
  if (reflected.value < secondWorst.value) return [...kept, reflected];
  const nearer = along(reflected.value < worst.value ? 0.5 : -0.5);
  if (nearer.value < Math.min(reflected.value, worst.value)) return [...kept, nearer];
  return [best, ...simplex.slice(1).map(({ at }) => valued(at.map((x, i) => (x + (best.at[i] ?? 0)) / 2)))];
};

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const PROBE = 1e-3;

/**
 * The variance of a value at the minimum of a negative log-likelihood, by the delta method: the curvature
 * there says how well each parameter is known. Undefined where the minimum is no minimum in some direction.
 */
export const varianceAt = (f: Evaluate, at: Point, value: Evaluate): number | undefined => {
  const moved = (i: number, by: number, from: Point = at): Point =>
    from.map((x, index) => (index === i ? x + by : x));
  const gradient = at.map((_, i) => (value(moved(i, PROBE)) - value(moved(i, -PROBE))) / (2 * PROBE));
  const curvature = at.map((_, i) =>
    at.map((_other, j) => {
      const corner = (a: number, b: number): number => f(moved(j, b * PROBE, moved(i, a * PROBE)));
      return (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * PROBE ** 2);
    }),
  );
  const solved = solve(curvature, gradient);
  if (!solved) return undefined;
  const variance = gradient.reduce((sum, g, index) => sum + g * (solved[index] ?? 0), 0);
  return Number.isFinite(variance) && variance >= 0 ? variance : undefined;
};

/** Solves a symmetric system by Cholesky; undefined where the matrix is not positive definite. */
const solve = (matrix: readonly Point[], right: Point): Point | undefined => {
  const lower = rootOf(matrix);
  if (!lower) return undefined;
  const down = substitute(lower, right);
  const flipped = lower.map((_, i) => lower.map((row) => row[i] ?? 0));
  return substitute(flipped.toReversed().map(reversed), reversed(down)).toReversed();
};

const reversed = (row: Point): Point => row.toReversed();

/** The lower triangle that, times itself flipped, is the matrix. */
const rootOf = (matrix: readonly Point[]): readonly Point[] | undefined => {
  const lower: Point[] = [];
  for (const [i, row] of matrix.entries()) {
    const made: number[] = [];
    for (const [j, above] of lower.entries()) made.push(((row[j] ?? 0) - dot(made, above)) / (above[j] ?? 1));
    const rest = (row[i] ?? 0) - dot(made, made);
    if (!(rest > 0)) return undefined;
    lower.push([...made, Math.sqrt(rest)]);
  }
  return lower;
};

/** Solves a triangle row by row, from the top. */
const substitute = (lower: readonly Point[], right: Point): Point => {
  const found: number[] = [];
  for (const [i, row] of lower.entries()) found.push(((right[i] ?? 0) - dot(found, row)) / (row[i] ?? 1));
  return found;
};

/** Over the shorter of the two. */
const dot = (a: Point, b: Point): number =>
  a.slice(0, b.length).reduce((sum, x, index) => sum + x * (b[index] ?? 0), 0);
