/**
 * The values that distinguish one deployment from another; bin reads them, and every construct gets them
 * unchanged.
 */

import { SHOPS_WITH_NOTICES, SHOPS_WITH_ORDERS } from '../contract/secrets.ts';

export type Stage = 'dev' | 'prod';

export type Deployment = Readonly<{
  stage: Stage;
  /** Short name of the shop; part of every name that operators see. */
  shop: string;
  /** Domain that messages are sent from; its DKIM records are printed after the deploy. */
  mailDomain: string;
  /** Receives alarms; without an address the alarm topic has no subscriber. */
  alarmEmail?: string;
  /** Platform to the shop domains that may call its webhooks; an empty object accepts every signed call. */
  shops: Readonly<Record<string, readonly string[]>>;
  /** Platforms whose shops are asked every hour for orders that no webhook told of. */
  reconcile: readonly string[];
  /** Platforms whose webhooks only name what has changed, and whose shops are asked for the rest. */
  details: readonly string[];
}>;

/** The platforms that `reconcile` may name. */
export const RECONCILABLE: readonly string[] = SHOPS_WITH_ORDERS;

/** The platforms that `details` may name. */
export const ASKED_FOR_DETAILS: readonly string[] = SHOPS_WITH_NOTICES;

/** Platforms of which a deployment may serve one shop alone: it has the credentials of one to ask with. */
export const ONE_SHOP_ALONE: readonly string[] = SHOPS_WITH_NOTICES;

/**
 * The name that operators see in logs and use in the runbook's commands. Functions have such fixed names
 * because the SDK sends them as its application id, which may have 50 characters. Resources that hold data
 * have no fixed name, so that they can be replaced and restored.
 */
export const nameOf = (deployment: Deployment, thing: string): string =>
  `${deployment.shop}-${deployment.stage}-${thing}`;
