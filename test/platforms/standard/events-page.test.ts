/** The page for senders names every event and every field that the schemas read, and no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { SCHEMAS } from '../../../core/events/event-schemas.ts';

const page = readFileSync(join(import.meta.dirname, '../../../platforms/standard/EVENTS.md'), 'utf8');

type Field = Readonly<{ name: string; required: boolean }>;
type Definition = Readonly<{
  type: string;
  in?: z.ZodType;
  out?: z.ZodType;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Readonly<Record<string, z.ZodType>>;
}>;

/** The fields that a schema reads, those of objects and lists in it among them. */
const fieldsIn = (schema: z.ZodType, prefix = ''): readonly Field[] => {
  const { type, in: first, out, innerType, element, shape = {} } = schema.def as Definition;
  const inner = (first as { def?: Definition } | undefined)?.def?.type === 'transform' ? out : first;
  const deeper = inner ?? innerType;
  if (type === 'array' && element) return fieldsIn(element, prefix.replace(/\.$/, '[].'));
  if (type !== 'object') return deeper ? fieldsIn(deeper, prefix) : [];
  return Object.entries(shape).flatMap(([key, child]) => {
    const own = `${prefix}${key}`;
    const below = fieldsIn(child, `${own}.`);
    const isList = below.some(({ name }) => name.startsWith(`${own}[]`));
    const required = !child.safeParse(undefined).success;
    return below.length > 0 && !isList ? below : [{ name: own, required }, ...below];
  });
};

const names = (text: string): readonly string[] =>
  [...text.matchAll(/`([a-z_.[\]]+)`/g)].map(([, name = '']) => name);

/** First cells and field-like words of each row below a heading; bold ones must be there. */
const documented = (section: string): readonly Field[] =>
  section.split('\n').flatMap((line) => {
    const [, first = '', second = ''] = line.split(' | ').length > 1 ? line.split('|') : [];
    const listed = [...names(first), ...names(second).filter((name) => name.includes('[]'))];
    return listed.map((name) => ({ name, required: line.includes(`**\`${name}\`**`) }));
  });

const sections = page.split(/^## /m).slice(1);
const about = documented(sections.find((section) => section.startsWith('In every event')) ?? '');
const ofEvent = (name: string): string | undefined =>
  sections.find((section) => names(section.split('\n')[0] ?? '').includes(name));

const sorted = (fields: readonly Field[]): readonly string[] =>
  [...new Set(fields.map(({ name, required }) => (required ? `${name} (required)` : name)))].toSorted();
const isAboutCustomer = ({ name }: Field): boolean =>
  /^(customer|contact)\.(?!attributes$|tags$)|^client_id$/.test(name);

describe('the page for senders', () => {
  test.each(Object.keys(SCHEMAS))('says of %s which fields it has, and which must be there', (event) => {
    const section = ofEvent(event);
    expect(section, `no heading names ${event}`).toBeDefined();
    const fields = fieldsIn(SCHEMAS[event] as z.ZodType);
    const own = fields.filter((field) => !isAboutCustomer(field));
    // The lines of a cart are told once, in the section of the cart.
    const shown = event === 'cart.updated' ? own : own.filter(({ name }) => !name.startsWith('items[]'));
    expect(sorted(documented(section ?? ''))).toEqual(sorted(shown));
    if (fields.some(isAboutCustomer)) expect(sorted(about)).toEqual(sorted(fields.filter(isAboutCustomer)));
  });

  test('names no event that the schemas do not know', () => {
    const headed = sections.flatMap((section) => names(section.split('\n')[0] ?? ''));
    expect(headed.toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
  });
});
