/** A config bucket and a table in memory behind the real SDK clients, for tests of publishing. */

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { present } from '../../core/present.ts';
import { mockedClient } from './mocked-client.ts';

export type ConfigCloud = {
  /** Key to text. */
  readonly objects: Map<string, string>;
  /** Key to bytes that are no UTF-8, instead of the text. */
  readonly bytes: Map<string, Uint8Array>;
  controls:
    | Readonly<{
        seq: number;
        sending: string;
        paused: readonly string[];
        shop?: Readonly<Record<string, string>>;
      }>
    | undefined;
  /** Called before the pointer moves, so that a test can let another publish come first. */
  beforeMove: () => void;
} & Readonly<ReturnType<typeof mockedAws>>;

const mockedAws = () => ({ s3: mockedClient(S3Client), dynamo: mockedClient(DynamoDBDocumentClient) });

export const freshCloud = (content: Readonly<Record<string, string>>): ConfigCloud => {
  const objects = new Map(Object.entries(content).map(([path, text]) => [`content/${path}`, text]));
  const cloud: ConfigCloud = {
    objects,
    bytes: new Map(),
    controls: undefined,
    beforeMove: () => {},
    ...mockedAws(),
  };
  bucketOf(cloud);
  tableOf(cloud);
  return cloud;
};

const bucketOf = ({ objects, bytes, s3 }: ConfigCloud): void => {
  s3.on(ListObjectsV2Command).callsFake(
    ({ Prefix = '', ContinuationToken }: { Prefix?: string; ContinuationToken?: string }) => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix)).toSorted();
      const start = Number(ContinuationToken ?? 0);
      const page = keys.slice(start, start + PAGE);
      const more = start + PAGE < keys.length;
      return present({
        Contents: page.map((Key) => ({ Key, Size: objects.get(Key)?.length })),
        IsTruncated: more,
        NextContinuationToken: more ? String(start + PAGE) : undefined,
      });
    },
  );
  s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => {
    const text = objects.get(Key);
    if (text === undefined) throw new NoSuchKey({ message: 'gone', $metadata: {} });
    return {
      Body: {
        transformToString: async () => text,
        transformToByteArray: async () => bytes.get(Key) ?? Buffer.from(text),
      },
    };
  });
  s3.on(PutObjectCommand).callsFake(
    ({ Key, Body, IfNoneMatch }: { Key: string; Body: string; IfNoneMatch?: string }) => {
      if (IfNoneMatch === '*' && objects.has(Key))
        throw new S3ServiceException({
          name: 'PreconditionFailed',
          $fault: 'client',
          $metadata: { httpStatusCode: 412 },
        });
      objects.set(Key, Body);
      return {};
    },
  );
};

/** Small, so that every test with a folder sees more than one page. */
const PAGE = 4;

const tableOf = (cloud: ConfigCloud): void => {
  const { dynamo } = cloud;
  dynamo.on(GetCommand).callsFake(() => ({ Item: cloud.controls }));
  dynamo
    .on(QueryCommand)
    .callsFake(
      ({ ExpressionAttributeValues }: { ExpressionAttributeValues: Readonly<{ ':shard': string }> }) =>
        ExpressionAttributeValues[':shard'].endsWith('0')
          ? { Items: [{ waiting: 'sample/wait' }, { waiting: 'sample/wait' }] }
          : { Items: [] },
    );
  dynamo.on(UpdateCommand).callsFake(({ ExpressionAttributeValues = {} }: UpdateCommandInput) => {
    cloud.beforeMove();
    const {
      ':seq': seq,
      ':sending': sending,
      ':paused': paused,
      ':shop': shop,
      ':from': from,
    } = ExpressionAttributeValues;
    if (cloud.controls?.seq !== from)
      throw new ConditionalCheckFailedException({ message: 'lost', $metadata: {} });
    cloud.controls = { ...cloud.controls, seq, sending, paused, ...(shop && { shop }) };
    return {};
  });
};
