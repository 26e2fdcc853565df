/**
 * The template engines of messages: one for HTML, which escapes every value, and one for subjects and text
 * parts.
 */
import { type FilterImplOptions, Liquid, type LiquidOptions, type Template } from 'liquidjs';
import { LIMITS } from '../limits.ts';
import { spoken } from '../program/formality.ts';
import { textOf, withoutControls } from './plain-text.ts';

export type EngineKind = 'html' | 'text';

/**
 * Parsed templates kept in memory per engine: those of one program in two languages, and of the programs
 * before it.
 */
const PARSED_TEMPLATES_MAX = 200;

/** Tags that would read other files. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'] as const;

/**
 * Filters that read the clock or use chance, or that pass a customer's text through unescaped. Dates and
 * money arrive formatted.
 */
const REFUSED_FILTERS = [
  'date',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
  'sample',
  'raw',
] as const;

const OPTIONS: LiquidOptions = {
  // Dates and money arrive formatted. Asking the system for its locale would only slow down every cold start.
  locale: 'en-US',
  strictVariables: true,
  strictFilters: true,
  // `{% if event.gift %}` and `| default:` may ask for an absent value; every other value must exist.
  lenientIf: true,
  ownPropertyOnly: true,
  relativeReference: false,
  // With any value here the engine does not look for files, whatever tag asks for one.
  templates: {},
  parseLimit: LIMITS.renderedHtmlBytes,
  renderLimit: LIMITS.renderMs,
  memoryLimit: LIMITS.renderMemoryUnits,
};

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};
const escapeHtml = (value: unknown): string =>
  textOf(value).replace(/[&<>"']/g, (char) => HTML_ENTITIES[char] ?? char);

/** `{{ 'Sie haben|du hast' | du }}`: what the shop says of the two, by its setting `formality`. */
const du: FilterImplOptions = function (pair: unknown): string {
  return spoken(textOf(pair), this.context.getSync(['shop', 'formality']));
};

/** `escape` and `newline_to_br` already return escaped text, so their result is not escaped again. */
const filtersOf = (kind: EngineKind): Readonly<Record<string, FilterImplOptions>> =>
  kind === 'html'
    ? {
        escape: { handler: escapeHtml, raw: true },
        newline_to_br: { handler: (value: unknown) => escapeHtml(value).replace(/\n/g, '<br>\n'), raw: true },
      }
    : { escape: textOf, newline_to_br: textOf };

/** Makes a new engine; only the two below and the check at publish need one. */
export const createEngine = (kind: EngineKind, options: LiquidOptions = {}): Liquid => {
  const engine = new Liquid({
    ...OPTIONS,
    outputEscape: kind === 'html' ? escapeHtml : withoutControls,
    ...options,
  });
  for (const tag of FILE_TAGS) Reflect.deleteProperty(engine.tags, tag);
  for (const filter of REFUSED_FILTERS) engine.unregisterFilter(filter);
  for (const [name, filter] of Object.entries(filtersOf(kind))) engine.registerFilter(name, filter);
  engine.registerFilter('du', du);
  return engine;
};

const createRenderer = (kind: EngineKind) => {
  const engine = createEngine(kind);
  const parsed = new Map<string, Template[]>();
  const parse = (source: string): Template[] => {
    const known = parsed.get(source);
    if (known) return known;
    const fresh = engine.parse(source);
    const oldest = parsed.keys().next();
    if (parsed.size >= PARSED_TEMPLATES_MAX && !oldest.done) parsed.delete(oldest.value);
    parsed.set(source, fresh);
    return fresh;
  };
  return (source: string, view: object): string => textOf(engine.renderSync(parse(source), view));
};

/** Both throw liquidjs's errors, and both cache the templates they have parsed. */
export const renderHtml = createRenderer('html');
export const renderText = createRenderer('text');
