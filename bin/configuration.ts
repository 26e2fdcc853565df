/**
 * Reads the configuration from the CDK context (`-c name=value` or cdk.json). Error messages say what is
 * wrong, what is allowed, and how to fix it.
 */
import { ASKED_FOR_DETAILS, ONE_SHOP_ALONE, RECONCILABLE, type Stage } from '../lib/deployment.ts';
import type { Configuration } from '../lib/make-stacks.ts';

type Read = (name: string) => unknown;
type Rule = Readonly<{ pattern: RegExp; allowed: string; example: string }>;

const STAGE: Rule = { pattern: /^(dev|prod)$/, allowed: 'dev or prod', example: 'dev' };
const SHOP: Rule = {
  pattern: /^[a-z0-9-]{1,20}$/,
  allowed: '1 to 20 of a-z, 0-9 and -',
  example: 'tea-shop',
};
const REGION: Rule = {
  pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
  allowed: 'a region of AWS; the default keeps the data in Frankfurt',
  example: 'eu-central-1',
};
const DOMAIN: Rule = {
  pattern: /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  allowed: 'a domain in lower case',
  example: 'shop.example',
};
const EMAIL: Rule = {
  pattern: /^[^\s@]{1,64}@[^\s@]{3,253}$/,
  allowed: 'one e-mail address',
  example: 'technik@shop.example',
};

const KNOWN = ['stage', 'shop', 'region', 'mailDomain', 'alarmEmail', 'shops', 'reconcile', 'details'];

export const readConfiguration = (read: Read): Configuration => {
  const alarmEmail = read('alarmEmail') === undefined ? undefined : text(read, 'alarmEmail', EMAIL);
  return {
    region: text(read, 'region', REGION, 'eu-central-1'),
    deployment: {
      stage: text(read, 'stage', STAGE, 'dev') === 'prod' ? 'prod' : ('dev' satisfies Stage),
      shop: text(read, 'shop', SHOP, 'shop'),
      mailDomain: text(read, 'mailDomain', DOMAIN, 'shop.example'),
      ...(alarmEmail === undefined ? {} : { alarmEmail }),
      shops: shopDomains(read('shops')),
      reconcile: platforms(read, RECONCILE),
      details: platforms(read, DETAILS),
    },
  };
};

const text = (read: Read, name: string, rule: Rule, otherwise?: string): string => {
  const value = read(name) ?? otherwise;
  if (typeof value === 'string' && rule.pattern.test(value)) return value;
  throw new Error(
    `Configuration "${name}" is ${JSON.stringify(value)}. Allowed: ${rule.allowed}. Fix: pass -c ${name}=${rule.example} or set it under "context" in cdk.json. ` +
      `Known settings: ${KNOWN.join(', ')}.`,
  );
};

/** The value is JSON text on the command line, and an object in cdk.json. */
const shopDomains = (value: unknown): Readonly<Record<string, readonly string[]>> => {
  if (value === undefined) return {};
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  if (isShopDomains(parsed)) return withOneShopEach(parsed);
  throw new Error(
    `Configuration "shops" is ${JSON.stringify(value)}. Allowed: a JSON object from platform to a list of shop domains. ` +
      `Fix: pass -c shops='{"shopify":["tea-shop.myshopify.com"]}', or leave it out to let every signed call in.`,
  );
};

type Shops = Readonly<Record<string, readonly string[]>>;

const withOneShopEach = (shops: Shops): Shops => {
  const [platform, domains] =
    Object.entries(shops).find(([name, list]) => ONE_SHOP_ALONE.includes(name) && list.length > 1) ?? [];
  if (platform === undefined) return shops;
  throw new Error(
    `Configuration "shops" names ${domains?.length} shops of ${platform}. Allowed: one, because its webhooks only name what has changed, ` +
      `and one shop alone can be asked for the rest. Fix: a deployment for each, with a name of its own (-c shop=...).`,
  );
};

type Platforms = Readonly<{ name: string; allowed: readonly string[]; otherwise: string }>;

const RECONCILE: Platforms = {
  name: 'reconcile',
  allowed: RECONCILABLE,
  otherwise: 'leave it out to ask no shop for its orders',
};
const DETAILS: Platforms = {
  name: 'details',
  allowed: ASKED_FOR_DETAILS,
  otherwise: 'leave it out where no shop of these is connected',
};

/** The value is text with commas on the command line, and may be a list in cdk.json. */
const platforms = (read: Read, { name, allowed, otherwise }: Platforms): readonly string[] => {
  const value = read(name);
  const named = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : (value ?? []);
  if (Array.isArray(named) && named.every((one) => allowed.includes(one))) return [...new Set(named)];
  throw new Error(
    `Configuration "${name}" is ${JSON.stringify(value)}. Allowed: ${allowed.join(', ')}, separated by commas. ` +
      `Fix: pass -c ${name}=${allowed[0]}, or ${otherwise}.`,
  );
};

const parseJson = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

const isShopDomains = (value: unknown): value is Readonly<Record<string, readonly string[]>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(
    (domains) =>
      Array.isArray(domains) && domains.every((domain) => typeof domain === 'string' && domain !== ''),
  );
