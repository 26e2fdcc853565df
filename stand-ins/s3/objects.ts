/** Buckets and their objects, with versions where the bucket keeps them. The protocol is elsewhere. */
import { createHash } from 'node:crypto';
import { createIds } from '../ids.ts';
import type { Journal, Part } from '../journal.ts';
import { LOCAL } from '../names.ts';
import { AwsError } from '../wire.ts';

export type ObjectVersion = Readonly<{
  bucket: string;
  key: string;
  versionId: string;
  body: Uint8Array;
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
const BUCKETS: Readonly<Record<string, boolean>> = { [LOCAL.configBucket]: true, [LOCAL.rawBucket]: false };

const OCTETS = 'application/octet-stream';
const DELETE_MARKER = { body: new Uint8Array(), etag: '', contentType: '', metadata: {}, deleted: true };

type Stored = Omit<ObjectVersion, 'body'> & Readonly<{ base64: string; order: number }>;

export const createObjects = (now: () => number, journal: Journal): S3Control => {
  const part = journal.part('s3');
  const newId = createIds('s3', journal.run);
  const versions = loadVersions(part);
  const listeners = new Set<(change: BucketChange) => void>();

  const store = (version: ObjectVersion, kind: BucketChange['kind']): ObjectVersion => {
    versions.add(version);
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
    return store(
      { ...place, versionId, body: bytes, etag, modifiedAt: now(), contentType, metadata },
      'created',
    );
  };
  const remove: S3Control['remove'] = (bucket, key) => {
    if (isVersioned(bucket))
      return store({ ...DELETE_MARKER, bucket, key, versionId: newId(), modifiedAt: now() }, 'removed');
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
  add: (version: ObjectVersion) => void;
  /** For buckets that keep no versions. */
  forget: (bucket: string, key: string) => void;
}>;

/** Loads the versions of an earlier run first, in the order in which they were written. */
const loadVersions = (part: Part): Versions => {
  const buckets = new Map<string, Map<string, readonly ObjectVersion[]>>(
    Object.keys(BUCKETS).map((name) => [name, new Map()]),
  );
  const inBucket = (bucket: string): Map<string, readonly ObjectVersion[]> => {
    const found = buckets.get(bucket);
    if (found !== undefined) return found;
    throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}.`, 404);
  };
  const place = (version: ObjectVersion): void => {
    const objects = inBucket(version.bucket);
    const earlier = isVersioned(version.bucket) ? (objects.get(version.key) ?? []) : [];
    objects.set(version.key, [...earlier, version]);
  };
  let order = 0;
  for (const stored of ([...part.loaded.values()] as Stored[]).sort((a, b) => a.order - b.order)) {
    const { base64, order: itsOrder, ...rest } = stored;
    order = Math.max(order, itsOrder);
    place({ ...rest, body: Buffer.from(base64, 'base64') });
  }
  const add = (version: ObjectVersion): void => {
    place(version);
    order += 1;
    const { body, ...rest } = version;
    part.set(documentKey(version), { ...rest, base64: Buffer.from(body).toString('base64'), order });
  };
  const forget = (bucket: string, key: string): void => {
    inBucket(bucket).delete(key);
    part.remove(documentKey({ bucket, key, versionId: '' }));
  };
  return { of: inBucket, add, forget };
};

/** The key of a version's document; a bucket without versions has one document per object. */
const documentKey = ({
  bucket,
  key,
  versionId,
}: Pick<ObjectVersion, 'bucket' | 'key' | 'versionId'>): string =>
  `${bucket}\n${key}\n${isVersioned(bucket) ? versionId : ''}`;
