/**
 * A new page is one folder per room under its name and one line of routes: with an invented one, the API of
 * the cloud and the one on this machine have it, and every file that it still lacks is named.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { expect, test, vi } from 'vitest';
import { type PublicFunction, ROUTES } from '../contract/routes.ts';
import { PublicApi } from '../lib/http-api.ts';
import { createPublicRoutes, type HttpHandler } from '../local/public-routes.ts';

vi.mock('../contract/routes.ts', async () => {
  const { changed } = await import('./support/one-line.ts');
  const line =
    "{ path: '/greeting/{token}', methods: ['GET', 'HEAD'], function: 'greeting', callers: 'people' },";
  return changed('contract/routes.ts', [['const ADDRESSES = [', `const ADDRESSES = [\n  ${line}`]]);
});

const ROOT = resolve(import.meta.dirname, '..');
const NAMES = [...new Set(ROUTES.map((route) => route.function))];

const forEachName = <T>(make: (name: string) => T): Record<PublicFunction, T> =>
  Object.fromEntries(NAMES.map((name) => [name, make(name)])) as Record<PublicFunction, T>;

test('its line alone makes its routes and their throttle in the cloud', () => {
  const stack = new Stack(new App(), 'Stack');
  const arnOf = (name: string): string => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
  new PublicApi(stack, 'Api', {
    deployment: { shop: 'tea', stage: 'dev' } as never,
    functions: forEachName((name) => Lambda.fromFunctionArn(stack, name, arnOf(name))),
  });
  const cloud = Template.fromStack(stack);
  const throttle = Match.objectLike({ ThrottlingRateLimit: Match.anyValue() });
  cloud.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    RouteSettings: Match.objectLike({
      'GET /greeting/{token}': throttle,
      'HEAD /greeting/{token}': throttle,
    }),
  });
  cloud.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /greeting/{token}' });
});

test('its line alone makes its routes on this machine', async () => {
  const handlers = forEachName(
    (name): HttpHandler =>
      async ({ pathParameters }) => ({ statusCode: 200, body: `${name} ${pathParameters?.['token']}` }),
  );
  const routes = createPublicRoutes({
    handlers,
    now: () => 0,
    newId: () => 'id',
    answered: () => undefined,
    print: () => undefined,
  });
  const greeted = await routes.request('http://localhost/greeting/abc');
  expect([greeted.status, await greeted.text()]).toEqual([200, 'greeting abc']);
  expect((await routes.request('http://localhost/greeting/abc', { method: 'POST' })).status).toBe(404);
});

/** The files of a public function, besides its line of routes. */
const lackingOf = (name: string): readonly string[] => [
  ...[`functions/${name}/index.ts`, `functions/${name}/handler.ts`, `lib/${name}.ts`]
    .concat(`test/functions/${name}.test.ts`)
    .filter((file) => !existsSync(join(ROOT, file))),
  ...[
    ['functions/README.md', `| \`${name}\` `],
    ['lib/stateless-stack.ts', `./${name}.ts'`],
    ['local/functions.ts', `functions/${name}/handler.ts'`],
  ].flatMap(([file = '', mention = '']) =>
    readFileSync(join(ROOT, file), 'utf8').includes(mention) ? [] : [`${mention} in ${file}`],
  ),
];

test('what it lacks is named, and no other function that answers the outside lacks anything', () => {
  expect(Object.fromEntries(NAMES.map((name) => [name, lackingOf(name)]))).toEqual({
    ...forEachName(() => []),
    greeting: [
      'functions/greeting/index.ts',
      'functions/greeting/handler.ts',
      'lib/greeting.ts',
      'test/functions/greeting.test.ts',
      '| `greeting`  in functions/README.md',
      "./greeting.ts' in lib/stateless-stack.ts",
      "functions/greeting/handler.ts' in local/functions.ts",
    ],
  });
});
