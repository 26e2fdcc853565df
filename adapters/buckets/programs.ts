/**
 * Loads programs for functions: the live sequence from the controls item, and each program once from the
 * config bucket.
 */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Program } from '../../core/program/program.ts';

/** Programs kept in memory: the live one, and those of messages that were decided before it. */
const CACHED_PROGRAMS = 5;
/** Digits in a program's name, so that names sort like sequences. */
const SEQ_DIGITS = 10;

type Options = Readonly<{ s3: S3Client; bucket: string; controls: Pick<ControlsStore, 'read'> }>;

export const createPrograms = ({ s3, bucket, controls }: Options): Programs => {
  const cache = new Map<number, Promise<Program>>();
  return {
    controls: async () => {
      const live = await controls.read();
      if (live) return live;
      throw new Error(
        'No program is published yet. Put content into the config bucket, or invoke publish-program with {} and read its report.',
      );
    },
    load: (seq) => {
      const cached = cache.get(seq) ?? loadProgram(s3, bucket, seq);
      // Moves the entry to the end, so that the program used longest ago is dropped first.
      cache.delete(seq);
      cache.set(seq, cached);
      cached.catch(() => cache.delete(seq));
      for (const oldest of cache.keys()) {
        if (cache.size <= CACHED_PROGRAMS) break;
        cache.delete(oldest);
      }
      return cached;
    },
    store: (program) => store(s3, bucket, program),
  };
};

const store = async (s3: S3Client, bucket: string, program: Program): Promise<'stored' | 'taken'> => {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: programKey(program.seq),
        Body: JSON.stringify(program),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return 'stored';
  } catch (error) {
    if (
      error instanceof Error &&
      (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict')
    )
      return 'taken';
    throw error;
  }
};

const programKey = (seq: number): string =>
  `${CONFIG_PREFIX.programs}${String(seq).padStart(SEQ_DIGITS, '0')}.json`;

const loadProgram = async (s3: S3Client, bucket: string, seq: number): Promise<Program> => {
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: programKey(seq) }));
  // Only publishing writes programs, and they never change, so checking the sequence is enough.
  const program = JSON.parse((await object.Body?.transformToString('utf-8')) ?? 'null') as Program | null;
  if (program?.seq !== seq)
    throw new Error(`${programKey(seq)} in the config bucket does not hold program ${seq}.`);
  return program;
};
