/** Sets the environment that the AWS SDK reads, so that no call can ever reach a real account. */
import { REGION } from '../stand-ins/names.ts';

type Endpoints = Readonly<Record<string, string>>;

/** The SDK's names of the services in `AWS_ENDPOINT_URL_<SERVICE>`. */
const VARIABLES: Readonly<Record<string, string>> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  scheduler: 'AWS_ENDPOINT_URL_SCHEDULER',
  sesv2: 'AWS_ENDPOINT_URL_SESV2',
  s3: 'AWS_ENDPOINT_URL_S3',
  sns: 'AWS_ENDPOINT_URL_SNS',
  'secrets-manager': 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  'social-messaging': 'AWS_ENDPOINT_URL_SOCIALMESSAGING',
  // A stand-in that refuses every service without a stand-in of its own, and says so.
  other: 'AWS_ENDPOINT_URL',
};

/** A developer's own profile, keys or session must not be used by accident. */
const FOREIGN = [
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
] as const;

/** Must run before any SDK client is made. */
export const isolateFromAws = (env: NodeJS.ProcessEnv): void => {
  for (const name of FOREIGN) delete env[name];
  for (const name of Object.keys(env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete env[name];
  Object.assign(env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
};

export const pointToStandIns = (env: NodeJS.ProcessEnv, endpoints: Endpoints): void => {
  for (const [service, variable] of Object.entries(VARIABLES)) {
    const url = endpoints[service];
    if (!url) throw new Error(`The stand-ins name no address for ${service}.`);
    env[variable] = url;
  }
};
