/** A small house with all our rooms, in which each wall is broken once. */

/** The rooms of core in the order in which each may import the earlier ones. */
const CORE = [
  'time',
  'identity',
  'events',
  'state',
  'catalogue',
  'conditions',
  'program',
  'coupons',
  'message',
  'publish',
  'consent',
  'gate',
  'privacy',
  'decide',
  'explain',
  'figures',
] as const;
const ADAPTERS = ['dynamodb', 'buckets', 'queues', 'providers', 'secrets', 'content'] as const;
const TOP = [
  'bin',
  'lib',
  'contract',
  'pages',
  'runtime',
  'sending',
  'doors',
  'platforms',
  'core',
  'local',
  'stand-ins',
  'cli',
  'preview',
  'studio',
  'tracker',
  'test',
] as const;

/** Every room holds a file to be imported. */
export const INSIDE: readonly string[] = [
  ...TOP,
  ...['functions/one', 'functions/two', 'platforms/one', 'platforms/two', 'core/ports'],
  ...CORE.map((room) => `core/${room}`),
  ...ADAPTERS.map((folder) => `adapters/${folder}`),
].map((room) => `${room}/inside.ts`);

export type Planted = readonly [rule: string, file: string, text: string];

const importing = (...targets: readonly string[]): string =>
  targets.map((target) => `import '${target}';`).join('\n');
const madeOf = (own: string, target: string, other: string): string =>
  `import type { ${other} } from '${target}';\nexport type ${own} = ${other} | string;`;

/** No room of core may import a later one, and none imports a port's implementation. */
const inCore: readonly Planted[] = CORE.flatMap((room, index): readonly Planted[] => [
  [`walls-of-core-${room}`, `core/${room}/asks-a-port.ts`, importing('../ports/inside.ts')],
  ...CORE.slice(index + 1, index + 2).map(
    (later): Planted => [
      `walls-of-core-${room}`,
      `core/${room}/stands-on-a-later-room.ts`,
      importing(`../${later}/inside.ts`),
    ],
  ),
]);

const inAdapters: readonly Planted[] = ADAPTERS.flatMap((folder, index): readonly Planted[] => [
  [
    `walls-of-adapters-${folder}`,
    `adapters/${folder}/calls-another.ts`,
    importing(`../${ADAPTERS[(index + 1) % ADAPTERS.length]}/inside.ts`),
  ],
  [
    `walls-of-adapters-${folder}`,
    `adapters/${folder}/knows-a-function.ts`,
    importing('../../functions/one/inside.ts'),
  ],
]);

