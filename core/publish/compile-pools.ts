/** Collects the coupon pools of the content folder, and joins them to those that are live. */
import { present } from '../present.ts';
import type { CouponPool } from '../program/coupon-pool.ts';
import type { Program } from '../program/program.ts';
import type { Instant } from '../time/instant.ts';
import type { Content } from './content-files.ts';
import { classify } from './paths.ts';
import { readPoolFile } from './pool-file.ts';
import { fileProblem, type Problem, type Text } from './problem.ts';

export type PoolsRead = Readonly<{
  /** Absent for a file with errors, which stop the publish. */
  pools: Readonly<Record<string, CouponPool | undefined>>;
  problems: readonly Problem[];
}>;

type Publish = Readonly<{
  previous?: Program;
  seq: number;
  now: Instant;
  timeZone: string;
  currency?: string | undefined;
}>;

export const readPools = (content: Content, publish: Publish): PoolsRead => {
  const pools: Record<string, CouponPool | undefined> = {};
  const problems: Problem[] = [];
  const world = { ...publish, shopsWithCodes: content.shopsWithCodes };
  for (const path of content.paths.toSorted()) {
    const place = classify(path);
    if (place.kind !== 'coupons') continue;
    if (Object.hasOwn(pools, place.pool)) problems.push(fileProblem('error', path, TWICE));
    const read = place.form === 'csv' ? listIn(content, path, place.pool, publish) : undefined;
    const { pool, problems: own } = read ?? readPoolFile(path, content.files[path], world);
    pools[place.pool] = pool;
    problems.push(...own);
  }
  return { pools, problems };
};

/** An unchanged list keeps its name, and nothing is imported again. */
const listIn = (content: Content, path: string, pool: string, { previous, seq }: Publish) => {
  const list = content.coupons?.[path];
  if (!list) return { problems: [] };
  const { codes, hash, problems } = list;
  const before = previous?.coupons?.[pool];
  const known = before?.kind === 'codes' && before.hash === hash ? before.list : undefined;
  const found: CouponPool = { kind: 'codes', list: known ?? `${pool}.${seq}`, hash, count: codes.length };
  return { pool: found, problems };
};

export const poolsOf = ({ pools }: PoolsRead): Pick<Program, 'coupons'> => {
  const found = Object.entries(pools).flatMap(([name, pool]) => (pool ? [[name, pool] as const] : []));
  return present({ coupons: found.length > 0 ? Object.fromEntries(found) : undefined });
};

const TWICE: Text = {
  de: 'Diese Gutscheine gibt es zweimal: als .csv und als .json. Eine der beiden Dateien muss weg.',
  en: 'These coupons exist twice: as .csv and as .json. Remove one of the two files.',
};
