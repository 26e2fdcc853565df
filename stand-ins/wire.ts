/** The requests and answers between an SDK client and a stand-in, and how a stand-in describes a call. */

export type ServiceName =
  | 'dynamodb'
  | 'sqs'
  | 'scheduler'
  | 'ses'
  | 's3'
  | 'sns'
  | 'secrets-manager'
  | 'whatsapp'
  | 'shops'
  | 'webhooks';

export type WireRequest = Readonly<{
  method: string;
  host: string;
  path: string;
  query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}>;

export type WireAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}>;

/** Counts a call's consumption in DynamoDB's read and write units. */
export type Meter = (readUnits: number, writeUnits: number) => void;

/** One parsed call: the permissions it needs, and how to perform it. */
export type Call = Readonly<{
  operation: string;
  needs: readonly Readonly<{ action: string; resource: string }>[];
  run: (meter: Meter) => WireAnswer | Promise<WireAnswer>;
}>;

export type Service = Readonly<{
  name: ServiceName;
  /** Throws an AwsError where AWS would refuse the request as a whole. */
  understand: (request: WireRequest) => Call;
  refuse: (error: AwsError) => WireAnswer;
  /** The errors of this service when it is called too often, and when it fails itself. */
  throttled: () => AwsError;
  failed: () => AwsError;
}>;

/** An error as AWS would return it; `fields` go into the body beside the message. */
export class AwsError extends Error {
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}

/** No answer comes back, so the caller cannot know whether the call happened. */
export class NoAnswer extends Error {
  constructor() {
    super('The connection ended without an answer (injected fault).');
    this.name = 'TimeoutError';
  }
}

export const jsonAnswer = (body: unknown, contentType = 'application/json'): WireAnswer => ({
  status: 200,
  headers: { 'content-type': contentType },
  body: JSON.stringify(body ?? {}),
});

/** REST-JSON services name the error's type in a header. */
export const restJsonError = (error: AwsError): WireAnswer => ({
  status: error.status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.name },
  body: JSON.stringify({ Message: error.message, message: error.message, ...error.fields }),
});

/** JSON 1.0 and 1.1 services name the error's type in the body. */
export const jsonError =
  (shapePrefix: string, contentType: string) =>
  (error: AwsError): WireAnswer => ({
    status: error.status,
    headers: { 'content-type': contentType },
    body: JSON.stringify({ __type: `${shapePrefix}#${error.name}`, message: error.message, ...error.fields }),
  });

/** The operation in `X-Amz-Target: Prefix.Operation`. */
export const targetOf = (request: WireRequest): string =>
  request.headers['x-amz-target']?.split('.').at(-1) ?? '';

const decoder = new TextDecoder();
export const textOf = (request: WireRequest): string => decoder.decode(request.body);

/** The request's JSON body; each stand-in checks what its service checks. */
export const jsonOf = (request: WireRequest): Record<string, unknown> => {
  const text = textOf(request);
  if (text === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
};

/** The calling function: clients set `userAgentAppId`, which the SDK writes as `app/<name>`. */
export const functionOf = (request: WireRequest): string =>
  /(?:^|\s)app\/(\S+)/.exec(request.headers['user-agent'] ?? '')?.[1] ?? 'unknown';

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
