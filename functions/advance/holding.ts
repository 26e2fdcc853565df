/** An input that failed before holds its customer's marketing until it is applied (rule 6). handler → [this] → process-input */
import type { SQSRecord } from 'aws-lambda';
import { inputNameOf, isRedriven } from '../../adapters/redriven.ts';
import type { AdvanceDeps } from './deps.ts';

/**
 * The hold is written before the input is tried again, because the trial may kill the process: an input that ends in the dead-letter queue has
 * been tried again before. It is lifted once the input is applied; where lifting fails, the queue brings the input once more, which then only lifts.
 */
export const holding = async ({ holds, now }: AdvanceDeps, record: SQSRecord, work: () => Promise<void>): Promise<void> => {
  const { ApproximateReceiveCount: receives = '1', MessageGroupId: group, MessageDeduplicationId: id } = record.attributes;
  if (group === undefined || id === undefined) return work();
  const failedBefore = Number(receives) > 1;
  if (failedBefore) await holds.add(group, inputNameOf(id), now());
  await work();
  if (failedBefore || isRedriven(id)) await holds.lift(group, inputNameOf(id));
};
