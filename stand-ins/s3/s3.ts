/** Stand-in for S3: buckets that keep versions, or not. */
import { createIds } from '../ids.ts';
import type { Journal } from '../journal.ts';
import { LOCAL } from '../names.ts';
import { AwsError, type Service } from '../wire.ts';
import { createS3Requests } from './requests.ts';

export type ObjectVersion = Readonly<{
  bucket: string;
  key: string;
  versionId: string;
  body: Uint8Array;
  etag: string;
  modifiedAt: number;
  contentType: string;
  metadata: Readonly<Record<string, string>>;
  /** A delete marker of a versioned bucket. */
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
  /** As S3's event notifications; answers how to stop them. */
  subscribe: (listener: (change: BucketChange) => void) => () => void;
}>;

/** Buckets, and whether they keep versions. */
const BUCKETS: Readonly<Record<string, boolean>> = { [LOCAL.configBucket]: true, [LOCAL.rawBucket]: false };

type Stored = Omit<ObjectVersion, 'body'> & Readonly<{ base64: string; order: number }>;

export type S3Options = Readonly<{
  now: () => number;
  journal: Journal;
  etagOf: (body: Uint8Array) => string;
}>;

export const createS3 = ({ now, journal, etagOf }: S3Options): { service: Service; control: S3Control } => {
  const part = journal.part('s3');
  const newId = createIds('s3', journal.run);
  const buckets = new Map<string, Map<string, ObjectVersion[]>>(
    Object.keys(BUCKETS).map((name) => [name, new Map()]),
  );
  const listeners = new Set<(change: BucketChange) => void>();
  let order = 0;

  const objects = (bucket: string): Map<string, ObjectVersion[]> => {
    const found = buckets.get(bucket);
    if (found === undefined)
      throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}.`, 404);
    return found;
  };
  const versioned = (bucket: string): boolean => BUCKETS[bucket] === true;
  const keep = (version: ObjectVersion): void => {
    const earlier = versioned(version.bucket) ? (objects(version.bucket).get(version.key) ?? []) : [];
    objects(version.bucket).set(version.key, [...earlier, version]);
  };
  const documentKey = ({ bucket, key, versionId }: ObjectVersion): string =>
    `${bucket}\n${key}\n${versioned(bucket) ? versionId : ''}`;
  const store = (version: ObjectVersion, kind: BucketChange['kind']): ObjectVersion => {
    keep(version);
    order += 1;
    const { body, ...rest } = version;
    part.set(documentKey(version), { ...rest, base64: Buffer.from(body).toString('base64'), order });
    for (const listener of listeners) listener({ bucket: version.bucket, key: version.key, kind });
    return version;
  };
  for (const stored of ([...part.loaded.values()] as Stored[]).sort((a, b) => a.order - b.order)) {
    const { base64, order: itsOrder, ...rest } = stored;
    order = Math.max(order, itsOrder);
    keep({ ...rest, body: Buffer.from(base64, 'base64') });
  }

  const get = (bucket: string, key: string, versionId?: string): ObjectVersion | undefined => {
    const versions = objects(bucket).get(key) ?? [];
    const version =
      versionId === undefined ? versions.at(-1) : versions.find((entry) => entry.versionId === versionId);
    return version?.deleted === true ? undefined : version;
  };
  const put = ({
    bucket,
    key,
    body,
    contentType = 'application/octet-stream',
    metadata = {},
  }: NewObject): ObjectVersion => {
    objects(bucket);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const versionId = versioned(bucket) ? newId() : 'null';
    return store(
      { bucket, key, versionId, body: bytes, etag: etagOf(bytes), modifiedAt: now(), contentType, metadata },
      'created',
    );
  };
  const remove = (bucket: string, key: string): ObjectVersion | undefined => {
    const present = get(bucket, key);
    if (versioned(bucket)) {
      return store(
        {
          bucket,
          key,
          versionId: newId(),
          body: new Uint8Array(),
          etag: '',
          modifiedAt: now(),
          contentType: '',
          metadata: {},
          deleted: true,
        },
        'removed',
      );
    }
    objects(bucket).delete(key);
    if (present !== undefined) part.remove(documentKey(present));
    return undefined;
  };
  const control: S3Control = {
    put,
    get,
    remove,
    versioned,
    list: (bucket, prefix = '') =>
      [...objects(bucket).keys()]
        .filter((key) => key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .flatMap((key) => get(bucket, key) ?? []),
    versions: (bucket, key) => [...(objects(bucket).get(key) ?? [])],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { service: createS3Requests(control), control };
};
