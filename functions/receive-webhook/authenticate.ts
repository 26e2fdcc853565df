/** Is the sender who the address belongs to? Signature first, then the shop, which no signature covers. */
import { verifySignature } from '../../adapters/secrets/webhook-signature.ts';
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import type { Verdict } from '../../core/ports/webhook-signature.ts';
import type { Log } from '../../runtime/log.ts';
import { type Answer, refusal } from './answer.ts';
import type { Request } from './request.ts';
import type { Shops } from './shops.ts';

type Door = Readonly<{ env: ReceiveWebhookEnv; shops: Shops; secrets: Secrets; log: Log }>;

/**
 * A signature that fails against an older copy of the secrets may come from a new one: it is read again, at
 * most this often.
 */
const ROTATION_MS = 30_000;

/** Undefined = welcome. */
export const authenticate = async (door: Door, request: Request): Promise<Answer | undefined> => {
  const cached = await verdict(door, request);
  const final = cached === 'wrong' ? await verdict(door, request, ROTATION_MS) : cached;
  const answer = final === 'valid' ? strangeShop(door.shops, request) : REFUSALS[final];
  if (answer)
    door.log.told('refused', {
      platform: request.platform.name,
      signature: final,
      status: answer.statusCode ?? 0,
    });
  return answer;
};

const REFUSALS: Readonly<Record<Exclude<Verdict, 'valid'>, Answer>> = {
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

const verdict = async (
  { env, secrets }: Door,
  { platform, headers, body, now }: Request,
  maxAgeMs?: number,
): Promise<Verdict> => {
  const configured = (await secrets.webhookSecrets(env.WEBHOOK_SECRETS_ID, maxAgeMs))[platform.name] ?? [];
  return verifySignature({
    scheme: platform.signature,
    headers,
    body,
    secrets: typeof configured === 'string' ? [configured] : configured,
    now,
  });
};

const strangeShop = (shops: Shops, { platform, headers }: Request): Answer | undefined => {
  const allowed = shops[platform.name];
  if (
    !platform.shopOf ||
    allowed === undefined ||
    allowed.length === 0 ||
    allowed.includes(platform.shopOf(headers))
  )
    return undefined;
  return refusal(
    403,
    'shop-not-allowed',
    'This shop is not among those that may call. Add its domain to the shops of this deployment.',
  );
};
