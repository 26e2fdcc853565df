/**
 * The walls between the rooms, as an allow-list per room. `npm run walls` checks them; test/walls.test.ts
 * proves that the check sees.
 */

const PURE_LIBRARIES = [
  'zod',
  'liquidjs',
  'temporal-polyfill',
  '@noble/hashes',
  '@scure/base',
  'libphonenumber-js',
  'tldts',
];
const SHELL_LIBRARIES = ['@aws-sdk', '@smithy', '@aws-lambda-powertools', '@middy', 'zod'];
/** What adapters/<folder> may use beside the core's libraries. */
const ADAPTED_LIBRARIES = {
  dynamodb: ['@aws-sdk'],
  buckets: ['@aws-sdk'],
  queues: ['@aws-sdk'],
  content: ['mjml', 'html-to-text', 'jsonc-parser'],
  providers: ['@aws-sdk'],
  secrets: ['@aws-sdk', 'standardwebhooks'],
};
/**
 * Each room of core may import those before it; within a room everything may import everything but in a
 * circle.
 */
const CORE_ROOMS = [
  'time',
  'identity',
  'events',
  'state',
  'catalogue',
  'conditions',
  'program',
  'message',
  'publish',
  'consent',
  'gate',
  'privacy',
  'decide',
  'explain',
];
/**
 * What these types refer to each other for is one thing: a profile lists effects, an effect carries an input,
 * an input may carry a state.
 */
const HONEST_CIRCLE = '^core/state/(profile|effect|input)[.]ts$';

const rooms = (...names) => names.map((name) => `^${name}/`);
const packages = (...names) => names.map((name) => `node_modules/(@types/)?${name.replace('/', '[/]')}(/|$)`);
/** Resolved names of built-ins, with or without node:. */
const BUILT_INS = '^(node:)?[a-z_]+(/(promises|web|posix))?$';

/** Whatever the room imports must match one of `allowed`; its own files always do. */
const mayImportOnly = (room, allowed, comment) => ({
  name: `walls-of-${room}`,
  comment,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { pathNot: [`^${room}/`, ...allowed] },
});

const coreRoom = (room, index) => ({
  name: `walls-of-core-${room}`,
  comment: `core/${room} stands on the rooms before it: ${CORE_ROOMS.slice(0, index).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^core/${room}/` },
  to: { path: '^core/[^/]+/', pathNot: CORE_ROOMS.slice(0, index + 1).map((name) => `^core/${name}/`) },
});

const adapterRoom = (folder) => ({
  name: `walls-of-adapters-${folder}`,
  comment: 'An adapter is a leaf: it knows the one thing it adapts and no adapter of another thing.',
  severity: 'error',
  from: { path: `^adapters/${folder}/` },
  to: {
    pathNot: [
      `^adapters/${folder}/`,
      ...rooms('core', 'contract'),
      ...packages(...ADAPTED_LIBRARIES[folder], ...PURE_LIBRARIES),
      BUILT_INS,
    ],
  },
});

