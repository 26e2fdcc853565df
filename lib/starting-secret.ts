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
