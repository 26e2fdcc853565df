/** Composes, once, everything that confirm works with. */
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import type { ConfirmEnv } from '../../contract/environment.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Look } from '../../core/ports/look.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createPageDeps, type PageDeps } from '../../doors/page-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type ConfirmDeps = PageDeps &
  Readonly<{
    look: Look;
    ledger: Pick<Ledger, 'read'>;
    profiles: Pick<ProfileStore, 'readRecord'>;
  }>;

export const createDeps = (
  env: ConfirmEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ConfirmDeps => {
  const { page, table } = createPageDeps(env, runtime, requestHandler);
  return {
    ...page,
    look: createLook(table),
    ledger: createLedger(table),
    profiles: createProfileStore(table),
  };
};
