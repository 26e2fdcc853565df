/**
 * The walls between the rooms: what each may import; everything else is forbidden. test/walls.test.ts checks
 * them, as `npm run walls` does by hand, and breaks each of them once, to prove that the check sees it.
 */

/** Libraries that compute and do nothing else. */
const PURE =
  'zod entities liquidjs temporal-polyfill @noble/hashes @scure/base libphonenumber-js punycode simple-statistics tldts'.split(
    ' ',
  );

/** The local system makes it while it serves the page. */
const MADE_WHEN_SERVED = '^[.]/reason-words[.]js$';

/** Per room: which other rooms, which packages, whether what Node brings along; and why. */
const ROOMS = {
  contract: { packages: ['zod'], why: 'Run time and cloud both import it, so it may pull in nothing.' },
  lib: { rooms: ['contract'], packages: ['aws-cdk-lib', 'constructs'], why: 'It meets run time only there.' },
  bin: {
    rooms: ['lib'],
    packages: ['aws-cdk-lib', 'cdk-nag'],
    why: 'It reads configuration and makes stacks.',
  },
  core: { packages: PURE, why: 'The rules are pure: no built-ins, no SDK, no clock, no randomness.' },
  platforms: { rooms: ['core'], packages: PURE, why: 'They translate what others say, and do nothing else.' },
  pages: { rooms: ['core'], packages: ['hono'], why: 'Words and HTML for people: no SDK, no built-ins.' },
  runtime: {
    rooms: ['core', 'contract'],
    packages: ['@aws-sdk', '@smithy', '@aws-lambda-powertools', '@middy', 'aws-lambda', 'zod'],
    node: true,
    why: 'What every shell starts with: clock, log, metrics, environment, clients.',
  },
  sending: {
    rooms: ['core', 'pages', 'adapters', 'runtime', 'contract'],
    packages: ['@aws-sdk', 'aws-lambda', 'zod'],
    node: true,
    why: 'The one way out knows no platform and no function.',
  },
  doors: {
    rooms: ['core', 'pages', 'platforms', 'adapters', 'runtime', 'contract'],
    packages: ['@aws-sdk', '@middy', 'aws-lambda', 'zod'],
    node: true,
    why: 'What must hold before an answer; it knows no function and sends nothing.',
  },
  functions: {
    rooms: ['core', 'platforms', 'pages', 'adapters', 'sending', 'doors', 'runtime', 'contract'],
    packages: ['@aws-sdk', '@middy', 'aws-lambda', 'zod'],
    node: true,
    why: 'Shells: they wire rooms together.',
  },
  'stand-ins': {
    rooms: ['core', 'adapters', 'runtime', 'contract'],
    packages: ['@aws-sdk', 'dynalite', 'hono', '@hono/node-server', 'temporal-polyfill', 'zod'],
    node: true,
    why: 'AWS in one process: its wire, our table and the clock, not what runs on them.',
  },
  local: {
    rooms: 'stand-ins functions sending doors pages platforms adapters runtime core contract'.split(' '),
    packages: ['@aws-sdk', 'aws-lambda', 'hono', '@hono/node-server', 'chokidar', 'libphonenumber-js', 'zod'],
    node: true,
    made: MADE_WHEN_SERVED,
    why: 'The whole system on one machine, without what makes the cloud.',
  },
  tracker: {
    packages: ['esbuild'],
    node: true,
    why: 'It runs in the browsers of shops; only what builds it knows this machine.',
  },
  preview: {
    rooms: ['core', 'platforms', 'adapters', 'sending', 'functions'],
    packages: ['hono', 'temporal-polyfill', 'zod'],
    node: true,
    why: 'The real engine and the real senders in virtual time: no AWS, and nothing that runs.',
  },
  cli: {
    rooms: ['core', 'platforms', 'adapters', 'preview'],
    packages: ['commander', 'zod'],
    node: true,
    why: 'It asks.',
  },
  studio: { rooms: ['core'], packages: [], why: 'It runs in a browser.' },
};

/** Rooms of core: each stands on those before it, and on nothing that comes later. */
const CORE =
  'time identity events state catalogue conditions program coupons message publish consent gate privacy decide explain figures'.split(
    ' ',
  );

/** Folders of adapters, and the libraries that each adapts beside those that compute. */
const ADAPTERS = {
  dynamodb: ['@aws-sdk'],
  buckets: ['@aws-sdk'],
  queues: ['@aws-sdk'],
  providers: ['@aws-sdk'],
  secrets: ['@aws-sdk'],
  content: ['mjml', 'html-to-text', 'jsonc-parser'],
  feeds: ['@aws-sdk', 'csv-parse', 'saxes'],
  duckdb: ['@duckdb'],
  outgoing: ['request-filtering-agent'],
};

/** A profile lists effects, an effect carries an input, which may carry a state: one thing in three files. */
const HONEST_CIRCLE = '^core/state/(profile|effect|input)[.]ts$';

