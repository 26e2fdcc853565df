/**
 * Makes all functions of the system with the environment they would have in the cloud, built from the
 * stand-ins.
 */

import * as environment from '../contract/environment.ts';
import type { Runtime } from '../core/ports/runtime.ts';
import { createAdvance } from '../functions/advance/handler.ts';
import { createCallWebhook } from '../functions/call-webhook/handler.ts';
import { createConfirm } from '../functions/confirm/handler.ts';
import { createFetchDetails } from '../functions/fetch-details/handler.ts';
import { createImportCatalogue } from '../functions/import-catalogue/handler.ts';
import { createImportHistory } from '../functions/import-history/handler.ts';
import { createPreferences } from '../functions/preferences/handler.ts';
import { createPrivacy } from '../functions/privacy/handler.ts';
import { createPublishProgram } from '../functions/publish-program/handler.ts';
import { createReceiveBrowse } from '../functions/receive-browse/handler.ts';
import { createReceiveFeedback } from '../functions/receive-feedback/handler.ts';
import { createReceiveWebhook } from '../functions/receive-webhook/handler.ts';
import { createReconcile } from '../functions/reconcile/handler.ts';
import { createRedrive } from '../functions/redrive/handler.ts';
import { createReplayQuarantine } from '../functions/replay-quarantine/handler.ts';
import { createSendEmail } from '../functions/send-email/handler.ts';
import { createSendWhatsapp } from '../functions/send-whatsapp/handler.ts';
import { createSubscribe } from '../functions/subscribe/handler.ts';
import { createSweep } from '../functions/sweep/handler.ts';
import { createUnsubscribe } from '../functions/unsubscribe/handler.ts';
import type { RequestHandler } from '../runtime/clients.ts';
import { readEnv } from '../runtime/read-env.ts';
import { functionVariables, type Places } from './function-variables.ts';

type Wiring = Places & Readonly<{ runtime: Runtime; requestHandler?: RequestHandler }>;

export type Functions = ReturnType<typeof createFunctions>;

export const createFunctions = ({ runtime, requestHandler, ...places }: Wiring) => {
  const names = functionVariables(places);
  // Each schema removes the variables that its function does not get in the cloud.
  const envOf = <T>(name: string, schema: Parameters<typeof readEnv<T>>[0]): T =>
    readEnv(schema, { ...names, AWS_LAMBDA_FUNCTION_NAME: name });
  // Makes each function at its first call, as in the cloud, so that starting one function does not wait for
  // all of them.
  return lazily({
    receiveWebhook: () =>
      createReceiveWebhook(envOf('receive-webhook', environment.receiveWebhookEnv), runtime, requestHandler),
    receiveBrowse: () =>
      createReceiveBrowse(envOf('receive-browse', environment.receiveBrowseEnv), runtime, requestHandler),
    advance: () => createAdvance(envOf('advance', environment.advanceEnv), runtime, requestHandler),
    sendEmail: () => createSendEmail(envOf('send-email', environment.sendEmailEnv), runtime, requestHandler),
    sendWhatsapp: () =>
      createSendWhatsapp(envOf('send-whatsapp', environment.sendWhatsappEnv), runtime, requestHandler),
    callWebhook: () =>
      createCallWebhook(envOf('call-webhook', environment.callWebhookEnv), runtime, requestHandler),
    fetchDetails: () =>
      createFetchDetails(envOf('fetch-details', environment.fetchDetailsEnv), runtime, requestHandler),
    unsubscribe: () =>
      createUnsubscribe(envOf('unsubscribe', environment.unsubscribeEnv), runtime, requestHandler),
    subscribe: () => createSubscribe(envOf('subscribe', environment.subscribeEnv), runtime, requestHandler),
    confirm: () => createConfirm(envOf('confirm', environment.confirmEnv), runtime, requestHandler),
    privacy: () => createPrivacy(envOf('privacy', environment.privacyEnv), runtime, requestHandler),
    preferences: () =>
      createPreferences(envOf('preferences', environment.preferencesEnv), runtime, requestHandler),
    receiveFeedback: () =>
      createReceiveFeedback(
        envOf('receive-feedback', environment.receiveFeedbackEnv),
        runtime,
        requestHandler,
      ),
    publishProgram: () =>
      createPublishProgram(envOf('publish-program', environment.publishProgramEnv), runtime, requestHandler),
    importCatalogue: () =>
      createImportCatalogue(
        envOf('import-catalogue', environment.importCatalogueEnv),
        runtime,
        requestHandler,
      ),
    importHistory: () =>
      createImportHistory(envOf('import-history', environment.importHistoryEnv), runtime, requestHandler),
    sweep: () => createSweep(envOf('sweep', environment.sweepEnv), runtime, requestHandler),
    reconcile: () => createReconcile(envOf('reconcile', environment.reconcileEnv), runtime, requestHandler),
    redrive: () => createRedrive(envOf('redrive', environment.redriveEnv), runtime, requestHandler),
    replayQuarantine: () =>
      createReplayQuarantine(
        envOf('replay-quarantine', environment.replayQuarantineEnv),
        runtime,
        requestHandler,
      ),
  });
};

type Made<T extends Readonly<Record<string, () => unknown>>> = { readonly [K in keyof T]: ReturnType<T[K]> };

const lazily = <T extends Readonly<Record<string, () => unknown>>>(makers: T): Made<T> => {
  const made = new Map<string, unknown>();
  const getOf = (name: string, make: () => unknown) => (): unknown => {
    if (!made.has(name)) made.set(name, make());
    return made.get(name);
  };
  const properties = Object.entries(makers).map(([name, make]) => [
    name,
    { enumerable: true, get: getOf(name, make) },
  ]);
  return Object.defineProperties({}, Object.fromEntries(properties)) as Made<T>;
};
