/** Checks a schedule as EventBridge Scheduler does, for the one kind that we use: `at(...)` into a queue. */
import { Temporal } from 'temporal-polyfill';
import { queueNameOf } from '../names.ts';
import { AwsError } from '../wire.ts';

const INPUT_BYTES = 256 * 1024;
const MAX_EVENT_AGE_SECONDS = [60, 86_400] as const;
const MAX_RETRIES = 185;
const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;

export type ScheduleInput = Readonly<{
  GroupName?: string;
  ScheduleExpression: string;
  ScheduleExpressionTimezone?: string;
  FlexibleTimeWindow: Readonly<{ Mode: string; MaximumWindowInMinutes?: number }>;
  ActionAfterCompletion?: string;
  State?: string;
  ClientToken?: string;
  Target: Readonly<{
    Arn: string;
    RoleArn: string;
    Input?: string;
    SqsParameters?: Readonly<{ MessageGroupId?: string }>;
    RetryPolicy?: Readonly<{ MaximumEventAgeInSeconds?: number; MaximumRetryAttempts?: number }>;
    DeadLetterConfig?: Readonly<{ Arn?: string }>;
  }>;
}>;

export const checkSchedule = (name: string, input: ScheduleInput): { at: number; group: string } => {
  const group = input.GroupName ?? 'default';
  checkName(name, 'name');
  checkName(group, 'groupName');
  checkWindow(input);
  checkTarget(input);
  if (!['NONE', 'DELETE', undefined].includes(input.ActionAfterCompletion))
    throw invalid(`actionAfterCompletion is ${input.ActionAfterCompletion}; allowed: NONE, DELETE.`);
  return { at: timeOf(input), group };
};

export const checkName = (name: string, field: string): void => {
  if (!NAME.test(name))
    throw invalid(`Value '${name}' at '${field}' failed to satisfy constraint: 1 to 64 of 0-9 a-z A-Z - _ .`);
};

const checkWindow = ({ FlexibleTimeWindow }: ScheduleInput): void => {
  if (FlexibleTimeWindow?.Mode === 'OFF') return;
  const minutes = FlexibleTimeWindow?.MaximumWindowInMinutes ?? 0;
  if (FlexibleTimeWindow?.Mode !== 'FLEXIBLE' || minutes < 1 || minutes > 1440) {
    throw invalid(
      'flexibleTimeWindow is needed: { Mode: OFF } or { Mode: FLEXIBLE, MaximumWindowInMinutes: 1 to 1440 }.',
    );
  }
};

const timeOf = ({ ScheduleExpression, ScheduleExpressionTimezone = 'UTC' }: ScheduleInput): number => {
  const text = AT.exec(ScheduleExpression ?? '')?.[1];
  if (text === undefined)
    throw invalid(
      `Invalid Schedule Expression ${ScheduleExpression}. The stand-in takes at(yyyy-mm-ddThh:mm:ss) only.`,
    );
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(
      ScheduleExpressionTimezone,
    ).epochMilliseconds;
  } catch {
    throw invalid(
      `Invalid Schedule Expression ${ScheduleExpression}: no such date, time or time zone (${ScheduleExpressionTimezone}).`,
    );
  }
};

const checkTarget = ({ Target }: ScheduleInput): void => {
  const { Arn = '', RoleArn = '', Input = '', DeadLetterConfig, RetryPolicy } = Target ?? {};
  if (!/^arn:aws:sqs:[^:]+:\d{12}:[\w-]+(\.fifo)?$/.test(Arn))
    throw invalid(`Provided Arn is not in correct format or no queue: ${Arn}.`);
  if (!/^arn:aws:iam::\d{12}:role\/.+/.test(RoleArn))
    throw invalid(`Provided RoleArn is not in correct format: ${RoleArn}.`);
  if (Buffer.byteLength(Input) > INPUT_BYTES)
    throw invalid(`Target.Input is larger than ${INPUT_BYTES} bytes.`);
  if (DeadLetterConfig?.Arn?.endsWith('.fifo') === true)
    throw invalid('The dead-letter queue of a schedule must be a standard queue.');
  checkGroup(Target);
  checkRetries(RetryPolicy);
};

const checkGroup = ({ Arn, SqsParameters }: ScheduleInput['Target']): void => {
  const length = SqsParameters?.MessageGroupId?.length ?? 0;
  if (queueNameOf(Arn).endsWith('.fifo') && (length < 1 || length > 128)) {
    throw invalid('Target.SqsParameters.MessageGroupId is needed for a FIFO queue: 1 to 128 characters.');
  }
};

const checkRetries = (policy: ScheduleInput['Target']['RetryPolicy']): void => {
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = policy ?? {};
  const [least, most] = MAX_EVENT_AGE_SECONDS;
  if (age !== undefined && (age < least || age > most))
    throw invalid(`MaximumEventAgeInSeconds is ${age}; allowed: ${least} to ${most}.`);
  if (attempts !== undefined && (attempts < 0 || attempts > MAX_RETRIES))
    throw invalid(`MaximumRetryAttempts is ${attempts}; allowed: 0 to ${MAX_RETRIES}.`);
};

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
