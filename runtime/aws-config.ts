/**
 * What every SDK client of a function shares. Region, credentials and endpoints come from the environment as
 * the SDK reads it.
 */

/**
 * The part of an SDK request handler that we pass through; in tests it may answer in process instead of over
 * a socket.
 */
export type RequestHandler = Readonly<{
  handle: (request: never, options?: never) => Promise<{ response: never }>;
}>;

export type AwsConfig = Readonly<{
  /** The function's name: shows in CloudTrail which function called, and locally which role must allow it. */
  userAgentAppId: string;
  requestHandler?: RequestHandler;
}>;
