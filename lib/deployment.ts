/** What tells one deployment from another; bin reads it, every construct gets it as it is. */

export type Stage = 'dev' | 'prod';

export type Deployment = Readonly<{
  stage: Stage;
  /** Short name of the shop; part of every name that a person sees. */
  shop: string;
  /** Domain that messages are sent from; its DKIM records are printed after the deploy. */
  mailDomain: string;
  /** Receives alarms; without it the alarm topic exists and nobody listens. */
  alarmEmail?: string;
  /**
   * Platform to the shop domains that may call its webhooks; an empty object lets any call that is signed.
   */
  shops: Readonly<Record<string, readonly string[]>>;
}>;

/**
 * The name that a person meets in logs and in the runbook's commands. Functions have such fixed names because
 * the SDK sends them as its application id, which may have 50 characters; what holds data has none, so that
 * it can be replaced and restored.
 */
export const nameOf = (deployment: Deployment, thing: string): string =>
  `${deployment.shop}-${deployment.stage}-${thing}`;
