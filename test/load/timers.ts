/**
 * Timers that all fire in one minute, through Scheduler, the input queue and the event source, with a
 * consumer that only counts.
 */

import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createTimers } from '../../adapters/queues/timers.ts';
import { timerInput } from '../../core/state/timer-input.ts';
import { createEventSources } from '../../local/event-sources.ts';
import { arns, LOCAL, REGION } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START } from '../support/aws.ts';

const HOUR_MS = 60 * 60_000;
const ARMED_AT_ONCE = 50;

/** Each must arrive exactly once, at its time. */
export const timerFlood = async (count: number): Promise<readonly string[]> => {
  const aws = await createTestAws();
  const due = TEST_START + HOUR_MS;
  const timers = createTimers({
    client: new SchedulerClient({ requestHandler: aws.standIns.requestHandler, region: REGION }),
    group: LOCAL.scheduleGroup,
    roleArn: arns.scheduleRole,
    queueArn: arns.queue(LOCAL.inputQueue),
    deadLetterArn: arns.queue(LOCAL.schedulerDeadLetters),
  });
  const arm = (index: number) =>
    timers.arm(timerInput({ timerId: `t${index}`, profileId: `1p${index}`, entryId: 'e', at: due }), due);
  for (let from = 0; from < count; from += ARMED_AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(ARMED_AT_ONCE, count - from) }, (_, offset) => arm(from + offset)),
    );
  const seen = new Map<string, number>();
  const sources = createEventSources({
    standIns: aws.standIns,
    clock: aws.clock,
    functions: {
      advance: async ({ Records }) => {
        for (const { attributes } of Records) seen.set(attributes.MessageGroupId ?? '', aws.clock.now());
        return { batchItemFailures: [] };
      },
      'send-email': async () => ({ batchItemFailures: [] }),
    },
  });
  await sources.moveTo(due + HOUR_MS);
  await aws.close();
  const late = [...seen.values()].filter((at) => at !== due).length;
  return [
    ...(seen.size === count ? [] : [`${count} timers were due and ${seen.size} arrived`]),
    ...(late === 0 ? [] : [`${late} timers arrived at another time than theirs`]),
  ];
};
