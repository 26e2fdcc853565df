/** The REST side of the S3 stand-in: bucket in the path or in the host name, errors and lists as XML. */
import { present } from '../../core/present.ts';
import { arns } from '../names.ts';
import { AwsError, type Call, escapeXml, type Service, type WireAnswer, type WireRequest } from '../wire.ts';
import type { ObjectVersion, S3Control } from './objects.ts';

const KEY_BYTES = 1024;
const LIST_MAX = 1000;
const METADATA = 'x-amz-meta-';

type Place = Readonly<{ bucket: string; key: string }>;
type Operation = Readonly<{
  name: string;
  action: string;
  run: (place: Place, request: WireRequest) => WireAnswer;
}>;

export const createS3Requests = (control: S3Control): Service => {
  const operations: Readonly<Record<string, Operation>> = {
    PUT: { name: 'PutObject', action: 's3:PutObject', run: (place, request) => put(control, place, request) },
    GET: {
      name: 'GetObject',
      action: 's3:GetObject',
      run: (place, request) => answerWith(existing(control, place, request), true),
    },
    HEAD: {
      name: 'HeadObject',
      action: 's3:GetObject',
      run: (place, request) => head(control, place, request),
    },
    DELETE: {
      name: 'DeleteObject',
      action: 's3:DeleteObject',
      run: (place, request) => remove(control, place, request),
    },
  };
  const understand = (request: WireRequest): Call => {
    const place = placeOf(request);
    if (place.key === '' && request.method === 'GET') {
      const needs = [{ action: 's3:ListBucket', resource: arns.bucket(place.bucket) }];
      return { operation: 'ListObjectsV2', needs, run: () => list(control, place.bucket, request) };
    }
    const operation = operations[request.method];
    if (operation === undefined || place.key === '')
      throw new AwsError(
        'NotImplemented',
        `The S3 stand-in does not know ${request.method} ${request.path}.`,
        501,
      );
    refuseWhatWeLack(request);
    // There are many keys, so roles name only the first part of the key.
    const folder = place.key.includes('/') ? `${place.key.slice(0, place.key.indexOf('/'))}/*` : place.key;
    const needs = [{ action: operation.action, resource: `${arns.bucket(place.bucket)}/${folder}` }];
    return { operation: operation.name, needs, run: () => operation.run(place, request) };
  };
  return {
    name: 's3',
    understand,
    refuse,
    throttled: () => new AwsError('SlowDown', 'Please reduce your request rate (injected fault).', 503),
    failed: () => new AwsError('InternalError', 'We encountered an internal error (injected fault).', 500),
  };
};

const placeOf = ({ host, path }: WireRequest): Place => {
  const decoded = decodeURIComponent(path.slice(1));
  const inHost = /^([a-z0-9.-]+)\.s3[.-]/.exec(host)?.[1];
  if (inHost !== undefined) return { bucket: inHost, key: decoded };
  const slash = decoded.indexOf('/');
  return slash < 0
    ? { bucket: decoded, key: '' }
    : { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
};

const refuseWhatWeLack = ({ headers, query }: WireRequest): void => {
  const lacking = ['range', 'x-amz-copy-source'].filter((name) => headers[name] !== undefined);
  if (headers['content-encoding']?.includes('aws-chunked') === true)
    lacking.push('streamed bodies (give a string or bytes)');
  lacking.push(...['uploads', 'uploadId', 'tagging', 'acl'].filter((name) => query[name] !== undefined));
  if (lacking.length > 0)
    throw new AwsError('NotImplemented', `The S3 stand-in lacks: ${lacking.join(', ')}.`, 501);
};

const put = (control: S3Control, { bucket, key }: Place, { headers, body }: WireRequest): WireAnswer => {
  if (Buffer.byteLength(key) > KEY_BYTES)
    throw new AwsError('KeyTooLongError', `Your key is too long: at most ${KEY_BYTES} bytes.`);
  const before = control.get(bucket, key);
  const lost =
    (headers['if-none-match'] === '*' && before !== undefined) ||
    (headers['if-match'] !== undefined && headers['if-match'] !== before?.etag);
  if (lost)
    throw new AwsError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  const metadata = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(METADATA) ? [[name.slice(METADATA.length), value]] : [],
    ),
  );
  const contentType = headers['content-type'];
  const version = control.put(present({ bucket, key, body: Buffer.from(body), metadata, contentType }));
  return { status: 200, headers: { etag: version.etag, ...versionHeader(version) }, body: '' };
};

