/** The schema of a file in segments/: a named condition over customers. */
import * as z from 'zod';
import { bothNames } from '../program/words.ts';
import { conditionSchema } from './condition-schema.ts';

export const segmentSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Path of this schema, so that editors complete and explain.'),
    name: bothNames.describe('What people call the segment, in German and English.'),
    where: conditionSchema.describe('Who is in it. It is always looked at anew, never stored.'),
  })
  .meta({
    title: 'Stammkunde segment',
    description:
      'A segment: a named condition. Other conditions name it by { "segment": "<file name>" }, flows start when somebody enters or leaves it.',
  });

export type SegmentFile = z.infer<typeof segmentSchema>;
