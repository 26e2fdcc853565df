/** Publishing writes into the bucket that it reads, and must not wake itself by that. */
import { keyOfNotification, pathInFolder } from '../../adapters/buckets/config-bucket.ts';
import { isOutput } from '../../core/publish/paths.ts';

/**
 * Where the bucket's change comes from: EventBridge (plain key) or an S3 notification (encoded keys). A
 * direct call has neither.
 */
export type PublishEvent = Readonly<{
  detail?: Readonly<{ object?: Readonly<{ key?: string }> }>;
  Records?: readonly Readonly<{ s3: Readonly<{ object: Readonly<{ key: string }> }> }>[];
}>;

/** True where the event tells only of what publishing wrote itself. */
export const isOwnEcho = ({ detail, Records = [] }: PublishEvent): boolean => {
  const key = detail?.object?.key;
  const keys = [
    ...(key === undefined ? [] : [key]),
    ...Records.map((record) => keyOfNotification(record.s3.object.key)),
  ];
  const paths = keys.map(pathInFolder);
  return paths.length > 0 && paths.every((path) => path === undefined || isOutput(path));
};
