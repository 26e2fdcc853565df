/**
 * Registers a shop: it shows by a signature that it has the secret of our app, and gets a proof that we have
 * it too, a secret of its own, and the address that it confirms at.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { proofFor, shopSecret } from '../../adapters/secrets/shop-secret.ts';
import { verifySignature } from '../../adapters/secrets/webhook-signature.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import type { Registering, Registration } from '../../platforms/platform.ts';
import { REFUSALS, shopRefused } from './authenticate.ts';
import type { ReceiveWebhookDeps } from './deps.ts';
import { isYoung } from './freshness.ts';

export const registerShop = async (
  { webhookSecrets, shops }: Pick<ReceiveWebhookDeps, 'webhookSecrets' | 'shops'>,
  { name, registration }: Readonly<{ name: string; registration: Registration }>,
  event: APIGatewayProxyEventV2,
  now: Instant,
): Promise<Answer> => {
  const asked = registration.read(event.queryStringParameters ?? {});
  if (!asked) return noRegistration;
  const secret = await withYoungSecret(webhookSecrets, (all) =>
    [all[registration.secret] ?? []].flat().find((one) => isSignedBy(one, asked, registration, event)),
  );
  if (secret === undefined) return REFUSALS.wrong;
  // Whoever kept an old request would be given the secret by it.
  if (!isYoung(asked.at, now)) return REFUSALS.outdated;
  return (
    shopRefused(shops[name], asked.domain) ??
    answer(200, {
      proof: proofFor(secret, asked.proofOf),
      secret: shopSecret(secret, asked.shop),
      confirmation_url: addressOf(event),
    })
  );
};

/** Gateways may encode a query anew, so the text is made from its values; the query as it came counts too. */
const isSignedBy = (
  secret: string,
  { signed }: Registering,
  { signature: scheme }: Registration,
  { headers, rawQueryString }: APIGatewayProxyEventV2,
): boolean =>
  [signed, rawQueryString].some(
    (text) =>
      verifySignature({ scheme, headers, body: Buffer.from(text), secrets: [secret], now: 0 }) === 'valid',
  );

/** The public address of this door, as the shop has called it. */
const addressOf = ({ headers, rawPath, requestContext: { domainName } }: APIGatewayProxyEventV2): string => {
  const scheme = headers['x-forwarded-proto'] ?? (ON_THIS_MACHINE.test(domainName) ? 'http' : 'https');
  return `${scheme}://${domainName}${rawPath}`;
};

const ON_THIS_MACHINE = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

const noRegistration = refusal(
  400,
  'no-registration',
  'A registration has shop-id, shop-url and timestamp, and is signed with the secret of the app.',
);
