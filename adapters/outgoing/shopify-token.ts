/**
 * The access token for a Shopify shop. An app of the shop's own gets one for a day by its client id and
 * secret (client credentials grant); it is kept until shortly before its end.
 */
import * as z from 'zod';
import type { ShopCredentials } from '../../contract/secrets.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { RequestPublic } from './public-request.ts';
import { jsonIn, noAnswer, refusalIn } from './shop-answer.ts';

type Credentials = NonNullable<ShopCredentials['shopify']>;
type Token = Readonly<{ token: string }>;

export type ShopifyTokens = Readonly<{
  get: (
    credentials: Credentials,
    at: Readonly<{ send: RequestPublic; baseUrl: string }>,
  ) => Promise<Token | ShopRefusal>;
  /** Shopify took the token no longer. */
  drop: (credentials: Credentials) => void;
}>;

const EARLY_MS = 5 * 60_000;
const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export const createShopifyTokens = (now: () => Instant): ShopifyTokens => {
  const held = new Map<string, Held>();
  return {
    get: async (credentials, at) => {
      if ('access_token' in credentials) return { token: credentials.access_token };
      const key = keyOf(credentials);
      const known = held.get(key);
      if (known && known.until > now()) return known;
      const asked = await ask(credentials, at, now());
      if ('token' in asked) held.set(key, asked);
      return asked;
    },
    drop: (credentials) => void held.delete(keyOf(credentials)),
  };
};

type Held = Token & Readonly<{ until: Instant }>;
type At = Parameters<ShopifyTokens['get']>[1];

const ask = async (
  credentials: Exclude<Credentials, { access_token: string }>,
  { send, baseUrl }: At,
  now: Instant,
): Promise<Held | ShopRefusal> => {
  try {
    const answer = await send(grantFor(credentials, baseUrl));
    const refused = refusalIn(answer);
    // Wrong ids are answered with 400 and a page.
    if (refused) return answer.status === 400 ? { ...refused, ...WRONG } : refused;
    const { data } = granted.safeParse(jsonIn(answer));
    if (!data) return { kind: 'later', why: 'the answer is no token' };
    return { token: data.access_token, until: now + data.expires_in * 1_000 - EARLY_MS };
  } catch (error) {
    return noAnswer(error);
  }
};

const WRONG = { kind: 'refused', credentials: true } as const;

const keyOf = (credentials: Credentials): string => JSON.stringify(credentials);

const grantFor = (credentials: Exclude<Credentials, { access_token: string }>, baseUrl: string) => ({
  method: 'POST' as const,
  url: `${baseUrl}/admin/oauth/access_token`,
  headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.client_id,
    client_secret: credentials.client_secret,
  }).toString(),
});
