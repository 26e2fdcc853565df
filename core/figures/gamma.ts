/** The logarithm of the gamma function and Gauss's hypergeometric function, as models of buying need them. */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** By Lanczos's approximation, for positive numbers. */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const [first = 0, ...rest] = LANCZOS;
  const series = rest.reduce((sum, factor, index) => sum + factor / (z + index + 1), first);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
};

export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

const TERMS_MAX = 20_000;
const SMALL = 1e-13;

/** Gauss's series 2F1(a, b; c; z) for 0 <= z < 1; the terms fall once they are past a and b. */
export const hypergeometric = (a: number, b: number, c: number, z: number): number => {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < TERMS_MAX; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) < SMALL * Math.abs(sum)) break;
  }
  return sum;
};
