/**
 * Checks a template's Liquid at publish: syntax, names, and a trial with two invented customers. It also
 * finds the facts that the template needs.
 */
import { LiquidError, type Template, type Variable } from 'liquidjs';
import { createEngine } from '../../core/message/liquid.ts';
import type { Language } from '../../core/message/locale.ts';
import { fullView, sparseView, withAnswers } from '../../core/message/sample.ts';
import { type CompiledTemplate, PRODUCT_LISTS, type ProductList } from '../../core/program/program.ts';
import { closest } from '../../core/publish/did-you-mean.ts';
import type { Text } from '../../core/publish/problem.ts';
import { type Finding, liquidMessage, placeOf } from './mjml-problems.ts';

export type Need = CompiledTemplate['needs'][number];

/** The positions are those of the source; the caller renders single parts with the sample customers. */
export type LiquidCheck = Readonly<{
  findings: readonly Finding[];
  needs: readonly Need[];
  /** Lists of products that it asks for. */
  shows: readonly ProductList[];
  /** Answers that it has links for. */
  answers: readonly string[];
  /** What it shows of the event that started the flow: the paths behind `event.`. */
  eventFields: readonly string[];
}>;

const engine = createEngine('html', { catchAllErrors: true });

export const checkLiquid = (source: string, language: Language): LiquidCheck => {
  let template: Template[];
  try {
    template = engine.parse(source);
  } catch (error) {
    return { findings: findingsOf(error, source), needs: [], shows: [], answers: [], eventFields: [] };
  }
  const paths = Object.values(engine.analyzeSync(template).globals).flat();
  const answers = answersOf(paths);
  const view = withAnswers(fullView(language), answers);
  const wrong = paths.flatMap((path) => checkPath(path, view) ?? []);
  return {
    findings: wrong.length > 0 ? wrong : tryOn({ template, source, answers }, language),
    needs: needsOf(paths),
    shows: listsIn(paths),
    answers,
    eventFields: eventFieldsIn(paths),
  };
};

/**
 * False for an error in one part (subject, preheader) that the source as a whole does not show, e.g. a
 * condition that spans elements.
 */
export const parses = (part: string): boolean => {
  try {
    engine.parse(part);
    return true;
  } catch {
    return false;
  }
};

type Parsed = Readonly<{ template: Template[]; source: string; answers: readonly string[] }>;

const tryOn = ({ template, source, answers }: Parsed, language: Language): readonly Finding[] => {
  const findings = [fullView(language), sparseView(language)].flatMap((view) => {
    try {
      engine.renderSync(template, withAnswers(view, answers));
      return [];
    } catch (error) {
      return findingsOf(error, source);
    }
  });
  const seen = new Set<string>();
  return findings.filter(({ line, column }) => seen.size < seen.add(`${line}:${column}`).size);
};

/** Liquidjs wraps the errors of loops into errors of their own; only the innermost are useful. */
const findingsOf = (error: unknown, source: string): readonly Finding[] => {
  if (!LiquidError.is(error)) return [anywhere(error, source)];
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  if (inner.length > 0) return inner.flatMap((one) => findingsOf(one, source));
  if (LiquidError.is(error.originalError)) return findingsOf(error.originalError, source);
  const [line = 1, column = 1] = error.token.getPosition();
  return [
    {
      line,
      column,
      message: hinted(error.originalError?.message ?? error.message.replace(/, line:\d+, col:\d+$/, '')),
    },
  ];
};

/** The engine's limits on time tell no place; what takes long is a loop. */
const anywhere = (error: unknown, source: string): Finding => ({
  ...placeOf(source, Math.max(0, source.search(/\{%-?\s*(?:for|tablerow)\b/))),
  message: liquidMessage(error instanceof Error ? error.message : String(error)),
});

/**
 * Adds a likely name to the message. An unknown name inside a loop (`item.titel`) is compared with every name
 * of any view.
 */
const hinted = (message: string): Text => {
  const said = liquidMessage(message);
  const name = /^undefined variable: (?:.*\.)?([\w-]+)$/.exec(message)?.[1];
  const near = name === undefined ? undefined : closest(name, allNames(fullView('en')));
  return near === undefined
    ? said
    : { de: `${said.de} Meinten Sie „${near}“?`, en: `${said.en} Did you mean "${near}"?` };
};

const allNames = (value: unknown): string[] => {
  if (Array.isArray(value)) return allNames(value[0]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...allNames(inner)]);
};

