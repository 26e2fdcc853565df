/**
 * Compares the calls that the functions really make with the roles that the cloud gives them, in both
 * directions.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '../../stand-ins/record.ts';
import { startSystem } from '../support/local-system.ts';
import { tour, withCoupons } from '../support/tour.ts';
import { shortName, statementsOf, synthesize } from './synthesized.ts';

type Grant = Readonly<{ fn: string; action: string; resource: string }>;

/** The resource of an ARN, whether it is spelled with local names or with exports of the template. */
const kindOf = (arn: string): string => {
  const path =
    /\/(inputs|quarantine|mentions|exports|programs|content|catalogue|reviews|imports-next|imports)\/[^>]*$/.exec(
      arn,
    )?.[1];
  const known = KINDS.find(([pattern]) => pattern.test(arn));
  return [known?.[1] ?? arn, ...(path ? [path] : [])].join('/');
};

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/DeadLetters|dlq/, 'dead letters'],
  [/Logs[0-9A-F]*\.Arn|log-group/, 'logs'],
  [/index\/due/, 'due index'],
  [/FnGetAttTable|:table\//, 'table'],
  [/FnGetAttInputs|:input\.fifo/, 'inputs'],
  [/OutboxWhatsapp|outbox-whatsapp/, 'whatsapp outbox'],
  [/FnGetAttOutbox|:outbox$/, 'outbox'],
  [/FnGetAttCalls|:calls$/, 'calls'],
  [/WriteKeys|secret:write-keys/, 'write keys'],
  [/CallSecrets|secret:call-secrets/, 'call secrets'],
  [/RawBucket|:::raw/, 'raw bucket'],
  [/ConfigBucket|:::config/, 'config bucket'],
  [/TimersRole|role\/schedule/, 'timers role'],
  [/:schedule\//, 'timers'],
  [/RefKeys|secret:keys/, 'keys'],
  [/WebhookSecrets|secret:webhooks/, 'webhook secrets'],
  [/BearerTokens|secret:bearer-tokens/, 'bearer tokens'],
  [/PrivacySecrets|secret:privacy-secrets/, 'privacy secrets'],
  [/ShopCredentials|secret:shop-credentials/, 'shop credentials'],
  [/configuration-set/, 'configuration set'],
  [/:identity\//, 'mail identity'],
  [/phone-number-id/, 'whatsapp number'],
];

const cloud = synthesize();
const granted: readonly Grant[] = cloud.ofType('AWS::Lambda::Function').flatMap((resource) => {
  const fn = shortName(resource);
  return statementsOf(cloud, `shop-dev-${fn}`).flatMap((statement) =>
    statement.Action.flatMap((action) =>
      statement.Resource.map((arn) => ({ fn, action, resource: kindOf(arn) })),
    ),
  );
});

let recorded: readonly Grant[];
let close: () => Promise<void>;

beforeAll(async () => {
  const content = withCoupons();
  const system = await startSystem('2026-11-20T08:00:00Z', { contentFolder: content.folder });
  close = async () => {
    await system.close();
    content.remove();
  };
  await tour(system);
  recorded = system.standIns
    .recorded()
    .filter((permission: Permission) => permission.function !== 'scheduler')
    .map((permission: Permission) => ({
      fn: permission.function,
      action: permission.action,
      resource: kindOf(permission.resource),
    }));
});
afterAll(() => close());

/** Calls that are allowed and never recorded, each with its reason. */
const REASONS: readonly (readonly [Partial<Grant>, string])[] = [
  [{ resource: 'logs' }, 'the Lambda service writes the logs'],
  [{ resource: 'dead letters' }, 'the Lambda service puts away what a function gave up on'],
  [{ fn: 'redrive', action: 'sqs:SendMessage' }, 'nothing of the tour ends in a dead-letter queue'],
  [{ fn: 'redrive', action: 'dynamodb:DeleteItem' }, 'nobody of the tour is held, so nobody is released'],
  [
    { fn: 'publish-program', action: 'sqs:SendMessage' },
    'begins the walk that meets everybody, which only flows that time alone starts need',
  ],
  [
    { fn: 'import-catalogue', action: 'dynamodb:GetItem' },
    'a product that a webhook changes in the very moment',
  ],
  [
    { fn: 'import-catalogue', action: 'sqs:SendMessage' },
    'news of a product for those who wait for it, which only flows about the catalogue need',
  ],
  [
    { fn: 'import-catalogue', resource: 'config bucket/programs' },
    'asks whether such a flow is there, where a feed brings news',
  ],
  [{ fn: 'import-catalogue', action: 's3:ListBucket' }, 'tells that a file is gone, which the tour keeps'],
  [{ fn: 'import-history', action: 's3:ListBucket' }, 'tells that a file is gone, which the tour keeps'],
  [
    { fn: 'import-history', action: 'dynamodb:GetItem' },
    'asks which shops are known, for a file of a platform whose shops count from 1',
  ],
  [
    { fn: 'import-history', resource: 'config bucket/imports-next' },
    'asks for the next invocation, and a file of the tour is read in one',
  ],
  [
    { resource: 'shop credentials' },
    "what opens the shops' own APIs, which only codes need that are made there; the tour draws from a list",
  ],
  [
    { fn: 'call-webhook', resource: 'calls', action: 'sqs:SendMessage' },
    'a call that is tried again, which the tour has none of',
  ],
  [{ fn: 'reconcile' }, 'runs only where the deployment switches it on; its own test makes its calls'],
  [{ fn: 'seed-content' }, 'runs only at the first deploy of a stack'],
  [
    { fn: 'advance', action: 's3:PutObject' },
    'an absorbed state or forwarded input over the size of a message, which no customer of the tour reaches',
  ],
  [
    { fn: 'privacy', action: 's3:PutObject' },
    'an export too large to be answered, which no customer of the tour has',
  ],
  [
    { fn: 'send-whatsapp', resource: 'webhook secrets' },
    "the access token, which only Meta's own Cloud API needs, and the tour goes through AWS",
  ],
  [
    { fn: 'send-whatsapp', action: 'dynamodb:Query' },
    'a code of a list, which the tour draws for mails only',
  ],
  [
    { fn: 'send-whatsapp', action: 'dynamodb:DeleteItem' },
    'the end of a list of codes, which the tour reaches with mails only',
  ],
  [{ fn: 'replay-quarantine', action: 's3:PutObject' }, 'a replayed payload over the size of a message'],
  [
    { fn: 'replay-quarantine', action: 's3:DeleteObject' },
    'a payload that is understood only after a change of the code',
  ],
  [
    { fn: 'replay-quarantine', action: 'sqs:SendMessage' },
    'a payload that is understood only after a change of the code',
  ],
];

const fits = (grant: Grant, wanted: Partial<Grant>): boolean =>
  Object.entries(wanted).every(([key, value]) => grant[key as keyof Grant] === value);
const covers = (allowed: Grant, { fn, action, resource }: Grant): boolean =>
  allowed.fn === fn && allowed.action === action && allowed.resource === resource;

describe('what the functions call', () => {
  it('is allowed by the role of the function that calls, every bit of it', () => {
    expect(recorded.length).toBeGreaterThan(30);
    expect(recorded.filter((call) => !granted.some((allowed) => covers(allowed, call)))).toEqual([]);
  });

  it('is all that the roles allow, but for what has a reason', () => {
    const unused = granted.filter((allowed) => !recorded.some((call) => covers(allowed, call)));
    expect(unused.filter((allowed) => !REASONS.some(([wanted]) => fits(allowed, wanted)))).toEqual([]);
  });

  it('has no reason for something that is not allowed at all', () => {
    expect(REASONS.filter(([wanted]) => !granted.some((allowed) => fits(allowed, wanted)))).toEqual([]);
  });
});
