/**
 * Checks the coupons of a flow: pools that exist, a `coupon` step before each message that shows a code, and
 * an end where the message says one.
 */
import { LIMITS } from '../limits.ts';
import type { CompiledTemplate } from '../program/program.ts';
import type { Channel } from '../reason.ts';
import { allowedWords } from './did-you-mean.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path, type Text, warning } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { allSteps, branchesOf, templatesOf } from './visit-flow.ts';

export type CouponWorld = Readonly<{
  /** Names of the pools, and whether their codes have an end of their own. */
  pools: Readonly<Record<string, Readonly<{ ends: boolean }>>>;
  /** What a template shows. */
  needs: (channel: Channel, template: string) => CompiledTemplate['needs'];
}>;

export const checkCoupons = (flow: FlowFile, world: CouponWorld): readonly Finding[] => {
  const findings: Finding[] = [];
  walk({ findings, world, stepsLeft: LIMITS.stepsPerFlow }, flow.steps, ['steps'], new Set([NONE]));
  return [...unknownPools(flow, world), ...findings];
};

const unknownPools = (flow: FlowFile, { pools }: CouponWorld): readonly Finding[] =>
  allSteps(flow).flatMap(({ item, path }) => {
    if (!('coupon' in item) || Object.hasOwn(pools, item.coupon.pool)) return [];
    return [error([...path, 'coupon', 'pool'], noPool(item.coupon.pool, Object.keys(pools)))];
  });

export const noPool = (pool: string, pools: readonly string[]): Text => {
  const words = allowedWords(pool, pools);
  return {
    de: `Die Gutscheine „${pool}“ gibt es nicht.${words.de} Ein Vorrat ist eine Datei coupons/<name>.csv oder coupons/<name>.json.`,
    en: `There are no coupons "${pool}".${words.en} A pool is a file coupons/<name>.csv or coupons/<name>.json.`,
  };
};

type CouponStep = Extract<StepFile, { coupon: unknown }>;
/** No `coupon` step was passed. */
const NONE = 'none';
/** What may have been passed last, on any way to a step. */
type Passed = ReadonlySet<CouponStep | typeof NONE>;

type Walk = { readonly findings: Finding[]; readonly world: CouponWorld; stepsLeft: number };

/** Walks through a list of steps and returns what may have been passed behind it. */
const walk = (state: Walk, steps: readonly StepFile[], path: Path, before: Passed): Passed => {
  let passed = before;
  for (const [index, step] of steps.entries()) {
    if (state.stepsLeft <= 0) return passed;
    state.stepsLeft -= 1;
    passed = through(state, step, [...path, index], passed);
  }
  return passed;
};

const through = (state: Walk, step: StepFile, path: Path, before: Passed): Passed => {
  if ('coupon' in step) return new Set([step]);
  if ('exit' in step || 'forget' in step) return new Set();
  if ('send' in step) checkSend(state, step, path, before);
  const branches = branchesOf(step, path);
  if (branches.length === 0) return before;
  const behind = branches.flatMap(({ item, path: way }) => [...walk(state, item, way, before)]);
  // Without an "else" there is a way past the branches.
  const past = 'split' in step || ('else' in step && step.else) ? [] : [...before];
  return new Set([...behind, ...past]);
};

const checkSend = (
  { findings, world }: Walk,
  step: Extract<StepFile, { send: unknown }>,
  path: Path,
  before: Passed,
): void => {
  for (const { item, path: at } of templatesOf(step, path)) {
    const needs = world.needs(item.channel, item.template);
    if (needs.includes('coupon')) findings.push(...withoutStep([...at, 'template'], item.template, before));
    if (needs.includes('coupon-expiry')) findings.push(...withoutEnd([...at, 'template'], before, world));
  }
};

const withoutStep = (at: Path, template: string, before: Passed): readonly Finding[] => {
  if (!before.has(NONE)) return [];
  if (before.size > 1) return [warning(at, sometimesWithout(template))];
  return [error(at, neverWith(template))];
};

const withoutEnd = (at: Path, before: Passed, { pools }: CouponWorld): readonly Finding[] =>
  [...before].flatMap((step) => {
    if (step === NONE || step.coupon.validFor !== undefined) return [];
    const { pool } = step.coupon;
    return !Object.hasOwn(pools, pool) || pools[pool]?.ends ? [] : [error(at, endless(step.id))];
  });

const neverWith = (template: string) => ({
  de: `Die Vorlage „${template}“ zeigt coupon.code, aber davor steht kein Schritt "coupon". Zum Beispiel: { "id": "code", "coupon": { "pool": "…", "validFor": "3d" } }.`,
  en: `The template "${template}" shows coupon.code, but no "coupon" step comes before it. For example: { "id": "code", "coupon": { "pool": "...", "validFor": "3d" } }.`,
});

const sometimesWithout = (template: string) => ({
  de: `Die Vorlage „${template}“ zeigt coupon.code, aber auf einem Weg hierher steht kein Schritt "coupon": Wer ihn geht, bekommt diese Nachricht nicht.`,
  en: `The template "${template}" shows coupon.code, but on one way to it there is no "coupon" step: whoever comes by it does not get this message.`,
});

const endless = (step: string) => ({
  de: `Diese Vorlage zeigt coupon.expires_at, aber der Schritt „${step}“ nennt keine Dauer: Es fehlt zum Beispiel "validFor": "3d".`,
  en: `This template shows coupon.expires_at, but the step "${step}" names no time: add for example "validFor": "3d".`,
});
