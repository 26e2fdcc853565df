/**
 * Reads the JSON files of coupon pools: one code that everybody gets, or codes that are made in the shop, one
 * for each customer.
 */
import * as z from 'zod';
import { isCode } from '../coupons/code.ts';
import { endOfDay } from '../coupons/expiry.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { CouponPool, Worth } from '../program/coupon-pool.ts';
import { duration, money } from '../program/words.ts';
import { type Instant, parseIso } from '../time/instant.ts';
import { momentOfDay } from '../time/moment-of-day.ts';
import { parseValue } from './issues.ts';
import {
  error,
  type Finding,
  type ParsedFile,
  type Problem,
  syntaxProblems,
  type Text,
  toProblem,
} from './problem.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day that exists, or a moment with its zone. */
const lastMoment = z
  .string()
  .refine(
    (text) =>
      z.iso.date().safeParse(text).success || z.iso.datetime({ offset: true }).safeParse(text).success,
    {
      error: 'last-moment',
    },
  );

const schemaPath = z.string().optional().describe('Path of the JSON Schema, for completion in an editor.');

const oneCode = z.strictObject({
  $schema: schemaPath,
  code: z
    .string()
    .refine(isCode, { error: 'coupon-code' })
    .describe('The code that everybody gets, as the shop knows it.'),
  validUntil: lastMoment
    .optional()
    .describe(
      'The last day on which the shop takes the code, e.g. "2026-12-24", or a moment, e.g. "2026-12-24T18:00:00+01:00". After it no message with this code leaves.',
    ),
});

const WORTHS = ['percent', 'amount', 'freeShipping'] as const;

/** `shops` are the platforms that make codes; without them any name is taken. */
const madeInTheShop = (shops: readonly string[] | undefined) =>
  z
    .strictObject({
      $schema: schemaPath,
      shop: (shops ? z.enum(shops) : z.string().max(LIMITS.textChars)).describe(
        'The platform in which a code is made for each customer, when the message leaves.',
      ),
      percent: z.number().int().min(1).max(100).optional().describe('Takes so many percent off the cart.'),
      amount: money.optional().describe("Takes this amount off the cart, in the shop's own currency."),
      freeShipping: z.literal(true).optional().describe('Takes off the shipping.'),
      validFor: duration
        .optional()
        .describe(
          'How long a code is valid where the coupon step does not say: from the message that carries it.',
        ),
      prefix: z
        .string()
        .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, { error: 'code-prefix' })
        .optional()
        .describe('How the codes begin, e.g. "BDAY": BDAY-7KX2M9QRTA.'),
      minimum: money
        .optional()
        .describe("The smallest cart that may use the code, in the shop's own currency."),
    })
    .refine((file) => WORTHS.filter((worth) => file[worth] !== undefined).length === 1, {
      error: 'one-worth',
    });

export const couponFileSchema = (shops?: readonly string[]) =>
  z.union([oneCode, madeInTheShop(shops)]).meta({
    title: 'Stammkunde coupon pool',
    description:
      'One code for everybody: { "code": "FEST10" }. Codes that are made in the shop, one for each customer: { "shop": "<platform>", "percent": 10, "validFor": "7d" }. Codes of their own that the shop has already are a list: coupons/<pool>.csv.',
  });

type PoolRead = Readonly<{ pool?: CouponPool; problems: readonly Problem[] }>;
type World = Readonly<{
  timeZone: string;
  now: Instant;
  currency?: string | undefined;
  /** Platforms that make codes. */
  shopsWithCodes?: readonly string[] | undefined;
}>;

export const readPoolFile = (path: string, parsed: ParsedFile | undefined, world: World): PoolRead => {
  if (!parsed) return { problems: [] };
  if (parsed.syntaxProblems.length > 0) return { problems: syntaxProblems(path, parsed) };
  const result = parseValue(couponFileSchema(world.shopsWithCodes), parsed.value);
  const { pool, findings } =
    'output' in result ? poolIn(result.output, world) : { pool: undefined, findings: result.findings };
  return present({ pool, problems: findings.map((finding) => toProblem(path, parsed, finding)) });
};

type Read = Readonly<{ pool?: CouponPool; findings: readonly Finding[] }>;

const poolIn = (file: z.infer<ReturnType<typeof couponFileSchema>>, world: World): Read =>
  'shop' in file ? shopPool(file, world) : onePool(file, world);

const onePool = ({ code, validUntil }: z.infer<typeof oneCode>, { timeZone, now }: World): Read => {
  const until = validUntil === undefined ? undefined : lastMomentOf(validUntil, timeZone);
  const isPast = until !== undefined && until < now;
  return {
    pool: present({ kind: 'one', code, until }),
    findings: isPast ? [{ severity: 'warning', path: ['validUntil'], message: PAST }] : [],
  };
};

const lastMomentOf = (text: string, timeZone: string): Instant | undefined =>
  ISO_DAY.test(text)
    ? endOfDay(momentOfDay(text, { hour: 12, minute: 0 }, timeZone), timeZone)
    : parseIso(text);

type ShopFile = z.infer<ReturnType<typeof madeInTheShop>>;

const shopPool = (file: ShopFile, { currency }: World): Read => {
  const { shop, validFor, prefix = '', minimum } = file;
  const worth = worthOf(file);
  const findings = (['amount', 'minimum'] as const).flatMap((key) => {
    const stated = file[key];
    if (!stated) return [];
    if (stated.amount === 0) return [error([key, 'amount'], NOTHING)];
    return currency === undefined || stated.currency === currency
      ? []
      : [error([key, 'currency'], otherMoney(currency))];
  });
  if (findings.length > 0) return { findings };
  return { pool: present({ kind: 'shop', shop, worth, prefix, validFor, minimum }), findings };
};

const worthOf = ({ percent, amount }: ShopFile): Worth => {
  if (percent !== undefined) return { percent };
  return amount ? { amount } : { freeShipping: true };
};

const NOTHING: Text = {
  de: 'Null ist hier nichts wert: ein Betrag in der kleinsten Einheit der Währung, zum Beispiel 500 für 5,00 EUR.',
  en: 'Zero is worth nothing here: an amount in the smallest unit of the currency, for example 500 for 5.00 EUR.',
};
const otherMoney = (currency: string): Text => ({
  de: `Der Shop rechnet in ${currency} (settings.json, currency), und seine Codes tun es auch.`,
  en: `The shop reckons in ${currency} (settings.json, currency), and so do its codes.`,
});
const PAST: Text = {
  de: 'Dieser Tag ist vorbei: Nachrichten mit diesem Code gehen nicht hinaus.',
  en: 'This day has passed: messages with this code do not leave.',
};
