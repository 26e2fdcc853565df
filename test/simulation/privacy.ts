/** Customers exercising their rights: by signed command, and by what platforms tell of them. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { present } from '../../core/present.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { type SignedWebhook, signCommand, signShopify, signStandard } from '../../local/signing.ts';
import { request } from '../support/webhooks.ts';
import { clockOf, statedAt } from './clocks.ts';
import type { RightsHappening } from './happening.ts';
import { type Answer, isWelcome, type Request, type Surroundings, statusOf } from './knock.ts';
import { DAY_MS } from './plan.ts';
import { chanceOf } from './random.ts';
import { spelledIn } from './spelling.ts';
import type { Wire } from './wire.ts';
import type { Erased } from './witness.ts';

const SHOP = 'shop.example';
type Erasure = Extract<RightsHappening, { kind: 'erasure' }>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const createPrivacyDesk = (
  { plan, cloud: { clock, witness }, agenda, knock }: Surroundings,
  { overhear }: Pick<Wire, 'overhear'>,
) => {
  const shopsNow = (): number => clock.now() + clockOf(plan.seed, clock.now());
  const addressOf = ({ customer, address }: RightsHappening): string =>
    plan.customers.find(({ index }) => index === customer)?.addresses[address] ?? '';
  /** By what the person is named: an address as it may be spelled, a number that a relative may share. */
  const identityOf = (happening: RightsHappening): Readonly<{ email?: string; phone?: string }> => {
    const customer = plan.customers.find(({ index }) => index === happening.customer);
    const { id, names } = happening;
    const phone = names === undefined ? undefined : (customer?.phone ?? customer?.familyPhone);
    return present({
      email: names === 'phone' && phone !== undefined ? undefined : spelledIn(id, addressOf(happening)),
      phone,
    });
  };
  const shopify = (happening: RightsHappening, topic: string, more: object = {}): APIGatewayProxyEventV2 => {
    const payload = { shop_id: 1, shop_domain: SHOP, customer: identityOf(happening), ...more };
    const signed = signShopify(
      DEFAULT_SECRETS,
      { topic, shop: SHOP, webhookId: happening.id, payload },
      clock.now(),
    );
    overhear(happening.id, { ...signed, way: 'shopify' });
    return webhook('shopify', signed);
  };
  const command = (happening: RightsHappening, name: string): APIGatewayProxyEventV2 => {
    const order = { command: name, identity: identityOf(happening) };
    const { headers, body } = signCommand(
      DEFAULT_SECRETS,
      `${happening.id}-${clock.now()}`,
      order,
      clock.now(),
    );
    overhear(happening.id, { headers, body, way: 'privacy' });
    return { ...request('privacy', Buffer.from(body), headers), pathParameters: { command: name } };
  };
  const told = (happening: Erasure): APIGatewayProxyEventV2 => {
    const timestamp = new Date(statedAt(happening)).toISOString();
    const event = { type: 'customer.erased', timestamp, data: { customer: identityOf(happening) } };
    return webhook('standard', signStandard(DEFAULT_SECRETS, happening.id, event, shopsNow()));
  };
  const erase = (happening: Erasure): void => {
    const { id, customer, via } = happening;
    const address = addressOf(happening);
    const erasure: Mutable<Erased> = {
      customer,
      address,
      byNumber: happening.names === 'phone',
      ...present({ number: identityOf(happening).phone }),
      first: witness.moment(),
      last: witness.moment(),
    };
    witness.erasures.push(erasure);
    const order: Request<Answer> = {
      door: via === 'command' ? 'privacy' : 'receive-webhook',
      about: id,
      call: (functions) => {
        if (via === 'command') return functions.privacy(command(happening, 'erase'));
        return functions.receiveWebhook(
          via === 'event'
            ? told(happening)
            : shopify(happening, 'customers/redact', { orders_to_redact: [] }),
        );
      },
      settled: isWelcome,
      tried: (result, begun) => {
        const ended = witness.moment();
        erasure.last = ended;
        // A platform's word is one erasure however often it is said: then it may count from the first try.
        // Each command is one of its own.
        if (isWelcome(result))
          erasure.answered ??= { begun: via === 'command' ? begun : erasure.first, ended };
      },
    };
    knock(order);
    const chance = chanceOf(plan.seed, 'erased again', id);
    const again = clock.now() + chance.pick([12_000, 11 * MINUTE, 9 * HOUR, 2 * DAY_MS]);
    if (via !== 'command' && plan.faults.includes('senders') && chance.maybe(0.3))
      agenda.add(Math.min(again, plan.calmFrom), () => knock({ ...order, about: `${id} again` }));
  };
  const show = (happening: RightsHappening): void =>
    knock({
      door: 'privacy',
      about: happening.id,
      call: (functions) => functions.privacy(command(happening, 'export')),
      settled: (result) => [200, 202, 404].includes(statusOf(result)),
      tried: (result, begun) => {
        if (!('value' in result) || result.value.statusCode !== 200) return;
        witness.exports.push({ ...begun, customer: happening.customer, text: result.value.body ?? '' });
      },
    });
  const askForData = (happening: RightsHappening): void =>
    knock({
      door: 'receive-webhook',
      about: happening.id,
      call: (functions) =>
        functions.receiveWebhook(
          shopify(happening, 'customers/data_request', { data_request: { id: happening.id } }),
        ),
      settled: isWelcome,
    });
  return (happening: RightsHappening): void => {
    if (happening.kind === 'erasure') erase(happening);
    else if (happening.kind === 'export') show(happening);
    else askForData(happening);
  };
};

const webhook = (platform: string, { headers, body }: SignedWebhook): APIGatewayProxyEventV2 =>
  request(platform, Buffer.from(body), { ...headers });
