/** The REST interface of the Scheduler stand-in. */
import { present } from '../../core/present.ts';
import { arns } from '../names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonOf,
  restJsonError,
  type Service,
  type WireRequest,
} from '../wire.ts';
import { checkName, checkSchedule, invalid, type ScheduleInput } from './schedule-input.ts';
import type { Schedule, Schedules } from './schedules.ts';

const LIST_MAX = 100;

type Route = Readonly<{
  operation: string;
  method: string;
  path: RegExp;
  run: (request: WireRequest, name: string) => unknown;
  resource: (request: WireRequest, name: string) => string;
}>;

export const createScheduleRoutes = (schedules: Schedules): Service => {
  const existing = (group: string, name: string): Schedule => {
    const schedule = schedules.get(group, name);
    if (schedule === undefined) throw missing(`Schedule ${name} does not exist.`);
    return schedule;
  };
  const put = (name: string, input: ScheduleInput): unknown => {
    if (!schedules.groups.has(input.GroupName ?? 'default'))
      throw missing(`Schedule group ${input.GroupName} does not exist.`);
    return { ScheduleArn: arns.schedule(input.GroupName ?? 'default', schedules.put(name, input).Name) };
  };
  const create = (request: WireRequest, name: string): unknown => {
    const input = inputOf(request);
    const { group } = checkSchedule(name, input);
    const before = schedules.get(group, name);
    // A retry of one call by the SDK has the same token and is no conflict.
    if (before?.ClientToken !== undefined && before.ClientToken === input.ClientToken)
      return { ScheduleArn: arns.schedule(group, name) };
    if (before !== undefined)
      throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
    return put(name, input);
  };
  const update = (request: WireRequest, name: string): unknown => {
    const input = inputOf(request);
    existing(input.GroupName ?? 'default', name);
    return put(name, input);
  };
  const remove = (request: WireRequest, name: string): unknown => {
    schedules.remove(existing(groupIn(request), name));
    return {};
  };
  const createGroup = (_request: WireRequest, name: string): unknown => {
    checkName(name, 'name');
    if (schedules.groups.has(name))
      throw new AwsError('ConflictException', `Schedule group ${name} already exists.`, 409);
    schedules.addGroup(name);
    return { ScheduleGroupArn: arns.scheduleGroup(name) };
  };
  const ofGroup = (group: (request: WireRequest) => string) => (request: WireRequest) =>
    arns.schedule(group(request), '*');
  const inBody = ofGroup((request) => inputOf(request).GroupName ?? 'default');
  const inQuery = ofGroup(groupIn);
  const one = /^\/schedules\/([^/]+)$/;
  const group = /^\/schedule-groups\/([^/]+)$/;
  const routes: readonly Route[] = [
    { operation: 'CreateSchedule', method: 'POST', path: one, run: create, resource: inBody },
    { operation: 'UpdateSchedule', method: 'PUT', path: one, run: update, resource: inBody },
    {
      operation: 'GetSchedule',
      method: 'GET',
      path: one,
      run: (request, name) => describe(existing(groupIn(request), name)),
      resource: inQuery,
    },
    { operation: 'DeleteSchedule', method: 'DELETE', path: one, run: remove, resource: inQuery },
    {
      operation: 'ListSchedules',
      method: 'GET',
      path: /^\/schedules\/?$/,
      run: (request) => list(schedules.all(), request),
      resource: () => arns.schedule('*', '*'),
    },
    {
      operation: 'CreateScheduleGroup',
      method: 'POST',
      path: group,
      run: createGroup,
      resource: (_request, name) => arns.scheduleGroup(name),
    },
  ];
  return {
    name: 'scheduler',
    understand: (request) => understand(routes, request),
    refuse: restJsonError,
    throttled: () => new AwsError('ThrottlingException', 'Rate exceeded (injected fault).', 429),
    failed: () => new AwsError('InternalServerException', 'Internal server error (injected fault).', 500),
  };
};

const understand = (routes: readonly Route[], request: WireRequest): Call => {
  const route = routes.find(({ method, path }) => method === request.method && path.test(request.path));
  if (route === undefined)
    throw new AwsError(
      'ResourceNotFoundException',
      `The Scheduler stand-in does not know ${request.method} ${request.path}.`,
      404,
    );
  const name = decodeURIComponent(route.path.exec(request.path)?.[1] ?? '');
  const needs = [{ action: `scheduler:${route.operation}`, resource: route.resource(request, name) }];
  const role =
    request.method === 'POST' || request.method === 'PUT' ? inputOf(request).Target?.RoleArn : undefined;
  if (role !== undefined) needs.push({ action: 'iam:PassRole', resource: role });
  return { operation: route.operation, needs, run: () => jsonAnswer(route.run(request, name)) };
};

const inputOf = (request: WireRequest): ScheduleInput => jsonOf(request) as ScheduleInput;
const groupIn = (request: WireRequest): string => request.query['groupName'] ?? 'default';
const missing = (message: string): AwsError => new AwsError('ResourceNotFoundException', message, 404);

/** Dates in REST-JSON are in seconds. */
const describe = ({
  at: _at,
  fireAt: _fireAt,
  fired: _fired,
  ClientToken: _token,
  createdAt,
  changedAt,
  ...schedule
}: Schedule) => ({
  State: 'ENABLED',
  ActionAfterCompletion: 'NONE',
  ScheduleExpressionTimezone: 'UTC',
  ...schedule,
  Arn: arns.schedule(schedule.GroupName, schedule.Name),
  CreationDate: createdAt / 1000,
  LastModificationDate: changedAt / 1000,
});

const list = (all: readonly Schedule[], { query }: WireRequest) => {
  const max = Number(query['MaxResults'] ?? LIST_MAX);
  if (!Number.isInteger(max) || max < 1 || max > LIST_MAX)
    throw invalid(`MaxResults is ${query['MaxResults']}; allowed: 1 to ${LIST_MAX}.`);
  const from = query['NextToken'] ?? '';
  const matching = all
    .filter(
      (schedule) => query['ScheduleGroup'] === undefined || schedule.GroupName === query['ScheduleGroup'],
    )
    .filter((schedule) => schedule.Name.startsWith(query['NamePrefix'] ?? ''))
    .filter((schedule) => `${schedule.GroupName}/${schedule.Name}` > from);
  const page = matching.slice(0, max);
  const last = page.at(-1);
  return present({
    Schedules: page.map((schedule) => {
      const { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target } = describe(schedule);
      return { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target: { Arn: Target.Arn } };
    }),
    NextToken: matching.length > max && last ? `${last.GroupName}/${last.Name}` : undefined,
  });
};
