/** JSON Schemas for editors, made from the same zod schemas that publishing checks with. */
import * as z from 'zod';
import { settingsSchema } from '../program/settings.ts';
import { flowSchema } from './flow-schema.ts';
import { couponFileSchema } from './pool-file.ts';
import { segmentSchema } from './segment-schema.ts';
import { whatsappFileSchema } from './whatsapp-file.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Lets Visual Studio Code accept comments in files that name the schema. */
const FOR_EDITORS = { allowComments: true, allowTrailingCommas: true };

export const flowJsonSchema = (): JsonSchema => ({
  ...z.toJSONSchema(flowSchema, { target: 'draft-7', io: 'input' }),
  ...FOR_EDITORS,
});

export const segmentJsonSchema = (): JsonSchema => ({
  ...z.toJSONSchema(segmentSchema, { target: 'draft-7', io: 'input' }),
  ...FOR_EDITORS,
});

export const settingsJsonSchema = (): JsonSchema => ({
  ...z.toJSONSchema(settingsSchema, { target: 'draft-7', io: 'input' }),
  ...FOR_EDITORS,
});

export const whatsappJsonSchema = (): JsonSchema => ({
  ...z.toJSONSchema(whatsappFileSchema, { target: 'draft-7', io: 'input' }),
  ...FOR_EDITORS,
});

/** `shops` are the platforms that make codes. */
export const couponsJsonSchema = (shops: readonly string[]): JsonSchema => ({
  ...z.toJSONSchema(couponFileSchema(shops), { target: 'draft-7', io: 'input' }),
  ...FOR_EDITORS,
});
