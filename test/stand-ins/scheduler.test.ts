/** The Scheduler stand-in, asked through the real client. */

import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { MINUTE, START, startWorld, type World } from './support.ts';

let world: World;
let client: SchedulerClient;

beforeEach(async () => {
  world = await startWorld();
  client = new SchedulerClient(world.config);
});
afterEach(() => world.standIns.close());

const schedule = (
  Name: string,
  expression: string,
  more: Partial<CreateScheduleCommandInput> = {},
): CreateScheduleCommandInput => ({
  Name,
  GroupName: LOCAL.scheduleGroup,
  ScheduleExpression: expression,
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: arns.queue('input.fifo'),
    RoleArn: arns.scheduleRole,
    Input: `{"timer":"${Name}"}`,
    SqsParameters: { MessageGroupId: 'profile-1' },
  },
  ...more,
});
const create = (...args: Parameters<typeof schedule>) =>
  client.send(new CreateScheduleCommand(schedule(...args)));
const find = (Name: string) => client.send(new GetScheduleCommand({ Name, GroupName: LOCAL.scheduleGroup }));
const queued = () =>
  world.standIns.sqs
    .queue('input.fifo')
    .peek()
    .map(({ body, groupId }) => ({ body, groupId }));

describe('firing', () => {
  test('puts the input into the group of the queue at the minute given, and deletes the schedule', async () => {
    await create('t1', 'at(2026-11-20T19:00:00)');
    expect(world.standIns.nextDue()).toBe(START + 60 * MINUTE);
    world.clock.moveTo(START + 60 * MINUTE - 1);
    expect(world.standIns.scheduler.fireDue()).toBe(0);
    world.clock.moveTo(START + 60 * MINUTE);
    expect(world.standIns.scheduler.fireDue()).toBe(1);
    expect(queued()).toEqual([{ body: '{"timer":"t1"}', groupId: 'profile-1' }]);
    await expect(find('t1')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(world.standIns.scheduler.fireDue()).toBe(0);
  });

  test('knows time zones, across the change to summer time', async () => {
    await create('berlin', 'at(2027-03-29T04:30:00)', { ScheduleExpressionTimezone: 'Europe/Berlin' });
    expect(world.standIns.scheduler.nextDue()).toBe(Date.parse('2027-03-29T02:30:00Z'));
  });

  test('leaves equal inputs to the content-based deduplication of the queue', async () => {
    const same = {
      Target: {
        ...schedule('x', '').Target,
        Arn: arns.queue('input.fifo'),
        RoleArn: arns.scheduleRole,
        Input: 'same',
      },
    };
    await create('t1', 'at(2026-11-20T19:00:00)', same);
    await create('t2', 'at(2026-11-20T19:00:00)', same);
    world.clock.moveTo(START + 60 * MINUTE);
    expect(world.standIns.scheduler.fireDue()).toBe(2);
    expect(queued()).toHaveLength(1);
  });
});

describe('names and times', () => {
  test('the same name again is a conflict; deleting what has gone is not found', async () => {
    await create('t1', 'at(2026-11-20T19:00:00)');
    await expect(create('t1', 'at(2026-11-20T19:00:00)')).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    const remove = () =>
      client.send(new DeleteScheduleCommand({ Name: 't1', GroupName: LOCAL.scheduleGroup }));
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    expect(world.standIns.nextDue()).toBeUndefined();
  });

  test('the same call again, as the SDK repeats it, is no conflict', async () => {
    const command = { ...schedule('t1', 'at(2026-11-20T19:00:00)'), ClientToken: 'token-1' };
    await client.send(new CreateScheduleCommand(command));
    await expect(client.send(new CreateScheduleCommand(command))).resolves.toMatchObject({
      ScheduleArn: arns.schedule(LOCAL.scheduleGroup, 't1'),
    });
  });

  test('a time that has passed is refused and counted', async () => {
    await expect(create('t1', 'at(2026-11-20T17:59:00)')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('has passed'),
    });
    expect(world.standIns.scheduler.pastRequests()).toBe(1);
    await create('t2', 'at(2026-11-20T18:00:00)');
    expect(world.standIns.scheduler.pastRequests()).toBe(1);
  });

  test.each([
    ['a name with a colon', 'timer:1', 'at(2026-11-20T19:00:00)', {}],
    ['a name of 65 characters', 'x'.repeat(65), 'at(2026-11-20T19:00:00)', {}],
    ['a rate', 't', 'rate(1 hour)', {}],
    ['a day that does not exist', 't', 'at(2026-02-30T19:00:00)', {}],
    [
      'a time zone that does not exist',
      't',
      'at(2026-11-20T19:00:00)',
      { ScheduleExpressionTimezone: 'Europe/Nowhere' },
    ],
    [
      'a FIFO queue without group',
      't',
      'at(2026-11-20T19:00:00)',
      { Target: { Arn: arns.queue('input.fifo'), RoleArn: arns.scheduleRole, Input: 'x' } },
    ],
    [
      'a role that is none',
      't',
      'at(2026-11-20T19:00:00)',
      { Target: { Arn: arns.queue('outbox'), RoleArn: 'nobody', Input: 'x' } },
    ],
  ])('%s is refused', async (_what, name, expression, more) => {
    await expect(create(name, expression, more)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('a group must be made before it is used', async () => {
    const other = { GroupName: 'other' };
    await expect(create('t1', 'at(2026-11-20T19:00:00)', other)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await client.send(new CreateScheduleGroupCommand({ Name: 'other' }));
    await create('t1', 'at(2026-11-20T19:00:00)', other);
  });

  test('an update replaces all, and a list comes in pages', async () => {
    for (const name of ['a', 'b', 'c']) await create(name, 'at(2026-11-20T19:00:00)');
    await client.send(
      new UpdateScheduleCommand(schedule('b', 'at(2026-11-20T20:00:00)', { ActionAfterCompletion: 'NONE' })),
    );
    const found = await find('b');
    expect(found).toMatchObject({
      ScheduleExpression: 'at(2026-11-20T20:00:00)',
      ActionAfterCompletion: 'NONE',
      CreationDate: new Date(START),
    });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListSchedules(
      { client, pageSize: 2 },
      { GroupName: LOCAL.scheduleGroup },
    )) {
      names.push(...(page.Schedules ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(['a', 'b', 'c']);
  });
});
