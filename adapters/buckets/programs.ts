/**
 * Programs as functions load them: the live sequence from the controls item, the program itself from the
 * config bucket, once.
 */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Program } from '../../core/program/program.ts';

/** Programs held in memory: the live one, and those of messages that were decided before. */
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
      // Set anew, so that the one used longest ago is the first to go.
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
  // Written by publishing alone and immutable, so its sequence is all that needs checking.
  const program = JSON.parse((await object.Body?.transformToString('utf-8')) ?? 'null') as Program | null;
  if (program?.seq !== seq)
    throw new Error(`${programKey(seq)} in the config bucket does not hold program ${seq}.`);
  return program;
};
