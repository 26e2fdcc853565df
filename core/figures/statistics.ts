/** How sure a comparison of two groups is: intervals of 95 per cent, and whether a split came out as it was meant. */

/** The quantile of the normal distribution that leaves 2.5 per cent on each side. */
export const Z = 1.959963984540054;

export type Interval = Readonly<{ low: number; high: number }>;

/** Wilson's interval of a share. */
export const shareInterval = (hits: number, of: number): Interval => {
  const share = hits / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

export type Share = Readonly<{ hits: number; of: number }>;

/** Newcombe's interval of the difference of two shares; it holds for small groups too. */
export const differenceOfShares = (a: Share, b: Share): Interval & Readonly<{ difference: number }> => {
  const [p, q] = [a.hits / a.of, b.hits / b.of];
  const [ofA, ofB] = [shareInterval(a.hits, a.of), shareInterval(b.hits, b.of)];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - ofA.low, ofB.high - q),
    high: difference + Math.hypot(ofA.high - p, q - ofB.low),
  };
};

/** What is known of a group: how many there are, the sum of a value over them, and the sum of its squares. */
export type Sums = Readonly<{ count: number; sum: number; squares: number }>;

/**
 * Welch's interval of the difference of two means; undefined where a group has fewer than two members, because
 * one member says nothing about how far others spread.
 */
export const differenceOfMeans = (
  a: Sums,
  b: Sums,
): (Interval & Readonly<{ difference: number }>) | undefined => {
  if (a.count < 2 || b.count < 2) return undefined;
  const difference = a.sum / a.count - b.sum / b.count;
  const [errorA, errorB] = [squaredError(a), squaredError(b)];
  const error = errorA + errorB;
  if (error === 0) return { difference, low: difference, high: difference };
  const freedom = error ** 2 / (errorA ** 2 / (a.count - 1) + errorB ** 2 / (b.count - 1));
  const half = studentQuantile(freedom) * Math.sqrt(error);
  return { difference, low: difference - half, high: difference + half };
};

const squaredError = ({ count, sum, squares }: Sums): number =>
  Math.max(0, squares - sum ** 2 / count) / (count - 1) / count;

/** Student's quantile by the expansion of Cornish and Fisher: right to three digits from ten degrees of freedom on. */
const studentQuantile = (freedom: number): number =>
  Z +
  (Z ** 3 + Z) / (4 * freedom) +
  (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2) +
  (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / (384 * freedom ** 3);

/** Chi-square with one degree of freedom: chance exceeds it once in a thousand times. */
const ONCE_IN_A_THOUSAND = 10.828;
/** Below so many expected people the test says nothing. */
const EXPECTED_LEAST = 5;

/** Whether so many were held out by other than chance; the share is that of the flow's file. */
export const isRatioMismatch = (treated: number, control: number, heldOutShare: number): boolean => {
  const people = treated + control;
  const expected = people * heldOutShare;
  if (expected < EXPECTED_LEAST || people - expected < EXPECTED_LEAST) return false;
  const off = (control - expected) ** 2;
  return off / expected + off / (people - expected) > ONCE_IN_A_THOUSAND;
};
