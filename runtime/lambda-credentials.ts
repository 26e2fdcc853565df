/**
 * Reads the credentials that Lambda gives every function in its environment. Bundles carry this instead of
 * the SDK's chain of providers, which is larger than our own code.
 */
import { present } from '../core/present.ts';

/**
 * Replaces the export of the same name in @aws-sdk/credential-provider-node (see the alias in
 * lib/node-function.ts).
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey)
    throw new Error(
      'This function runs without credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Lambda sets them from the role.',
    );
  return present({ accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined });
};
