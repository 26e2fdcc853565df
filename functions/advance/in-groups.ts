/**
 * The order in which inputs are handled: one after the other within a group. A failure returns that input and
 * all behind it to the queue, and stops no other customer's inputs.
 */
import type { SQSRecord } from 'aws-lambda';
import type { Order } from '../../runtime/stack.ts';

export const inGroups: Order = async (records, isDone) => {
  const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  const left = await Promise.all([...groups.values()].map((group) => leftOf(group, isDone)));
  return left.flat();
};

const leftOf = async (
  group: readonly SQSRecord[],
  isDone: (record: SQSRecord) => Promise<boolean>,
): Promise<readonly SQSRecord[]> => {
  for (const [index, record] of group.entries()) if (!(await isDone(record))) return group.slice(index);
  return [];
};