/**
 * Follows a path through the fullest view. Names below `event` and `customer.attributes` are the shop's own and
 * are not checked.
 */
const checkPath = (
  { segments, location }: Variable,
  view: ReturnType<typeof fullView>,
): Finding | undefined => {
  let value: unknown = view;
  for (const [depth, segment] of segments.entries()) {
    if (OWN_NAMES.includes(segments.slice(0, depth).join('.'))) return undefined;
    if (typeof value !== 'object' || value === null || typeof segment === 'object') return undefined;
    const next = step(value, segment);
    if (!next)
      return {
        line: location.row,
        column: location.col,
        message: unknownName(segments.slice(0, depth + 1).join('.'), String(segment), Object.keys(value)),
      };
    value = next.value;
  }
  return undefined;
};

const OWN_NAMES: readonly string[] = ['event', 'customer.attributes'];

/** Lists have `size`, `first` and `last`; every other segment must be a key of the value. */
const step = (value: object, segment: string | number): Readonly<{ value: unknown }> | undefined => {
  if (segment === 'size') return { value: 0 };
  if (Array.isArray(value) && !Object.keys(value).includes(String(segment)))
    return typeof segment === 'number' || segment === 'first' || segment === 'last'
      ? { value: value[0] }
      : undefined;
  return Object.hasOwn(value, segment) ? { value: Reflect.get(value, segment) } : undefined;
};

const unknownName = (path: string, name: string, allowed: readonly string[]): Text => {
  const near = closest(name, allowed);
  return {
    de: `Die Variable „${path}“ gibt es nicht. Erlaubt: ${allowed.join(', ')}.${near ? ` Meinten Sie „${near}“?` : ''}`,
    en: `There is no variable "${path}". Allowed: ${allowed.join(', ')}.${near ? ` Did you mean "${near}"?` : ''}`,
  };
};

/** A part in brackets is known only when it is rendered, and whatever follows it. */
const eventFieldsIn = (paths: readonly Variable[]): readonly string[] => {
  const fields = paths.flatMap(({ segments: [root, ...rest] }) => {
    const open = rest.findIndex((segment) => typeof segment === 'object');
    return root === 'event' ? [(open < 0 ? rest : rest.slice(0, open)).join('.')] : [];
  });
  return [...new Set(fields)].filter((field) => field !== '').sort();
};

/** An answer stands in a signed link, so its letters are few. */
const ANSWER = /^[a-z][a-z0-9-]{0,39}$/;

const answersOf = (paths: readonly Variable[]): readonly string[] => {
  const answers = paths.flatMap(({ segments: [root, second, value] }): string[] => {
    if (root !== 'links') return [];
    if (second === 'stay') return ['stay'];
    return second === 'answer' && typeof value === 'string' && ANSWER.test(value) ? [value] : [];
  });
  return [...new Set(answers)].sort();
};

/**
 * The facts that the template uses: it needs them, because the message would not be true without them. One
 * that asks for the size of a list of products leaves also where there is nothing to show.
 */
const needsOf = (paths: readonly Variable[]): readonly Need[] => {
  const needs = paths.flatMap(
    ({ segments: [root, second] }) => NEEDS[`${String(root)}.${String(second)}`] ?? NEEDS[String(root)] ?? [],
  );
  const asked = paths.flatMap((path) => (path.segments[2] === 'size' ? listIn(path) : []));
  const lists = listsIn(paths).filter((list) => !asked.includes(list));
  return [...new Set([...needs, ...lists])].sort();
};

const listsIn = (paths: readonly Variable[]): readonly ProductList[] =>
  [...new Set(paths.flatMap(listIn))].sort();

const listIn = ({ segments: [root, second] }: Variable): readonly ProductList[] =>
  root === 'products' ? PRODUCT_LISTS.filter((list) => list === second) : [];

const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  'shop.offer': ['offer'],
  'links.confirm': ['confirm'],
  coupon: ['coupon'],
  'coupon.expires_at': ['coupon', 'coupon-expiry'],
  checkout: ['checkout'],
  order: ['order'],
  points: ['points'],
  points_rule: ['points'],
  'products.wanted': ['wanted'],
};
