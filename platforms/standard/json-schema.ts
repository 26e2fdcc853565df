/**
 * The JSON Schema of what `standard` takes, for senders who check their events before they send them. It is
 * made from the schemas that the door reads with.
 */
import * as z from 'zod';
import { SCHEMAS } from '../../core/events/event-schemas.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Both envelopes in one schema: they differ in the names beside `type` and `data` alone. */
export const eventsJsonSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:stammkunde:events',
  title: 'Events for POST /webhooks/standard',
  description:
    'One event, in a Standard Webhooks body or a structured CloudEvent. A field that is not required may be null: that says nothing, and clears nothing.',
  type: 'object',
  required: ['type'],
  properties: ENVELOPE,
  dependentRequired: { specversion: ['id', 'source'] },
  allOf: Object.keys(SCHEMAS).map((name) => ({
    if: { required: ['type'], properties: { type: { type: 'string', pattern: endingIn(name) } } },
    then: { required: ['data'], properties: { data: { $ref: `#/$defs/${name}` } } },
  })),
  $defs: definitions(),
});

const TIME = {
  type: 'string',
  description:
    'When it happened: ISO 8601 with an offset, such as 2026-11-20T18:00:00Z. Left out: when it was sent.',
};

const ENVELOPE = {
  type: {
    type: 'string',
    minLength: 1,
    maxLength: LIMITS.eventTypeChars,
    description:
      'The name of the event; in a CloudEvent with a reverse-DNS prefix if you like. Names of your own may carry any data.',
  },
  timestamp: { ...TIME, description: `Standard Webhooks. ${TIME.description}` },
  time: { ...TIME, description: `CloudEvents. ${TIME.description}` },
  specversion: { type: 'string', description: 'CloudEvents: 1.0.' },
  id: { type: 'string', minLength: 1, description: 'CloudEvents: unique together with the source.' },
  source: { type: 'string', minLength: 1, description: 'CloudEvents: who sends it.' },
  data: { type: 'object' },
};

const endingIn = (name: string): string => `(^|\\.)${name.replaceAll('.', '\\.')}$`;

/** What a sender may write in each event, not what becomes of it; and the parts that several have in common. */
const definitions = (): Readonly<Record<string, Node>> => {
  const parts: Record<string, Node> = {};
  const events = Object.entries(SCHEMAS).map(([name, schema]): [string, Node] => {
    const {
      $schema: _draft,
      $defs,
      ...data
    } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    for (const [part, { id: _id, ...node }] of Object.entries($defs ?? {}))
      parts[part] = forgiving(node as Node);
    return [name, forgiving(data as Node)];
  });
  return { ...parts, ...Object.fromEntries(events) };
};

type Node = Readonly<{
  $ref?: string;
  type?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Node[];
  items?: Node;
  properties?: Readonly<Record<string, Node>>;
  required?: readonly string[];
}>;

/** The schema with null beside the values of every field that may be left out. */
const forgiving = (node: Node): Node => {
  const { items, properties, required = [] } = node;
  const fields = Object.entries(properties ?? {}).map(([name, field]): [string, Node] => {
    const inner = forgiving(field);
    return [name, required.includes(name) ? inner : orNull(inner)];
  });
  return present({
    ...node,
    items: items ? forgiving(items) : undefined,
    properties: properties ? Object.fromEntries(fields) : undefined,
  });
};

const orNull = (node: Node): Node => {
  if (node.$ref !== undefined) return { anyOf: [node, { type: 'null' }] };
  if (node.anyOf) return { ...node, anyOf: [...node.anyOf, { type: 'null' }] };
  if (node.enum) return { ...node, type: [node.type, 'null'].flat(), enum: [...node.enum, null] };
  return node.type === undefined ? node : { ...node, type: [node.type, 'null'].flat() };
};
