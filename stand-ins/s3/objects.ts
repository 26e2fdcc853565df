/** Buckets and their objects, with versions where the bucket keeps them. The protocol is elsewhere. */
import { createHash } from 'node:crypto';
import { present } from '../../core/present.ts';
import { createIds } from '../ids.ts';
import type { Journal, Part } from '../journal.ts';
import { LOCAL } from '../names.ts';
import { AwsError } from '../wire.ts';
import type { Bodies, Body } from './bodies.ts';

export type ObjectVersion = Readonly<{
  bucket: string;
  key: string;
  versionId: string;
  /** Bytes of the body. */
  size: number;
  /** Read anew each time it is asked for. */
  readonly body: Uint8Array;
  etag: string;
  modifiedAt: number;
  contentType: string;
  metadata: Readonly<Record<string, string>>;
  /** True for a delete marker of a versioned bucket. */
  deleted?: boolean;
}>;

export type NewObject = Readonly<{
  bucket: string;
  key: string;
  body: Uint8Array | string;
  contentType?: string;
  metadata?: Readonly<Record<string, string>>;
}>;
export type BucketChange = Readonly<{ bucket: string; key: string; kind: 'created' | 'removed' }>;

export type S3Control = Readonly<{
  put: (object: NewObject) => ObjectVersion;
  /** The present version, or the named one; undefined where there is none. */
  get: (bucket: string, key: string, versionId?: string) => ObjectVersion | undefined;
  remove: (bucket: string, key: string) => ObjectVersion | undefined;
  /** Present objects in the order of their keys. */
  list: (bucket: string, prefix?: string) => readonly ObjectVersion[];
  versions: (bucket: string, key: string) => readonly ObjectVersion[];
  versioned: (bucket: string) => boolean;
  /** Calls the listener as S3's event notifications do; returns a function that ends this. */
  subscribe: (listener: (change: BucketChange) => void) => () => void;
}>;

/** Buckets, and whether they keep versions. */
const BUCKETS: Readonly<Record<string, boolean>> = {
  [LOCAL.configBucket]: true,
  [LOCAL.rawBucket]: false,
  [LOCAL.factsBucket]: false,
};

const OCTETS = 'application/octet-stream';
const DELETE_MARKER = { etag: '', contentType: '', metadata: {}, deleted: true };
const NOTHING = new Uint8Array();

/** All that is known of a version beside its body. */
type Description = Omit<ObjectVersion, 'body' | 'size'>;
/** Small bodies stand in the journal itself, as all of them did once. */
type Stored = Description & Readonly<{ order: number; base64?: string; file?: string; size?: number }>;

