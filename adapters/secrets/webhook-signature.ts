/**
 * Checks who sent a webhook: HMAC over the raw bytes, in constant time, against every secret that is valid
 * during a rotation.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  SignatureScheme,
  Signed,
  Verdict,
  VerifyBearer,
  VerifySignature,
} from '../../core/ports/webhook-signature.ts';

/** Tolerance of Standard Webhooks, in both directions, so that neither a replay nor a wrong clock passes. */
const TOLERANCE_MS = 5 * 60_000;
/** A sender lists one signature per valid key, and no sender has more than a few. */
const SIGNATURES_PER_HEADER = 10;

export const verifySignature: VerifySignature = (signed) => {
  const secrets = signed.secrets.filter((secret) => secret.trim() !== '');
  const { scheme } = signed;
  if (scheme.kind === 'standard')
    return standardWebhooks(signed, secrets.map(scheme.secretIs === 'text' ? bytesOf : keyOf));
  const given = signed.headers[scheme.header] ?? otherHeader(signed);
  if (!given) return 'missing';
  return secrets.some((secret) => sameText(given.trim(), expected(scheme, secret, signed.body)))
    ? 'valid'
    : 'wrong';
};

const otherHeader = ({ scheme, headers }: Signed): string | undefined =>
  scheme.kind === 'hmac-base64' && scheme.otherHeader !== undefined ? headers[scheme.otherHeader] : undefined;

const expected = (
  scheme: Exclude<SignatureScheme, { kind: 'standard' }>,
  secret: string,
  body: Uint8Array,
): string => {
  const key = scheme.kind === 'hmac-base64' && scheme.secretIn === 'html' ? withoutEntities(secret) : secret;
  const hmac = createHmac('sha256', key).update(body);
  return scheme.kind === 'hmac-base64' ? hmac.digest('base64') : scheme.prefix + hmac.digest('hex');
};

/**
 * What WordPress's wp_specialchars_decode makes of a secret: these five characters and no others, each once.
 * A secret that holds none of their entities stays as it was entered.
 */
const withoutEntities = (secret: string): string =>
  secret.replace(ENTITY, (_, name: string) => {
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return CHARACTERS[name] ?? String.fromCharCode(code);
  });

const ENTITY = /&(lt|gt|amp|quot|#0*(?:34|38|39|60|62)|#x0*(?:22|26|27));/g;
const CHARACTERS: Readonly<Record<string, string | undefined>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Checks a bearer token, because CloudEvents have no signature of their own. */
export const verifyBearer: VerifyBearer = ({ headers, tokens }) => {
  const given = /^Bearer +(\S+)$/i.exec(headers['authorization']?.trim() ?? '')?.[1];
  if (!given) return 'missing';
  return isAgreedToken(given, tokens) ? 'valid' : 'wrong';
};

/** True where a token that is sent unencoded, such as that of a handshake, is one of the agreed ones. */
export const isAgreedToken = (given: string, agreed: readonly string[]): boolean =>
  agreed.some((token) => token.trim() !== '' && sameText(given, token.trim()));

/**
 * Implemented here instead of with the `standardwebhooks` package, which reads the machine's clock and signs
 * decoded text instead of bytes. The tests compare the two.
 */
const standardWebhooks = (
  { headers, body, now }: Signed,
  keys: readonly (Uint8Array | undefined)[],
): Verdict => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  if (!id || !timestamp || !given) return 'missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'wrong';
  const signatures = given.split(' ').slice(0, SIGNATURES_PER_HEADER);
  const right = keys.some((key) => {
    if (key === undefined) return false;
    const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
    return signatures.some((signature) => sameText(signature, expected));
  });
  if (!right) return 'wrong';
  return Math.abs(now - Number(timestamp) * 1_000) > TOLERANCE_MS ? 'outdated' : 'valid';
};

const bytesOf = (secret: string): Uint8Array => Buffer.from(secret);

/** The key of a secret: `whsec_` and base64; the prefix may be missing. */
const keyOf = (secret: string): Buffer | undefined => {
  const base64 = secret.trim().replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const key = Buffer.from(base64, 'base64');
  return key.length > 0 ? key : undefined;
};

const sameText = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};
