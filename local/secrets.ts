/** The three secrets of the cloud, made of the one list of a system on one machine. */
import type { WebhookSecrets } from '../contract/secrets.ts';
import { present } from '../core/present.ts';
import { LOCAL } from '../stand-ins/names.ts';
import type { SecretsControl } from '../stand-ins/secrets-manager.ts';

/**
 * Beside the names of platforms: what is shown as a bearer token to `standard`, and what signs privacy
 * commands.
 */
export const BEARER = 'bearer';
export const PRIVACY = 'privacy';

export const putSecrets = (secrets: SecretsControl, all: WebhookSecrets): void => {
  const { [BEARER]: standard, [PRIVACY]: privacy, ...signing } = all;
  secrets.set(LOCAL.webhookSecrets, signing);
  secrets.set(LOCAL.bearerTokens, present({ standard }));
  secrets.set(LOCAL.privacySecrets, present({ privacy }));
};

/**
 * What stands beside signing secrets of `standard` without their prefix is a bearer token, and signs nothing.
 */
export const withTokensApart = (all: WebhookSecrets): WebhookSecrets => {
  const stated = [all['standard'] ?? []].flat();
  const tokens = stated.filter((secret) => !secret.startsWith('whsec_'));
  if (tokens.length === 0) return all;
  return {
    ...all,
    standard: stated.filter((secret) => !tokens.includes(secret)),
    [BEARER]: [...tokens, ...[all[BEARER] ?? []].flat()],
  };
};
