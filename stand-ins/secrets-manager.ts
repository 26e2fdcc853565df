/** Stand-in for Secrets Manager: returns the values that were set. */
import { arns } from './names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonError,
  jsonOf,
  type Service,
  targetOf,
  type WireRequest,
} from './wire.ts';

export type SecretsControl = Readonly<{
  /** A string is stored as it is, every other value as JSON. */
  set: (id: string, value: unknown) => void;
}>;

const CONTENT_TYPE = 'application/x-amz-json-1.1';

export const createSecretsManager = (now: () => number): { service: Service; control: SecretsControl } => {
  const secrets = new Map<string, Readonly<{ text: string; version: number; at: number }>>();

  const read = (id: string) => {
    const name = id.startsWith('arn:') ? (id.split(':').at(-1) ?? '') : id;
    const secret = secrets.get(name);
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return {
      ARN: arns.secret(name),
      Name: name,
      SecretString: secret.text,
      VersionId: String(secret.version).padStart(32, '0'),
      VersionStages: ['AWSCURRENT'],
      CreatedDate: secret.at / 1000,
    };
  };
  const understand = (request: WireRequest): Call => {
    const operation = targetOf(request);
    const id = String(jsonOf(request)['SecretId'] ?? '');
    return {
      operation,
      needs: [
        { action: `secretsmanager:${operation}`, resource: id.startsWith('arn:') ? id : arns.secret(id) },
      ],
      run: () => {
        if (operation !== 'GetSecretValue')
          throw new AwsError(
            'InvalidRequestException',
            `The Secrets Manager stand-in knows GetSecretValue only, not ${operation}.`,
          );
        return jsonAnswer(read(id), CONTENT_TYPE);
      },
    };
  };
  const service: Service = {
    name: 'secrets-manager',
    understand,
    refuse: jsonError('com.amazonaws.secretsmanager', CONTENT_TYPE),
    throttled: () => new AwsError('ThrottlingException', 'Rate exceeded (injected fault).'),
    failed: () => new AwsError('InternalServiceError', 'Internal service error (injected fault).', 500),
  };
  const set = (id: string, value: unknown): void => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    secrets.set(id, { text, version: (secrets.get(id)?.version ?? 0) + 1, at: now() });
  };
  return { service, control: { set } };
};
