/** Timers in EventBridge Scheduler: what is asked of it, and that asking twice is asking once. */
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTimers } from '../../../adapters/queues/timers.ts';
import { mockedClient } from '../../support/mocked-client.ts';

const input = {
  kind: 'timer',
  inputId: 'timer-1',
  profileId: '1jette',
  receivedAt: 1,
  timerId: 'timer-1',
  entryId: 'entry-1',
} as const;
const AT = Date.parse('2026-11-20T19:00:00.900+01:00');
const refused = { message: 'refused', Message: 'refused', $metadata: {} };

let scheduler: ReturnType<typeof mockedClient>;
beforeEach(() => {
  scheduler = mockedClient(SchedulerClient);
});

const timers = () =>
  createTimers({
    client: new SchedulerClient({ region: 'eu-central-1' }),
    group: 'timers',
    roleArn: 'arn:role',
    queueArn: 'arn:inputs',
    deadLetterArn: 'arn:dead',
    correlationId: () => 'request-1',
  });

describe('a timer', () => {
  it('fires once, at the second in UTC, into the group of its customer, and is gone afterwards', async () => {
    await timers().arm(input, AT);
    expect(scheduler.commandCalls(CreateScheduleCommand)[0]?.args[0].input).toEqual({
      Name: 'timer-1',
      GroupName: 'timers',
      ScheduleExpression: 'at(2026-11-20T18:00:00)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: 'arn:inputs',
        RoleArn: 'arn:role',
        Input: JSON.stringify({ ...input, correlationId: 'request-1' }),
        SqsParameters: { MessageGroupId: '1jette' },
        DeadLetterConfig: { Arn: 'arn:dead' },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  it('that is armed already, or gone, is as it should be', async () => {
    scheduler.on(CreateScheduleCommand).rejects(new ConflictException(refused));
    scheduler.on(DeleteScheduleCommand).rejects(new ResourceNotFoundException(refused));
    await timers().arm(input, AT);
    await timers().cancel('timer-1');
    expect(scheduler.commandCalls(DeleteScheduleCommand)[0]?.args[0].input).toEqual({
      Name: 'timer-1',
      GroupName: 'timers',
    });
  });

  it('that cannot be armed or cancelled for another reason fails, so that the input is tried again', async () => {
    scheduler.on(CreateScheduleCommand).rejects(new ResourceNotFoundException(refused));
    scheduler.on(DeleteScheduleCommand).rejects(new ConflictException(refused));
    await expect(timers().arm(input, AT)).rejects.toThrow('refused');
    await expect(timers().cancel('timer-1')).rejects.toThrow('refused');
  });
});
