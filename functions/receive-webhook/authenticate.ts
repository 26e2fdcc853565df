/**
 * Checks that the sender is the one the address is for: first signature or bearer token, then the shop, which
 * no signature covers.
 */
import { shopSecret } from '../../adapters/secrets/shop-secret.ts';
import { verifyBearer, verifySignature } from '../../adapters/secrets/webhook-signature.ts';
import type { WebhookSecrets } from '../../core/ports/secrets.ts';
import type { Verdict } from '../../core/ports/webhook-signature.ts';
import { present } from '../../core/present.ts';
import { type Answer, refusal } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import type { Platform, Sender } from '../../platforms/platform.ts';
import type { ReceiveWebhookDeps } from './deps.ts';
import { isYoung } from './freshness.ts';
import type { Request } from './request.ts';
import type { Shops } from './shops.ts';

type Authenticated =
  | Readonly<{ request: Request; refused?: never }>
  | Readonly<{ refused: Answer; request?: never }>;

/** An accepted request says whether it is signed or only shows a token. */
export const authenticate = async (deps: ReceiveWebhookDeps, asked: Request): Promise<Authenticated> => {
  const request: Request = showsToken(asked) ? { ...asked, bearer: true } : asked;
  const sender = request.platform.senderOf?.(new TextDecoder().decode(request.body)) ?? {};
  const { verdict, ownSecret } = request.bearer
    ? { verdict: await tokenOf(deps, request) }
    : await signatureOf(deps, request, sender);
  const refused = verdict === 'valid' ? strangeShop(deps.shops, request, sender) : REFUSALS[verdict];
  if (!refused) return { request: present({ ...request, ownSecret }) };
  deps.log.info('refused', {
    platform: request.platform.name,
    signature: verdict,
    status: refused.statusCode ?? 0,
  });
  return { refused };
};

/** True where only the token counts: a request with a signature is judged by it, whatever else it shows. */
const showsToken = ({ platform, headers }: Request): boolean =>
  platform.bearer === true &&
  headers['webhook-signature'] === undefined &&
  headers['authorization'] !== undefined;

export const REFUSALS: Readonly<Record<Exclude<Verdict, 'valid'>, Answer>> = {
  missing: refusal(
    401,
    'signature-missing',
    'The request carries no complete signature. Check that the webhook was made with a secret.',
  ),
  wrong: refusal(
    401,
    'signature-wrong',
    'The signature does not fit the body. Check that both sides have the same secret, and that nothing between them changes the body.',
  ),
  outdated: refusal(
    401,
    'signature-outdated',
    'The signature is more than five minutes away from the present. Sign each attempt anew, and check the clock.',
  ),
};

const signatureOf = async (
  { webhookSecrets }: ReceiveWebhookDeps,
  { platform, headers, body, now }: Request,
  sender: Sender,
): Promise<Signed> => {
  const found = await withYoungSecret(webhookSecrets, (all) => {
    const own = secretsOfShop(all, platform, headers);
    // Whoever knows what others sign with is not this shop, whatever a header says.
    const secrets = own ?? [...[all[platform.name] ?? []].flat(), ...ownSecrets(all, platform, sender)];
    const verdict = verifySignature({ scheme: platform.signature, headers, body, secrets, now });
    return verdict === 'wrong' ? undefined : present({ verdict, ownSecret: own && (true as const) });
  });
  if (found?.verdict === 'valid' && sender.signedAt !== undefined && !isYoung(sender.signedAt, now))
    return { verdict: 'outdated' };
  return found ?? { verdict: 'wrong' };
};

type Signed = Readonly<{ verdict: Verdict; ownSecret?: true }>;

/** What a shop signs with that shares no secret: under `woocommerce/tea.example`, beside the platform's. */
const secretsOfShop = (
  all: WebhookSecrets,
  { name, shopOf, countsFromOne }: Platform,
  headers: Request['headers'],
): readonly string[] | undefined => {
  const own = countsFromOne && shopOf ? all[`${name}/${shopOf(headers)}`] : undefined;
  return own === undefined ? undefined : [own].flat();
};

/** The secrets that the shop got when it registered: one for each secret of our app that is valid now. */
const ownSecrets = (all: WebhookSecrets, { registration }: Platform, { shop }: Sender): readonly string[] =>
  registration && shop !== undefined
    ? [all[registration.secret] ?? []]
        .flat()
        .filter((secret) => secret.trim() !== '')
        .map((secret) => shopSecret(secret, shop))
    : [];

const tokenOf = async (
  { bearerTokens }: ReceiveWebhookDeps,
  { platform, headers }: Request,
): Promise<Verdict> => {
  const verdict = await withYoungSecret(bearerTokens, (all) => {
    const found = verifyBearer({ headers, tokens: [all[platform.name] ?? []].flat() });
    return found === 'wrong' ? undefined : found;
  });
  return verdict ?? 'wrong';
};

const strangeShop = (shops: Shops, { platform, headers }: Request, { domain }: Sender): Answer | undefined =>
  platform.shopOf || platform.senderOf
    ? shopRefused(shops[platform.name], platform.shopOf?.(headers) ?? domain ?? '')
    : undefined;

/** Refuses a shop that is not among those that may call; where none is named, every shop may. */
export const shopRefused = (allowed: readonly string[] | undefined, shop: string): Answer | undefined => {
  if (allowed === undefined || allowed.length === 0 || allowed.includes(shop)) return undefined;
  return refusal(
    403,
    'shop-not-allowed',
    'This shop is not among those that may call. Add its domain to the shops of this deployment.',
  );
};
