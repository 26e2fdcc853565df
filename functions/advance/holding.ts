/**
 * Holds a customer's marketing while an input of theirs that failed before is not applied (rule 6). handler →
 * [this] → process-input
 */
import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../../contract/queues.ts';
import { inputNameOf, isRedriven, putBackAs, roundOf } from '../../core/state/redriven.ts';
import type { AdvanceDeps } from './deps.ts';

/**
 * An input that cannot be held goes back to the queue from this delivery on, one before its last: where the
 * process ends before it could put it back, there is another try.
 */
const PUT_BACK_FROM = MAX_RECEIVES - 1;
/**
 * About a day of three deliveries, three minutes apart each. A longer fault needs an operator, and the dead
 * letters raise an alarm.
 */
const ROUNDS_MAX = 160;

/**
 * Writes the hold before the input is tried again, because the attempt may kill the process. Every input that
 * ends in the dead-letter queue has been tried more than once, so it has a hold. The hold is lifted once the
 * input is applied; where lifting fails, the queue delivers the input once more, and that delivery only
 * lifts. Where the hold cannot be written either, because the table is unavailable, the input does not become
 * a dead letter: before its last delivery it is sent to the queue anew.
 */
export const withHold = async (
  deps: AdvanceDeps,
  record: SQSRecord,
  work: () => Promise<void>,
): Promise<void> => {
  const {
    ApproximateReceiveCount: receives = '1',
    MessageGroupId: group,
    MessageDeduplicationId: id = record.messageId,
  } = record.attributes;
  if (group === undefined) return work();
  const failedBefore = Number(receives) > 1 || isRedriven(id);
  if (failedBefore && !(await isHeld(deps, record, { group, id }))) return;
  await work();
  if (failedBefore) await deps.holds.lift(group, inputNameOf(id));
};

/** False: the input went back to the queue, where it will be tried as often again. */
const isHeld = async (
  { holds, putBack, now }: AdvanceDeps,
  record: SQSRecord,
  { group, id }: Readonly<{ group: string; id: string }>,
): Promise<boolean> => {
  try {
    await holds.add(group, inputNameOf(id), now());
    return true;
  } catch (error) {
    const round = roundOf(id) + 1;
    if (Number(record.attributes.ApproximateReceiveCount) < PUT_BACK_FROM || round > ROUNDS_MAX) throw error;
    await putBack(record.body, {
      group,
      deduplicationId: putBackAs(inputNameOf(id), record.messageId, round),
    });
    return false;
  }
};
