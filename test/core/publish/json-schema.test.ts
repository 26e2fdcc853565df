/** The JSON Schemas that editors use: complete, explained, and the same as the files in content/schema. */
import { describe, expect, it } from 'vitest';
import { SHOPS_WITH_CODES } from '../../../contract/secrets.ts';
import { STEP_KINDS } from '../../../core/publish/flow-schema.ts';
import {
  couponsJsonSchema,
  flowJsonSchema,
  segmentJsonSchema,
  settingsJsonSchema,
  whatsappJsonSchema,
} from '../../../core/publish/json-schema.ts';

type Node = Readonly<{ [key: string]: unknown }>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every property anywhere in a schema that neither explains itself nor refers to a definition that does. */
const unexplained = (value: unknown, way: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((part, index) => unexplained(part, `${way}/${index}`));
  if (!isNode(value)) return [];
  const properties =
    isNode(value['properties']) &&
    !('type' in value['properties'] && typeof value['properties']['type'] === 'string')
      ? value['properties']
      : {};
  const here = Object.entries(properties).filter(
    ([, property]) =>
      isNode(property) && !('description' in property || '$ref' in property || 'allOf' in property),
  );
  return [
    ...here.map(([key]) => `${way}.${key}`),
    ...Object.entries(value).flatMap(([key, part]) => unexplained(part, `${way}/${key}`)),
  ];
};

describe('the JSON Schema of flows', () => {
  it('explains every property', () => {
    expect(unexplained(flowJsonSchema(), 'flow')).toEqual([]);
  });

  it('explains every definition that properties refer to', () => {
    const definitions = flowJsonSchema()['definitions'];
    expect(
      Object.entries(isNode(definitions) ? definitions : {}).filter(
        ([, definition]) => !isNode(definition) || !('description' in definition),
      ),
    ).toEqual([]);
  });

  it('knows every kind of step', () => {
    const text = JSON.stringify(flowJsonSchema());
    for (const kind of STEP_KINDS) expect(text).toContain(`"${kind}":{`);
  });

  it('is the file that editors find beside the flows', async () => {
    await expect(`${JSON.stringify(flowJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../content/schema/flow.schema.json',
    );
  });
});

describe('the JSON Schema of segments', () => {
  it('explains every property', () => {
    expect(unexplained(segmentJsonSchema(), 'segment')).toEqual([]);
  });

  it('is the file that editors find beside the segments', async () => {
    await expect(`${JSON.stringify(segmentJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../content/schema/segment.schema.json',
    );
  });
});

describe('the JSON Schema of settings', () => {
  it('explains every property', () => {
    expect(unexplained(settingsJsonSchema(), 'settings')).toEqual([]);
  });

  it('is the file that editors find beside the settings', async () => {
    await expect(`${JSON.stringify(settingsJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../content/schema/settings.schema.json',
    );
  });
});

describe('the JSON Schema of WhatsApp templates', () => {
  it('explains every property', () => {
    expect(unexplained(whatsappJsonSchema(), 'whatsapp')).toEqual([]);
  });

  it('is the file that editors find beside the templates', async () => {
    await expect(`${JSON.stringify(whatsappJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../content/schema/whatsapp.schema.json',
    );
  });
});

describe('the JSON Schema of coupons', () => {
  it('explains every property', () => {
    expect(unexplained(couponsJsonSchema(SHOPS_WITH_CODES), 'coupons')).toEqual([]);
  });

  it('is the file that editors find beside the coupons', async () => {
    await expect(`${JSON.stringify(couponsJsonSchema(SHOPS_WITH_CODES), null, 2)}\n`).toMatchFileSnapshot(
      '../../../content/schema/coupons.schema.json',
    );
  });
});