export default {
  forbidden: [
    mayImportOnly(
      'bin',
      [...rooms('lib'), ...packages('aws-cdk-lib', 'cdk-nag')],
      'bin reads configuration and makes stacks; nothing of run time.',
    ),
    mayImportOnly(
      'lib',
      [...rooms('contract'), ...packages('aws-cdk-lib', 'constructs')],
      'lib meets run time only through contract.',
    ),
    mayImportOnly('contract', packages('zod'), 'Both sides import contract, so it may pull in nothing.'),
    mayImportOnly(
      'core',
      packages(...PURE_LIBRARIES),
      'core is pure: no built-ins, no SDK, no clock, no randomness.',
    ),
    ...CORE_ROOMS.map(coreRoom),
    {
      name: 'top-of-core-is-the-ground',
      comment: 'limits, money and reason stand under every room; a rule lives in a room.',
      severity: 'error',
      from: { path: '^core/[^/]+[.]ts$' },
      to: { path: '^core/[^/]+/' },
    },
    {
      name: 'ports-are-types',
      comment: 'A port says what the core needs; nothing runs in it, and the core never waits for one.',
      severity: 'error',
      from: { path: '^core/ports/' },
      to: { path: '^core/', dependencyTypesNot: ['type-only'] },
    },
    mayImportOnly(
      'platforms',
      [...rooms('core'), ...packages(...PURE_LIBRARIES)],
      'platforms translate, nothing else.',
    ),
    {
      name: 'platforms-do-not-know-each-other',
      comment: 'A platform is one folder; what they share stands on top of the room.',
      severity: 'error',
      from: { path: '^platforms/([^/]+)/' },
      to: { path: '^platforms/[^/]+/', pathNot: '^platforms/$1/' },
    },
    mayImportOnly(
      'pages',
      [...rooms('core'), ...packages('hono')],
      'pages are words and HTML: no SDK, no built-ins.',
    ),
    ...Object.keys(ADAPTED_LIBRARIES).map(adapterRoom),
    mayImportOnly(
      'runtime',
      [
        ...rooms('core', 'contract'),
        ...packages(...SHELL_LIBRARIES),
        'node_modules/@types/aws-lambda/',
        BUILT_INS,
      ],
      'runtime is what every shell starts with: clock, log, metrics, environment, clients.',
    ),
    mayImportOnly(
      'sending',
      [
        ...rooms('core', 'pages', 'adapters', 'runtime', 'contract'),
        ...packages(...SHELL_LIBRARIES),
        'node_modules/@types/aws-lambda/',
        BUILT_INS,
      ],
      'sending is the one way out: no platform, no function.',
    ),
    mayImportOnly(
      'doors',
      [
        ...rooms('core', 'pages', 'platforms', 'adapters', 'runtime', 'contract'),
        ...packages(...SHELL_LIBRARIES),
        'node_modules/@types/aws-lambda/',
        BUILT_INS,
      ],
      'doors hold what must be true before an answer; they know no function.',
    ),
    {
      name: 'doors-know-types-of-platforms',
      severity: 'error',
      from: { path: '^doors/' },
      to: { path: '^platforms/', dependencyTypesNot: ['type-only'] },
    },
    mayImportOnly(
      'functions',
      [
        ...rooms('core', 'platforms', 'pages', 'adapters', 'sending', 'doors', 'runtime', 'contract'),
        ...packages(...SHELL_LIBRARIES),
        'node_modules/@types/aws-lambda/',
        BUILT_INS,
      ],
      'functions are shells: they wire rooms together.',
    ),
    {
      name: 'functions-do-not-know-each-other',
      comment: 'What two functions share belongs into core, adapters, sending, doors or runtime.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: ['^functions/$1/'] },
    },
    mayImportOnly(
      'studio',
      [...rooms('core'), 'node_modules/(?!@aws-sdk|aws-cdk-lib)'],
      'studio runs in a browser.',
    ),
    {
      name: 'studio-sees-only-types-of-core',
      severity: 'error',
      from: { path: '^studio/' },
      to: { path: '^core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'stand-ins-know-no-system',
      comment:
        'They are AWS in one process: they know its wire, our table and the clock, not what runs on them.',
      severity: 'error',
      from: { path: '^stand-ins/' },
      to: { path: rooms('local', 'functions', 'sending', 'doors', 'pages', 'platforms') },
    },
    {
      name: 'one-machine-leaves-synth-time-alone',
      severity: 'error',
      from: { path: rooms('local', 'stand-ins') },
      to: { path: [...rooms('lib', 'bin', 'test'), ...packages('aws-cdk-lib', 'constructs', 'cdk-nag')] },
    },
    {
      name: 'only-tests-import-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'run-time-ships-no-dev-dependency',
      severity: 'error',
      from: {
        path: rooms(
          'functions',
          'sending',
          'doors',
          'pages',
          'runtime',
          'adapters',
          'platforms',
          'core',
          'contract',
        ),
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      comment:
        'Nothing refers to itself over others, not even by types; the one honest circle is named above.',
      severity: 'error',
      from: { pathNot: HONEST_CIRCLE },
      to: { circular: true },
    },
    {
      name: 'the-honest-circle-stays-small',
      severity: 'error',
      from: { path: HONEST_CIRCLE },
      to: { circular: true, via: { pathNot: HONEST_CIRCLE } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)cdk[.]out/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    builtInModules: { add: ['node:sqlite', 'node:test'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'require'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