/** One violation each, in a file of its own. */
export const PLANTED: readonly Planted[] = [
  ['walls-of-contract', 'contract/knows-a-room.ts', importing('../core/inside.ts')],
  ['walls-of-lib', 'lib/knows-run-time.ts', importing('../functions/one/inside.ts')],
  ['walls-of-cli', 'cli/makes-the-cloud.ts', importing('../lib/inside.ts')],
  ['walls-of-preview', 'preview/runs-the-system.ts', importing('../local/inside.ts')],
  ['walls-of-bin', 'bin/knows-the-contract.ts', importing('../contract/inside.ts')],
  ['walls-of-core', 'core/time/reads-files.ts', importing('node:fs')],
  ['walls-of-core', 'core/time/calls-aws.ts', importing('@aws-sdk/client-sqs')],
  [
    'walls-of-core',
    'core/ports/names-an-sdk-type.ts',
    "import type { SQSClient } from '@aws-sdk/client-sqs';\nexport type Planted = SQSClient;",
  ],
  ['walls-of-core', 'core/decide/speaks-to-people.ts', importing('../../pages/inside.ts')],
  ...inCore,
  ['top-of-core-is-the-ground', 'core/rule-on-top.ts', importing('./time/inside.ts')],
  ['ports-are-types', 'core/ports/runs.ts', importing('../time/inside.ts')],
  ['ports-are-types', 'core/ports/parses.ts', importing('zod')],
  ['rooms-have-walls', 'core/annex/anything.ts', importing('../inside.ts')],
  ['rooms-have-walls', 'adapters/annex/anything.ts', importing('zod')],
  ['rooms-have-walls', 'adapters/on-top.ts', importing('zod')],
  ['rooms-have-walls', 'annex/anything.ts', importing('zod')],
  ...inAdapters,
  ['walls-of-adapters-content', 'adapters/content/calls-aws.ts', importing('@aws-sdk/client-s3')],
  ['walls-of-adapters-feeds', 'adapters/feeds/compiles-mail.ts', importing('mjml')],
  ['walls-of-adapters-duckdb', 'adapters/duckdb/compiles-mail.ts', importing('mjml')],
  ['walls-of-adapters-outgoing', 'adapters/outgoing/compiles-mail.ts', importing('mjml')],
  ['walls-of-platforms', 'platforms/reaches-out.ts', importing('../adapters/queues/inside.ts')],
  ['platforms-do-not-know-each-other', 'platforms/one/knows-two.ts', importing('../two/inside.ts')],
  ['walls-of-pages', 'pages/asks-the-table.ts', importing('../adapters/dynamodb/inside.ts')],
  ['walls-of-pages', 'pages/reads-files.ts', importing('node:fs')],
  ['walls-of-runtime', 'runtime/knows-a-sender.ts', importing('../sending/inside.ts')],
  ['walls-of-sending', 'sending/knows-a-platform.ts', importing('../platforms/inside.ts')],
  ['walls-of-sending', 'sending/knows-a-function.ts', importing('../functions/one/inside.ts')],
  ['doors-ask-ports', 'doors/asks-the-table.ts', importing('../adapters/dynamodb/inside.ts')],
  ['walls-of-doors', 'doors/knows-a-sender.ts', importing('../sending/inside.ts')],
  ['doors-know-types-of-platforms', 'doors/runs-a-platform.ts', importing('../platforms/inside.ts')],
  ['walls-of-functions', 'functions/one/knows-the-cloud.ts', importing('../../lib/inside.ts')],
  ['walls-of-functions', 'functions/one/knows-one-machine.ts', importing('../../local/inside.ts')],
  ['functions-do-not-know-each-other', 'functions/one/knows-two.ts', importing('../two/inside.ts')],
  [
    'the-outside-is-composed-in-deps',
    'functions/one/reads-the-table.ts',
    importing('../../adapters/dynamodb/inside.ts'),
  ],
  ['the-outside-is-composed-in-deps', 'sending/calls-ses.ts', importing('../adapters/providers/inside.ts')],
  ['walls-of-stand-ins', 'stand-ins/knows-the-system.ts', importing('../functions/one/inside.ts')],
  ['walls-of-stand-ins', 'stand-ins/knows-its-host.ts', importing('../local/inside.ts')],
  ['walls-of-local', 'local/makes-stacks.ts', importing('../lib/inside.ts')],
  ['walls-of-local', 'local/needs-the-cloud-library.ts', importing('aws-cdk-lib/aws-sqs')],
  ['walls-of-tracker', 'tracker/runs-the-engine.ts', importing('../core/inside.ts')],
  ['walls-of-studio', 'studio/reads-queues.ts', importing('../adapters/queues/inside.ts')],
  ['studio-sees-only-types-of-core', 'studio/runs-the-engine.ts', importing('../core/inside.ts')],
  ['only-tests-import-tests', 'core/knows-a-test.ts', importing('../test/inside.ts')],
  ['run-time-ships-no-dev-dependency', 'adapters/content/needs-a-test-library.ts', importing('fast-check')],
  ['no-circles', 'core/time/circle-of-types.ts', madeOf('There', './circle-back.ts', 'Back')],
  ['no-circles', 'pages/circle.ts', importing('./circle-back.ts')],
  ['no-circles', 'core/state/a-fourth.ts', madeOf('Fourth', './profile.ts', 'Profile')],
  ['the-honest-circle-stays-small', 'core/state/effect.ts', madeOf('Effect', './a-fourth.ts', 'Fourth')],
  ['everything-resolves', 'core/nowhere.ts', importing('./does-not-exist.ts')],
];

/** The other halves of the circles. */
export const BESIDE: readonly (readonly [file: string, text: string])[] = [
  ['core/time/circle-back.ts', madeOf('Back', './circle-of-types.ts', 'There')],
  ['pages/circle-back.ts', importing('./circle.ts')],
  ['core/state/profile.ts', madeOf('Profile', './effect.ts', 'Effect')],
];

/** What each room is there for. */
export const ALLOWED: readonly (readonly [file: string, text: string])[] = [
  ['core/decide/allowed.ts', importing('zod', 'liquidjs', '../gate/inside.ts', '../inside.ts')],
  [
    'core/ports/allowed.ts',
    "import type { inside } from '../state/inside.ts';\nexport type Port = typeof inside;",
  ],
  ['platforms/one/allowed.ts', importing('../inside.ts', '../../core/events/inside.ts', 'zod')],
  ['pages/allowed.ts', importing('hono/html', '../core/consent/inside.ts')],
  [
    'adapters/dynamodb/allowed.ts',
    importing('node:zlib', '@aws-sdk/client-dynamodb', '../../contract/inside.ts'),
  ],
  ['adapters/content/allowed.ts', importing('mjml', '../../core/publish/inside.ts')],
  ['sending/deps.ts', importing('../adapters/dynamodb/inside.ts', '../runtime/inside.ts')],
  [
    'doors/allowed.ts',
    "import '@middy/core';\nimport type { inside } from '../platforms/inside.ts';\nexport type Known = typeof inside;",
  ],
  ['functions/one/deps.ts', importing('../../adapters/dynamodb/inside.ts', '../../contract/inside.ts')],
  [
    'functions/one/allowed.ts',
    importing('node:crypto', '../../sending/inside.ts', '../../doors/inside.ts', '../../platforms/inside.ts'),
  ],
  ['stand-ins/allowed.ts', importing('dynalite', '../contract/inside.ts', '../adapters/dynamodb/inside.ts')],
  ['local/allowed.ts', importing('node:fs', '../functions/one/inside.ts', '../stand-ins/inside.ts')],
  ['lib/allowed.ts', importing('aws-cdk-lib/aws-sqs', '../contract/inside.ts')],
  ['bin/allowed.ts', importing('cdk-nag', '../lib/inside.ts')],
];