const room = (name) => `^${name}/`;
const rooms = (names = []) => names.map(room);
const packages = (names = []) => names.map((name) => `node_modules/(@types/)?${name}(/|$)`);
const NODE = '^(node:)?[a-z_]+(/(promises|web|posix))?$';
const RUNS_IN_AWS = 'functions sending doors pages runtime adapters platforms core contract'.split(' ');

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Whatever it imports must match one of `allowed`; its own files always do. */
const onlyImports = (folder, allowed, why) =>
  forbid(
    `walls-of-${folder.replace('/', '-')}`,
    why,
    { path: room(folder) },
    { pathNot: [room(folder), ...allowed] },
  );

const wallsOf = ([name, { rooms: others, packages: names, node, made, why }]) =>
  onlyImports(name, [...rooms(others), ...packages(names), node && NODE, made].filter(Boolean), why);

const wallsOfAdapter = ([folder, names]) =>
  onlyImports(
    `adapters/${folder}`,
    [...rooms(['core', 'contract']), ...packages([...names, ...PURE]), NODE],
    'An adapter is a leaf: it knows the one thing that it adapts, no rule of the shells and no other adapter.',
  );

const wallsOfCore = (name, index) =>
  forbid(
    `walls-of-core-${name}`,
    `core/${name} stands on: ${CORE.slice(0, index).join(', ') || 'nothing'}. No room of core asks a port.`,
    { path: room(`core/${name}`) },
    { path: '^core/[^/]+/', pathNot: CORE.slice(0, index + 1).map((earlier) => room(`core/${earlier}`)) },
  );

const WITH_WALLS = [
  ...rooms(Object.keys(ROOMS).filter((name) => name !== 'core')),
  ...['^core/[^/]+[.]ts$', room('core/ports'), ...rooms(CORE.map((name) => `core/${name}`))],
  ...rooms(Object.keys(ADAPTERS).map((name) => `adapters/${name}`)),
  ...[room('test'), room('node_modules')],
];

export default {
  forbidden: [
    ...Object.entries(ROOMS).map(wallsOf),
    ...CORE.map(wallsOfCore),
    ...Object.entries(ADAPTERS).map(wallsOfAdapter),
    forbid(
      'rooms-have-walls',
      'A room that is not named above would be without walls.',
      { path: '/', pathNot: WITH_WALLS },
      {},
    ),
    forbid(
      'top-of-core-is-the-ground',
      'Limits, money and reasons stand under every room of core; a rule lives in a room.',
      { path: '^core/[^/]+[.]ts$' },
      { path: '^core/[^/]+/' },
    ),
    forbid(
      'ports-are-types',
      'A port says what is needed of the outside; nothing runs in it.',
      { path: '^core/ports/' },
      { dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'platforms-do-not-know-each-other',
      'A platform is one folder; what they share stands on top of the room.',
      { path: '^platforms/([^/]+)/' },
      { path: '^platforms/[^/]+/', pathNot: '^platforms/$1/' },
    ),
    forbid(
      'doors-know-types-of-platforms',
      'Which platform it is has been found out before.',
      { path: '^doors/' },
      { path: '^platforms/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'doors-ask-ports',
      'What several doors are composed of stands in a file of its own; everything else works with ports.',
      { path: '^doors/', pathNot: '-deps[.]ts$' },
      { path: '^adapters/' },
    ),
    forbid(
      'functions-do-not-know-each-other',
      'What two functions share belongs into core, adapters, sending, doors or runtime.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/$1/' },
    ),
    forbid(
      'the-outside-is-composed-in-deps',
      'Everything else works with ports, so that one file says what a function reaches.',
      { path: '^(sending|functions/[^/]+)/', pathNot: '/deps[.]ts$' },
      { path: '^adapters/(dynamodb|queues|providers)/' },
    ),
    forbid(
      'studio-sees-only-types-of-core',
      'The engine runs in AWS.',
      { path: '^studio/' },
      { path: '^core/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'only-tests-import-tests',
      'What is made for tests runs nowhere else.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),
    forbid(
      'run-time-ships-no-dev-dependency',
      'A bundle must be made of what is installed where it is built for.',
      { path: rooms(RUNS_IN_AWS) },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-circles',
      'Nothing refers to itself over others, not even by types.',
      { pathNot: HONEST_CIRCLE },
      { circular: true },
    ),
    forbid(
      'the-honest-circle-stays-small',
      'Three files of types may refer to each other, and no fourth.',
      { path: HONEST_CIRCLE },
      { circular: true, via: { pathNot: HONEST_CIRCLE } },
    ),
    forbid(
      'everything-resolves',
      'An import that leads nowhere is a wall nobody checks.',
      {},
      { couldNotResolve: true, pathNot: MADE_WHEN_SERVED },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)cdk[.]out/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'require'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
