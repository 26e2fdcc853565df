/**
 * One-off timers in EventBridge Scheduler. Each has a name that is never used again, so arming a timer twice
 * has the effect of arming it once.
 */
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { TimerPayload } from '../../contract/timer.ts';
import type { Timers } from '../../core/ports/timers.ts';
import { present } from '../../core/present.ts';

type Options = Readonly<{
  client: SchedulerClient;
  group: string;
  roleArn: string;
  queueArn: string;
  deadLetterArn: string;
  /** The correlation id of the present work, which the timer carries along. */
  correlationId?: () => string | undefined;
}>;

/** How long Scheduler keeps trying to put a fired timer into the queue (its own maximum, 24 hours). */
const MAX_EVENT_AGE_SECONDS = 86_400;

export const createTimers = ({
  client,
  group,
  roleArn,
  queueArn,
  deadLetterArn,
  correlationId,
}: Options): Timers => ({
  arm: async (input, fireAt) => {
    const payload: TimerPayload = { ...input, ...present({ correlationId: correlationId?.() }) };
    const target = {
      Arn: queueArn,
      RoleArn: roleArn,
      Input: JSON.stringify(payload),
      SqsParameters: { MessageGroupId: input.profileId },
      DeadLetterConfig: { Arn: deadLetterArn },
      RetryPolicy: { MaximumEventAgeInSeconds: MAX_EVENT_AGE_SECONDS, MaximumRetryAttempts: 185 },
    };
    const command = new CreateScheduleCommand({
      Name: input.inputId,
      GroupName: group,
      ScheduleExpression: `at(${new Date(fireAt).toISOString().slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: target,
    });
    await unless(ConflictException, client.send(command));
  },
  cancel: async (timerId) => {
    await unless(
      ResourceNotFoundException,
      client.send(new DeleteScheduleCommand({ Name: timerId, GroupName: group })),
    );
  },
});

/** Ignores the one error that means that the call was made before. */
const unless = async (
  harmless: typeof ConflictException | typeof ResourceNotFoundException,
  call: Promise<unknown>,
): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof harmless)) throw error;
  }
};
