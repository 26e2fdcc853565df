/**
 * A shop under attack: secrets that differ for each door, one customer, and bodies about her as Shopify would
 * sign them.
 */
import type { WebhookSecrets } from '../../contract/secrets.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { type SignedWebhook, signCommand, signShopify, signStandard } from '../../local/signing.ts';
import { statusOf } from './known-customer.ts';
import { startSystem } from './local-system.ts';

export const whsec = (text: string): string => `whsec_${Buffer.from(text).toString('base64')}`;

export const SECRETS: WebhookSecrets = {
  ...DEFAULT_SECRETS,
  shopify: 'klöntje-app-secret',
  standard: whsec('what signs events, and nothing else'),
  bearer: 'Tök3n-of-an-old-till-system',
  privacy: whsec('what signs commands, and nothing else'),
};
export const SHOP = 'wurzel-und-blatt.myshopify.com';
export const RIXT = { id: 990_017, email: 'rixt.van-dijk@example.net', phone: '+4915150001122' };
export const REDACTION = { shop_id: 77, shop_domain: SHOP, customer: RIXT, orders_to_redact: [] };
export const REQUEST = {
  shop_id: 77,
  shop_domain: SHOP,
  customer: RIXT,
  orders_requested: [],
  data_request: { id: 5 },
};
export const LEAVING = { shop_id: 77, shop_domain: SHOP };

export const order = (id: string, at: string): object => ({
  id,
  name: `#${id}`,
  email: RIXT.email,
  phone: RIXT.phone,
  created_at: at,
  updated_at: at,
  processed_at: at,
  currency: 'EUR',
  total_price: '14.50',
  financial_status: 'paid',
  order_number: 17,
  line_items: [{ product_id: 1, quantity: 1, price: '14.50' }],
  customer: { id: RIXT.id, email: RIXT.email },
});

let sent = 0;
export const nextId = (): string => {
  sent += 1;
  return `d-${sent}`;
};

export type AttackedShop = Awaited<ReturnType<typeof openAttackedShop>>;

export const openAttackedShop = async () => {
  const system = await startSystem('2027-02-09T10:00:00Z', { secrets: SECRETS });
  const now = async (): Promise<number> =>
    Date.parse((await system.json<{ now: string }>('/local/clock')).now);
  const fromShopify = async (topic: string, payload: object, headers = {}): Promise<Response> => {
    const signed = signShopify(SECRETS, { topic, shop: SHOP, webhookId: nextId(), payload }, await now());
    return system.deliver({ ...signed, headers: { ...signed.headers, ...headers } });
  };
  const known = async (): Promise<boolean> => (await statusOf(system, RIXT.email)) === 200;
  return {
    system,
    now,
    fromShopify,
    /** Signed with another list of secrets, by an attacker who has only those. */
    signed: async (type: string, data: object, secrets = SECRETS): Promise<SignedWebhook> => {
      const at = await now();
      return signStandard(secrets, nextId(), { type, timestamp: new Date(at).toISOString(), data }, at);
    },
    command: async (
      body: Readonly<{ command: string; identity?: object }>,
      { id = nextId(), secrets = SECRETS } = {},
    ): Promise<SignedWebhook> => signCommand(secrets, id, body, await now()),
    known,
    becomesKnown: async (): Promise<void> => {
      await fromShopify('orders/create', order('6100', '2027-02-09T09:59:00Z'));
      if (!(await known())) throw new Error('the customer is not known');
      await system.advance('1m');
    },
  };
};
