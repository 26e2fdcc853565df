/** The walls between the rooms, as an allow-list per room. `npm run walls` checks them; test/walls.test.ts proves that the check sees. */

const PURE_LIBRARIES = ['zod', 'liquidjs', 'temporal-polyfill', '@noble/hashes', 'libphonenumber-js'];
const ADAPTED_LIBRARIES = [
  '@aws-sdk',
  '@smithy',
  '@aws-lambda-powertools',
  'mjml',
  'html-to-text',
  'jsonc-parser',
  'standardwebhooks',
  ...PURE_LIBRARIES,
];
const DOORWAY_LIBRARIES = ['@aws-sdk', '@smithy', '@aws-lambda-powertools', '@middy', 'zod'];

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

export default {
  forbidden: [
    mayImportOnly(
      'bin',
      [...rooms('lib'), ...packages('aws-cdk-lib', 'cdk-nag')],
      'bin reads configuration and makes stacks; nothing of run time.',
    ),
    mayImportOnly('lib', [...rooms('contract'), ...packages('aws-cdk-lib', 'constructs')], 'lib meets run time only through contract.'),
    mayImportOnly('contract', packages('zod'), 'Both sides import contract, so it may pull in nothing.'),
    mayImportOnly('core', packages(...PURE_LIBRARIES), 'core is pure: no built-ins, no SDK, no clock, no randomness.'),
    mayImportOnly('platforms', [...rooms('core'), ...packages(...PURE_LIBRARIES)], 'platforms translate, nothing else.'),
    mayImportOnly(
      'adapters',
      [...rooms('core', 'contract'), ...packages(...ADAPTED_LIBRARIES), BUILT_INS],
      'adapters know the core and the one thing they adapt.',
    ),
    mayImportOnly(
      'functions',
      [
        ...rooms('core', 'platforms', 'adapters', 'contract'),
        ...packages(...DOORWAY_LIBRARIES),
        'node_modules/@types/aws-lambda/',
        BUILT_INS,
      ],
      'functions are doorways: they wire rooms together.',
    ),
    mayImportOnly('studio', [...rooms('core'), 'node_modules/(?!@aws-sdk|aws-cdk-lib)'], 'studio runs in a browser.'),
    {
      name: 'studio-sees-only-types-of-core',
      severity: 'error',
      from: { path: '^studio/' },
      to: { path: '^core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'functions-do-not-know-each-other',
      comment: 'What two functions share belongs into core, adapters or functions/middleware.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: ['^functions/$1/', '^functions/middleware/'] },
    },
    {
      name: 'local-leaves-synth-time-alone',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: [...rooms('lib', 'bin', 'test'), ...packages('aws-cdk-lib', 'constructs', 'cdk-nag')] },
    },
    { name: 'only-tests-import-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'run-time-ships-no-dev-dependency',
      severity: 'error',
      from: { path: rooms('functions', 'adapters', 'platforms', 'core', 'contract') },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      comment: 'Types may refer to each other; code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
