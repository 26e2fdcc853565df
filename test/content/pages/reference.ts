/**
 * Makes content/reference/README.md from what publishing checks with, so that the page can name nothing else.
 */
import { FACTS } from '../../../core/conditions/facts.ts';
import { CATALOGUE_EVENT_NAMES, EVENT_NAMES } from '../../../core/events/event.ts';
import { createEngine } from '../../../core/message/liquid.ts';
import { fullView } from '../../../core/message/sample.ts';
import { flowJsonSchema, segmentJsonSchema, settingsJsonSchema } from '../../../core/publish/json-schema.ts';
import { alternatives, type Root, type Row, rowsOf } from './schema-rows.ts';

const flow = flowJsonSchema() as Root;
const segment = segmentJsonSchema() as Root;
const settings = settingsJsonSchema() as Root;

export const reference = (): string =>
  [
    HEAD,
    '## Triggers\n\nOne of these is the `trigger` of a flow.',
    ...kindsOf(flow.properties?.['trigger'] ?? {}),
    '## Steps\n\nEach has an `id` of its own and one of these.',
    ...kindsOf(flow.definitions?.['step'] ?? {}),
    `## Keys of a flow\n\n${tableOf(keysOfFlow())}`,
    `## Tests of a fact\n\n${tableOf(rowsOf(segment.definitions?.['test'] ?? {}, segment))}`,
    `## Facts\n\n${factsTable()}`,
    `## Events\n\n${EVENTS_HEAD}\n\n${named(EVENT_NAMES)}.`,
    `About products, and about no customer: ${named(CATALOGUE_EVENT_NAMES)}.`,
    `## Variables of a message\n\n${VARIABLES_HEAD}\n\n${variablesTable()}`,
    `## Filters\n\n${FILTERS_HEAD} ${named(Object.keys(createEngine('html').filters).toSorted())}.`,
    `## Settings\n\n${tableOf(rowsOf(settings, settings))}`,
    '',
  ].join('\n\n');

const HEAD = `# Everything that a flow, a message and the settings can say

Made from the schemas that publishing checks with (\`UPDATE_PAGES=1 npx vitest run test/content/pages.test.ts\`), and a test keeps it true. How the parts work together stands in the pages
on [flows](../flows/README.md), [segments](../segments/README.md), [templates](../templates/README.md) and [blocks](../blocks/README.md).`;

const EVENTS_HEAD =
  'Flows may start with, wait for and end by these, and by `customEvents` of `settings.json`. Their fields stand in [EVENTS.md](../../platforms/standard/EVENTS.md); conditions call them `event.<field>`.';

const VARIABLES_HEAD =
  'Written as `{{ customer.first_name }}`; a list as `{% for item in order.items %}`. What a message shows must be there: else it is skipped, and the timeline says why. An own fact is `customer.attributes.<name>`. The link of an answer is `links.answer.<answer>` ([flows](../flows/README.md)).';

const FILTERS_HEAD =
  'Money and dates arrive written as the customer reads them, and need none. Those of [LiquidJS](https://liquidjs.com/filters/overview.html) are there, as in `{{ customer.first_name | default: "du" }}`. Of our own is `du`: `{{ \'Ihre|deine\' | du }}` says the first part, and the second where `formality` in the settings is `informal`:';

const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** Each alternative under the key that only it has. */
const kindsOf = (schema: Parameters<typeof alternatives>[0]): readonly string[] =>
  alternatives(schema).map((one) => {
    const rows = rowsOf(one, flow).filter(({ key }) => key !== 'id');
    const kind = one.required?.find((key) => key !== 'id') ?? rows[0]?.key ?? '';
    return `### \`${kind}\`\n\n${tableOf(rows)}`;
  });

const ELSEWHERE = ['trigger', 'steps'];
const keysOfFlow = (): readonly Row[] =>
  rowsOf(flow, flow).filter(({ key }) => !ELSEWHERE.includes(key.split(/[.[]/)[0] ?? ''));

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');

const tableOf = (rows: readonly Row[]): string =>
  [
    '| key | may be | means |',
    '|---|---|---|',
    ...rows.map(({ key, values, fallback, says }) => {
      const otherwise = fallback === undefined ? '' : ` Else \`${JSON.stringify(fallback)}\`.`;
      return `| \`${key}\` | ${cell(values)} | ${cell(`${says}${otherwise}`.trim())} |`;
    }),
  ].join('\n');

const factsTable = (): string =>
  [
    '| fact | is a | means |',
    '|---|---|---|',
    ...Object.entries(FACTS).map(
      ([path, { type, description }]) =>
        `| \`${path.endsWith('.') ? `${path}<name>` : path}\` | ${type} | ${cell(description)} |`,
    ),
  ].join('\n');

/** Every value that a template can reach, a list by its first item and by the lists that it has as keys. */
const variablesIn = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (typeof value !== 'object' || value === null) return [[path, example(value)]];
  return Object.entries(value).flatMap(([key, below]) => {
    if (!Array.isArray(value) || !/^\d+$/.test(key))
      return variablesIn(below, path === '' ? key : `${path}.${key}`);
    return key === '0' ? variablesIn(below, `${path}[]`) : [];
  });
};

const EXAMPLE_CHARS = 40;
const example = (value: unknown): string =>
  value === null || value === undefined || String(value).length > EXAMPLE_CHARS ? '' : `\`${String(value)}\``;

const variablesTable = (): string =>
  [
    '| variable | for example |',
    '|---|---|',
    ...variablesIn(fullView('de'), '').map(([path, such]) => `| \`${path}\` | ${cell(such)} |`),
  ].join('\n');
