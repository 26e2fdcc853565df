/**
 * Leaves out of every SDK call what nobody looks at here: it signs, resolves an endpoint, describes the
 * machine, and puts its steps together anew, which costs more than everything else in a world. What a call
 * says, how it is repeated and how its answer is read stays the SDK's own.
 */
import { __Client as Client } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';

type Context = Record<string, unknown> &
  Readonly<{ __smithy_context: Readonly<{ operationSchema?: readonly unknown[] }> }>;
type Sent = { input: object; request?: { headers: Record<string, string> } };
type Handler = (sent: Sent) => Promise<Readonly<{ output: unknown }>>;
type Middleware = (next: Handler, context: Context) => Handler;
type Stack = Readonly<{
  concat: (other: Stack) => Stack;
  remove: (name: string) => boolean;
  add: (middleware: Middleware, options: object) => void;
  addRelativeTo: (middleware: Middleware, options: object) => void;
}>;
type Config = Readonly<{
  region: () => Promise<string>;
  userAgentAppId: () => Promise<string | undefined>;
  /** The client calls a server of the test's own, or stand-ins behind one address. */
  isCustomEndpoint?: boolean;
  endpointProvider: (parameters: object, context: object) => Readonly<{ url: URL }>;
  protocol: Readonly<{ serializeRequest: (...parts: readonly unknown[]) => Promise<Sent['request']> }>;
}>;
type Command = Readonly<{
  input: object;
  resolveMiddleware: (stack: Stack, config: Config, options: undefined) => Handler;
  /** A document client's command wraps a plain one. */
  clientCommand?: Command;
  middlewareStack: Stack;
  addMarshallingMiddleware?: (config: Config) => void;
}>;
type AnyClient = Readonly<{ config: Config; middlewareStack: Stack }>;

const LEFT_OUT = [
  'loggerMiddleware',
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'hostHeaderMiddleware',
  'recursionDetectionMiddleware',
];

const unsigned = (stack: Stack): Stack => {
  for (const name of LEFT_OUT) stack.remove(name);
  return stack;
};

/** The same one for all calls of a client, but for S3, where the bucket stands in it. */
const oneEndpoint =
  (config: Config): Middleware =>
  (next, context) =>
  async (sent) => {
    const parameters = { Region: await config.region(), UseDualStack: false, UseFIPS: false };
    context['endpointV2'] ??= config.endpointProvider(parameters, {});
    return next(sent);
  };

/** The SDK copies its whole configuration for each call; here the protocol sees it through a prototype. */
const uncopiedConfig =
  (config: Config): Middleware =>
  (next, context) => {
    const [, namespace, name, traits, input, output] = context.__smithy_context.operationSchema ?? [];
    const operation = { name, namespace, traits, input, output };
    const seen = Object.assign(Object.create(config) as object, context, {
      endpoint: async () => {
        const { protocol, hostname, pathname } = (context['endpointV2'] as Readonly<{ url: URL }>).url;
        return { protocol, hostname, path: pathname };
      },
    });
    return async (sent) =>
      next({ ...sent, request: await config.protocol.serializeRequest(operation, sent.input, seen) } as Sent);
  };

/** Stand-ins know by it which function calls. */
const nameOnly =
  (config: Config): Middleware =>
  (next) =>
  async (sent) => {
    const name = await config.userAgentAppId();
    if (sent.request) sent.request.headers['user-agent'] = `app/${name}`;
    return next(sent);
  };

const leanly = (stack: Stack, config: Config): Stack => ({
  ...stack,
  // Only here all steps have come together: the client's, the command's and those of the endpoint.
  concat: (other) => {
    const whole = unsigned(stack.concat(other));
    const before = { relation: 'before', toMiddleware: 'serializerMiddleware', override: true };
    whole.addRelativeTo(oneEndpoint(config), { ...before, name: 'endpointV2Middleware' });
    whole.add(uncopiedConfig(config), { step: 'serialize', name: 'serializerMiddleware', override: true });
    whole.add(nameOnly(config), {
      step: 'build',
      priority: 'low',
      name: 'getUserAgentMiddleware',
      override: true,
    });
    return whole;
  },
});

const composed = ({ config, middlewareStack }: AnyClient, command: Command): Handler => {
  command.addMarshallingMiddleware?.(config);
  const inner = command.clientCommand ?? command;
  const stack = inner === command ? middlewareStack : middlewareStack.concat(command.middlewareStack);
  return inner.resolveMiddleware(leanly(stack, config), config, undefined);
};

type Leaning = Readonly<{
  /** S3's calls stay signed: where all services have one endpoint, stand-ins know S3 by the signature alone. */
  s3?: 'signed';
}>;

const plainSend = Client.prototype.send;

/** From now on, for all clients of this process. Limits of real time that a caller sets do not count here. */
export const makeClientsLean = ({ s3 }: Leaning = {}): void => {
  const known = new WeakMap<object, Map<unknown, Handler>>();
  const handlerOf = (client: AnyClient, command: Command): Handler => {
    const { middlewareStack: stack, config } = client;
    if (client instanceof S3Client)
      return command.resolveMiddleware(
        s3 === 'signed' ? stack : { ...stack, concat: (other) => unsigned(stack.concat(other)) },
        config,
        undefined,
      );
    const handlers = known.get(client) ?? new Map<unknown, Handler>();
    known.set(client, handlers);
    const handler = handlers.get(command.constructor) ?? composed(client, command);
    handlers.set(command.constructor, handler);
    return handler;
  };
  const send = async function (this: AnyClient, command: Command): Promise<unknown> {
    if (this.config.isCustomEndpoint) return Reflect.apply(plainSend, this, [command]);
    const { input } = command.clientCommand ?? command;
    const { output } = await handlerOf(this, command)({ input });
    return output;
  };
  Object.assign(Client.prototype, { send });
};
