/**
 * Chooses the stand-in for a service: by the name in a request's signature, and by the port, as each has its
 * own.
 */
import { type Answer, listenFor } from './doorway.ts';
import type { Service } from './wire.ts';

export type Endpoint =
  | 'dynamodb'
  | 'sqs'
  | 'scheduler'
  | 'sesv2'
  | 's3'
  | 'sns'
  | 'secrets-manager'
  | 'social-messaging'
  | 'other';

/** One service for every endpoint except the one that refuses. */
export type Services = Readonly<Record<Exclude<Endpoint, 'other'>, Service>>;

/** Services whose requests are signed for another name than that of their endpoint. */
const SIGNED_AS: Readonly<Record<string, string>> = { sesv2: 'ses', 'secrets-manager': 'secretsmanager' };

export const bySigningName = (services: Services): ReadonlyMap<string, Service> =>
  new Map(Object.entries(services).map(([endpoint, service]) => [SIGNED_AS[endpoint] ?? endpoint, service]));

export type Listening = Readonly<{
  endpoints: Readonly<Record<Endpoint, string>>;
  close: () => Promise<void>;
}>;

export const listenAll = async (answer: Answer, services: Services): Promise<Listening> => {
  const all: Readonly<Record<Endpoint, Service | undefined>> = { ...services, other: undefined };
  const servers = await Promise.all(
    (Object.keys(all) as Endpoint[]).map(async (name) => ({ name, ...(await listenFor(answer, all[name])) })),
  );
  const endpoints = Object.fromEntries(servers.map(({ name, url }) => [name, url])) as Listening['endpoints'];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  return { endpoints, close };
};
