/** A secret that starts with one random value, so that the system works before anybody has entered one. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

const KEY_CHARS = 64;

type Starting = Readonly<{ description: string; firstKey: string }>;

export const startingSecret = (scope: Construct, id: string, { description, firstKey }: Starting): Secret =>
  new Secret(scope, id, {
    description,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: firstKey,
      passwordLength: KEY_CHARS,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** The key in the shop's pages is public; it is kept here because it is changed in the same way. */
export const writeKeys = (scope: Construct): Secret =>
  startingSecret(scope, 'WriteKeys', {
    description: "The public key in the shop's pages, with which browsers tell what visitors look at",
    firstKey: 'storefront',
  });

export const callSecrets = (scope: Construct): Secret =>
  startingSecret(scope, 'CallSecrets', {
    description: 'Signs the calls of flows by Standard Webhooks; the called systems get it too',
    firstKey: 'call',
  });

export const identityKeys = (scope: Construct): Secret =>
  startingSecret(scope, 'Keys', {
    description: 'Keys of profile ids, link tokens and suppression hashes; version 1 must stay for ever',
    firstKey: '1',
  });
