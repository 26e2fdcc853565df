/** The whole system on one machine: the same handlers, the real SDK clients, stand-ins for AWS, one clock. */

import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Runtime } from '../core/ports/runtime.ts';
import { present } from '../core/present.ts';
import type { Clock } from '../stand-ins/clock.ts';
import { LOCAL } from '../stand-ins/names.ts';
import { createStandIns, type StandIns } from '../stand-ins/stand-ins.ts';
import { settleCalls } from './after-a-kill.ts';
import { isolateFromAws, pointToStandIns } from './aws-environment.ts';
import { isImport } from './content-folder.ts';
import { watchContent } from './content-watch.ts';
import { createControlSurface } from './control-surface.ts';
import { createDeliveries } from './deliveries.ts';
import { createEventSources } from './event-sources.ts';
import { createFunctions } from './functions.ts';
import { createImports, type Imports } from './imports.ts';
import { createLane } from './lane.ts';
import { closeServer, listen } from './listening.ts';
import type { LocalOptions } from './options.ts';
import { createPageRoutes } from './page-routes.ts';
import type { Parts } from './parts.ts';
import { createPublicRoutes } from './public-routes.ts';
import { createPublishing } from './publishing.ts';
import { putSecrets } from './secrets.ts';
import { createShopDocumentRoutes, SHOP_DOCUMENTS } from './shop-documents.ts';
import { openClock } from './stored-clock.ts';
import { createSystem, IDENTITY_KEY } from './system.ts';

export type LocalSystem = Readonly<{
  url: string;
  standIns: StandIns;
  clock: Clock;
  close: () => Promise<void>;
}>;

export const startLocal = async (options: LocalOptions): Promise<LocalSystem> => {
  isolateFromAws(process.env);
  let answer: (request: Request) => Response | Promise<Response> = () =>
    Response.json({ message: 'Starting' }, { status: 503 });
  const { server, url } = await listen(options.port, (request) => answer(request));
  const clock = openClock(options);
  const standIns = await createStandIns(present({ clock, dataFolder: options.dataFolder }));
  putSecrets(standIns.secrets, options.secrets, options.shops);
  standIns.secrets.set(LOCAL.keys, { '1': IDENTITY_KEY });
  const sockets = options.transport === 'sockets' ? await standIns.listen() : undefined;
  if (sockets) pointToStandIns(process.env, sockets.endpoints);

  const meta = await standIns.listenForMeta();
  const shopApis = await standIns.listenForShops();
  const called = await standIns.listenForCalls();

  const parts = wire({
    options,
    url,
    clock,
    standIns,
    metaGraphUrl: meta.url,
    shopApiUrl: shopApis.url,
    callsUrl: called.url,
  });
  const publishSaved = (): void =>
    void parts.lane
      .run(() => parts.publishing.publish())
      .catch((error: unknown) => options.print(String(error)));
  // Listens before the first publish: a file that is saved meanwhile is published afterwards.
  const watching = await watchContent(options.contentFolder, publishSaved);
  const bringIn = (): void =>
    void parts.lane.run(parts.imports.run).catch((error: unknown) => options.print(String(error)));
  const awaiting = await watchContent(options.contentFolder, bringIn, { isMeant: isImport });
  await parts.lane.run(() => parts.publishing.publish());
  if (options.dataFolder !== undefined) await parts.lane.run(() => settleCalls(standIns));
  // Unfinished work of an earlier run may take minutes, and only a move of the clock has to wait for it.
  parts.settleSoon();
  bringIn();
  if (!clock.standing) parts.sources.start();
  answer = routesOf(parts).fetch;
  return {
    url,
    standIns,
    clock,
    close: async () => {
      await watching.close();
      await awaiting.close();
      await parts.sources.close();
      await closeServer(server);
      await parts.lane.quiet();
      await sockets?.close();
      await meta.close();
      await shopApis.close();
      await called.close();
      await standIns.close();
    },
  };
};

