/** The beta function and Gauss's hypergeometric function, as models of buying need them. */
import { gammaln as logGamma } from 'simple-statistics';

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
