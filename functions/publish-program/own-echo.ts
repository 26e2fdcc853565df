/**
 * Recognises the notifications of files that publishing writes itself, so that it does not start itself
 * again.
 */
import { keyOfNotification, pathInFolder } from '../../adapters/buckets/config-bucket.ts';
import { isOutput } from '../../core/publish/paths.ts';

/**
 * A change in the bucket as EventBridge (plain key) or an S3 notification (encoded keys) reports it. A direct
 * call has neither.
 */
export type PublishEvent = Readonly<{
  detail?: Readonly<{ object?: Readonly<{ key?: string }> }>;
  Records?: readonly Readonly<{ s3: Readonly<{ object: Readonly<{ key: string }> }> }>[];
}>;

/** True where the event is only about files that publishing wrote itself. */
export const isOwnEcho = ({ detail, Records = [] }: PublishEvent): boolean => {
  const key = detail?.object?.key;
  const keys = [
    ...(key === undefined ? [] : [key]),
    ...Records.map((record) => keyOfNotification(record.s3.object.key)),
  ];
  const paths = keys.map(pathInFolder);
  return paths.length > 0 && paths.every((path) => path === undefined || isOutput(path));
};
