/** Makes a coupon in WooCommerce by its REST API (wc/v3), with a consumer key of the shop. */
import * as z from 'zod';
import { toDecimal } from '../../core/money.ts';
import type { CodeAsked, CodeMade } from '../../core/ports/shop-codes.ts';
import { present } from '../../core/present.ts';
import type { WoocommerceAccess } from './shop-access.ts';
import { jsonIn, noAnswer, refusalIn, sameEnd, wholeSecond } from './shop-answer.ts';

const TAKEN = 'woocommerce_rest_coupon_code_already_exists';

const coupon = z.object({ description: z.string(), date_expires_gmt: z.string().nullish() });
const refusal = z.object({ code: z.string().max(100) });

export const makeWoocommerceCoupon = async (
  options: WoocommerceAccess,
  asked: CodeAsked,
): Promise<CodeMade> => {
  try {
    const answer = await call(options, { method: 'POST', path: '', body: bodyOf(asked) });
    const said = jsonIn(answer);
    const { code } = refusal.safeParse(said).data ?? {};
    if (answer.status === 400 && code === TAKEN) return await ownOf(options, asked);
    const refused = refusalIn(answer);
    if (refused) return { ...refused, why: [refused.why, ...(code === undefined ? [] : [code])].join(' ') };
    return isAsked(asked, said);
  } catch (error) {
    return noAnswer(error);
  }
};

/** `date_expires_gmt` is read-only in effect; a moment with its zone in `date_expires` is kept exactly. */
const bodyOf = ({ code, worth, minimum, expiresAt, title }: CodeAsked): object => ({
  code,
  description: title,
  usage_limit: 1,
  ...worthOf(worth),
  ...present({
    date_expires: expiresAt === undefined ? undefined : wholeSecond(expiresAt),
    minimum_amount: minimum && toDecimal(minimum),
  }),
});

const worthOf = (worth: CodeAsked['worth']): object => {
  if ('percent' in worth) return { discount_type: 'percent', amount: String(worth.percent) };
  if ('amount' in worth) return { discount_type: 'fixed_cart', amount: toDecimal(worth.amount) };
  return { discount_type: 'fixed_cart', amount: '0', free_shipping: true };
};

/** Somebody has the code already: this system, where an earlier attempt heard no answer, or nobody knows who. */
const ownOf = async (options: WoocommerceAccess, asked: CodeAsked): Promise<CodeMade> => {
  const answer = await call(options, { method: 'GET', path: `?code=${encodeURIComponent(asked.code)}` });
  const refused = refusalIn(answer);
  if (refused) return refused;
  const [found] = z.array(z.unknown()).safeParse(jsonIn(answer)).data ?? [];
  return isAsked(asked, found);
};

/** A plug-in may change what was asked for; a mail must not promise what the shop does not keep. */
const isAsked = (asked: CodeAsked, said: unknown): CodeMade => {
  const { data } = coupon.safeParse(said);
  if (!data) return { kind: 'later', why: 'the answer is no coupon' };
  if (data.description !== asked.title) return { kind: 'refused', why: 'the code is taken' };
  return sameEnd(data.date_expires_gmt, asked.expiresAt)
    ? { kind: 'made' }
    : { kind: 'refused', why: 'the shop states another end' };
};

type Call = Readonly<{ method: 'GET' | 'POST'; path: string; body?: object }>;

const call = ({ send, baseUrl, key, secret }: WoocommerceAccess, { method, path, body }: Call) =>
  send(
    present({
      method,
      url: `${baseUrl}/wp-json/wc/v3/coupons${path}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    }),
  );