const existing = (
  control: S3Control,
  { bucket, key }: Place,
  { query, headers }: WireRequest,
): ObjectVersion => {
  const version = control.get(bucket, key, query['versionId']);
  if (version === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (headers['if-none-match'] === version.etag) throw new AwsError('NotModified', '', 304);
  return version;
};

/** An answer to HEAD has no body, so its error has no code. */
const head = (control: S3Control, place: Place, request: WireRequest): WireAnswer => {
  if (control.get(place.bucket, place.key, request.query['versionId']) === undefined)
    throw new AwsError('NotFound', 'Not Found', 404);
  return answerWith(existing(control, place, request), false);
};

const answerWith = (version: ObjectVersion, withBody: boolean): WireAnswer => ({
  status: 200,
  headers: {
    'content-type': version.contentType,
    'content-length': String(version.size),
    'last-modified': new Date(version.modifiedAt).toUTCString(),
    etag: version.etag,
    ...versionHeader(version),
    ...Object.fromEntries(Object.entries(version.metadata).map(([name, value]) => [METADATA + name, value])),
  },
  body: withBody ? version.body : '',
});

const remove = (control: S3Control, { bucket, key }: Place, { query }: WireRequest): WireAnswer => {
  if (query['versionId'] !== undefined)
    throw new AwsError('NotImplemented', 'The S3 stand-in does not delete single versions.', 501);
  const marker = control.remove(bucket, key);
  return {
    status: 204,
    headers: marker === undefined ? {} : { 'x-amz-delete-marker': 'true', ...versionHeader(marker) },
    body: '',
  };
};

const versionHeader = ({ versionId }: ObjectVersion): Record<string, string> =>
  versionId === 'null' ? {} : { 'x-amz-version-id': versionId };

const list = (control: S3Control, bucket: string, { query }: WireRequest): WireAnswer => {
  if (query['list-type'] !== '2' || query['delimiter'] !== undefined)
    throw new AwsError(
      'NotImplemented',
      'The S3 stand-in lists by ListObjectsV2 without delimiter only.',
      501,
    );
  const prefix = query['prefix'] ?? '';
  const max = Math.min(Number(query['max-keys'] ?? LIST_MAX), LIST_MAX);
  const from = query['continuation-token'] ?? query['start-after'] ?? '';
  const all = control
    .list(bucket, prefix)
    .filter(({ key }) => from === '' || Buffer.compare(Buffer.from(key), Buffer.from(from)) > 0);
  const page = all.slice(0, max);
  const more = all.length > page.length;
  const encode = query['encoding-type'] === 'url' ? encodeURIComponent : escapeXml;
  const contents = page.map(
    (version) =>
      `<Contents><Key>${encode(version.key)}</Key><LastModified>${new Date(version.modifiedAt).toISOString()}</LastModified><ETag>${escapeXml(version.etag)}</ETag><Size>${version.size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const next = more
    ? `<NextContinuationToken>${escapeXml(page.at(-1)?.key ?? '')}</NextContinuationToken>`
    : '';
  const head = `<Name>${escapeXml(bucket)}</Name><Prefix>${encode(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${max}</MaxKeys><IsTruncated>${more}</IsTruncated>`;
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}${next}${contents.join('')}</ListBucketResult>`,
  );
};

const refuse = (error: AwsError): WireAnswer =>
  error.status === 304
    ? { status: 304, headers: {}, body: '' }
    : xml(
        error.status,
        `<Error><Code>${error.name}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
      );

const xml = (status: number, content: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
});