type Basics = Pick<Parts, 'options' | 'url' | 'clock' | 'standIns'> &
  Readonly<{ metaGraphUrl: string; shopApiUrl: string; callsUrl: string }>;

const wire = ({ options, url, clock, standIns, ...apis }: Basics): Parts => {
  const runtime: Runtime = { now: clock.now, newToken: () => randomUUID() };
  const requestHandler =
    options.transport === 'in-process' ? { requestHandler: standIns.requestHandler } : {};
  const functions = createFunctions({
    queueUrl: standIns.sqs.url,
    publicUrl: url,
    ...apis,
    shops: options.shops,
    runtime,
    ...requestHandler,
  });
  let imports: Imports | undefined;
  const sources = createEventSources({
    standIns,
    clock,
    functions: {
      advance: functions.advance,
      'send-email': functions.sendEmail,
      'send-whatsapp': functions.sendWhatsapp,
      'call-webhook': functions.callWebhook,
      'fetch-details': functions.fetchDetails,
      sweep: () => functions.sweep({}),
    },
    isFed: () => imports?.running() === true,
    onError: (name, error) =>
      options.print(`${name} failed: ${error instanceof Error ? error.message : 'unknown error'}`),
  });
  const lane = createLane();
  const settleSoon = (): void =>
    void lane.run(() => sources.settle()).catch((error: unknown) => options.print(String(error)));
  const deliveries = createDeliveries(clock.now);
  const publicRoutes = createPublicRoutes({
    handlers: {
      'receive-webhook': deliveries.noting(functions.receiveWebhook),
      'receive-browse': functions.receiveBrowse,
      unsubscribe: functions.unsubscribe,
      preferences: functions.preferences,
      privacy: functions.privacy,
      subscribe: functions.subscribe,
      confirm: functions.confirm,
    },
    now: clock.now,
    newId: runtime.newToken,
    answered: settleSoon,
    print: options.print,
  });
  const publishing = createPublishing({
    folder: options.contentFolder,
    reportsBeside: options.reportsBeside,
    bucket: configBucket(standIns),
    publishProgram: () => functions.publishProgram({}),
    print: options.print,
  });
  imports = createImports({
    folder: options.contentFolder,
    s3: standIns.s3,
    importHistory: (event) => functions.importHistory(event),
    settle: sources.settle,
    print: options.print,
  });
  return {
    options,
    url,
    clock,
    standIns,
    runtime,
    functions,
    sources,
    lane,
    settleSoon,
    publishing,
    imports,
    publicRoutes,
    deliveries: deliveries.of,
  };
};

const configBucket = ({ s3 }: StandIns) => ({
  keys: () => s3.list(LOCAL.configBucket).map(({ key }) => key),
  get: (key: string) => s3.get(LOCAL.configBucket, key)?.body,
  put: (key: string, body: Uint8Array) => void s3.put({ bucket: LOCAL.configBucket, key, body }),
  remove: (key: string) => void s3.remove(LOCAL.configBucket, key),
});

const routesOf = (parts: Parts): Hono => {
  const app = new Hono();
  app.use('/local/*', async (context, next) =>
    isFromHere(context.req.raw)
      ? next()
      : context.json({ error: 'The control surface answers only this machine itself.' }, 403),
  );
  app.route('/', createPageRoutes());
  app.route(SHOP_DOCUMENTS, createShopDocumentRoutes(parts.standIns));
  app.all('/local/*', ({ req }) => surface.fetch(req.raw));
  app.all('*', ({ req }) => parts.publicRoutes.fetch(req.raw));
  const surface = new Hono().route('/local', createControlSurface(createSystem(parts)));
  return app;
};

/** Another website in the same browser could reach 127.0.0.1 too; its host name or origin reveals it. */
const isFromHere = (request: Request): boolean => {
  const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
  const origin = request.headers.get('origin');
  const here = loopback.test(request.headers.get('host') ?? new URL(request.url).host);
  return here && (origin === null || loopback.test(origin.replace(/^https?:\/\//, '')));
};
