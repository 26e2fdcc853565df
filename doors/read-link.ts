/** Reads the signed link with which a person came to a door. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Keys } from '../core/identity/keys.ts';
import { type LinkClaims, type LinkPurpose, readLink } from '../core/identity/link-token.ts';
import { withYoungSecret } from './young-secret.ts';

/** Undefined where the link is not one of ours for this purpose. */
export const readLinkOf = (
  keys: (maxAgeMs?: number) => Promise<Keys>,
  { pathParameters }: APIGatewayProxyEventV2,
  purpose: LinkPurpose,
): Promise<LinkClaims | undefined> =>
  withYoungSecret(keys, (known) => readLink(known, pathParameters?.['token'] ?? '', purpose));