export const createObjects = (now: () => number, journal: Journal, bodies: Bodies): S3Control => {
  const part = journal.part('s3');
  const newId = createIds('s3', journal.run);
  const versions = loadVersions(part, bodies);
  const listeners = new Set<(change: BucketChange) => void>();

  const store = (described: Description, bytes: Uint8Array, kind: BucketChange['kind']): ObjectVersion => {
    const version = versions.add(described, bodies.keep(bytes));
    for (const listener of listeners) listener({ bucket: version.bucket, key: version.key, kind });
    return version;
  };
  const get: S3Control['get'] = (bucket, key, versionId) => {
    const all = versions.of(bucket).get(key) ?? [];
    const version = versionId === undefined ? all.at(-1) : all.find((entry) => entry.versionId === versionId);
    return version?.deleted === true ? undefined : version;
  };
  const put: S3Control['put'] = ({ body, contentType = OCTETS, metadata = {}, ...place }) => {
    versions.of(place.bucket);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const versionId = isVersioned(place.bucket) ? newId() : 'null';
    const etag = etagOf(bytes);
    const described = { ...place, versionId, etag, modifiedAt: now(), contentType, metadata };
    return store(described, bytes, 'created');
  };
  const remove: S3Control['remove'] = (bucket, key) => {
    if (isVersioned(bucket)) {
      const marker = { ...DELETE_MARKER, bucket, key, versionId: newId(), modifiedAt: now() };
      return store(marker, NOTHING, 'removed');
    }
    versions.forget(bucket, key);
    return undefined;
  };
  return {
    put,
    get,
    remove,
    versioned: isVersioned,
    list: (bucket, prefix = '') =>
      [...versions.of(bucket).keys()]
        .filter((key) => key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .flatMap((key) => get(bucket, key) ?? []),
    versions: (bucket, key) => [...(versions.of(bucket).get(key) ?? [])],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const isVersioned = (bucket: string): boolean => BUCKETS[bucket] === true;

const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`;

type Versions = Readonly<{
  /** Each object's versions, oldest first; throws where there is no such bucket. */
  of: (bucket: string) => ReadonlyMap<string, readonly ObjectVersion[]>;
  add: (described: Description, body: Body) => ObjectVersion;
  /** For buckets that keep no versions. */
  forget: (bucket: string, key: string) => void;
}>;

/** Loads the versions of an earlier run first, in the order in which they were written. */
const loadVersions = (part: Part, bodies: Bodies): Versions => {
  const buckets = new Map<string, Map<string, readonly Held[]>>(
    Object.keys(BUCKETS).map((name) => [name, new Map()]),
  );
  const inBucket = (bucket: string): Map<string, readonly Held[]> => {
    const found = buckets.get(bucket);
    if (found !== undefined) return found;
    throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}.`, 404);
  };
  const place = (version: Held): void => {
    const objects = inBucket(version.bucket);
    const earlier = objects.get(version.key) ?? [];
    if (isVersioned(version.bucket)) objects.set(version.key, [...earlier, version]);
    else {
      objects.set(version.key, [version]);
      for (const replaced of earlier) replaced.drop();
    }
  };
  let order = 0;
  const write = (described: Description, { file, size, read }: Body, itsOrder: number): void => {
    const place = file === undefined ? { base64: Buffer.from(read()).toString('base64') } : { file, size };
    part.set(documentKey(described), { ...described, ...place, order: itsOrder } satisfies Stored);
  };
  for (const stored of ([...part.load().values()] as Stored[]).sort((a, b) => a.order - b.order)) {
    const { base64, file, size = 0, order: itsOrder, ...described } = stored;
    order = Math.max(order, itsOrder);
    const body =
      file === undefined ? bodies.keep(Buffer.from(base64 ?? '', 'base64')) : bodies.stored(file, size);
    // An earlier version of this system kept large bodies in the journal too.
    if (file === undefined && body.file !== undefined) write(described, body, itsOrder);
    place(heldOf(described, body));
  }
  const named = [...buckets.values()].flatMap((objects) => [...objects.values()].flat());
  bodies.tidy(new Set(named.flatMap(({ file }) => (file === undefined ? [] : [file]))));
  const add = (described: Description, body: Body): ObjectVersion => {
    order += 1;
    // Before the body that it replaces is dropped: a kill in between leaves a file that `tidy` removes.
    write(described, body, order);
    const version = heldOf(described, body);
    place(version);
    return version;
  };
  const forget = (bucket: string, key: string): void => {
    const all = inBucket(bucket).get(key) ?? [];
    inBucket(bucket).delete(key);
    part.remove(documentKey({ bucket, key, versionId: '' }));
    for (const version of all) version.drop();
  };
  return { of: inBucket, add, forget };
};

/** A version, with what becomes of its body. */
type Held = ObjectVersion & Pick<Body, 'file' | 'drop'>;

const heldOf = (described: Description, kept: Body): Held => ({
  ...described,
  ...present({ file: kept.file }),
  size: kept.size,
  get body() {
    return kept.read();
  },
  drop: kept.drop,
});

/** The key of a version's document; a bucket without versions has one document per object. */
const documentKey = ({
  bucket,
  key,
  versionId,
}: Pick<ObjectVersion, 'bucket' | 'key' | 'versionId'>): string =>
  `${bucket}\n${key}\n${isVersioned(bucket) ? versionId : ''}`;
