/**
 * The same words as in `tell.ts` where a shop runs on Shopware 6: an app's webhooks about orders, the states
 * that they enter, deliveries and the newsletter. Shopware tells of no cart.
 */
import { createHmac } from 'node:crypto';
import { DEFAULT_SECRETS } from '../../../local/options.ts';
import type { SignedWebhook } from '../../../local/signing.ts';
import { statedAt } from '../clocks.ts';
import type { ToldHappening } from '../happening.ts';
import { minorUnitsOf, type Said, saidOf } from '../tell.ts';
import { type Dialect, teller } from './dialect.ts';

/** What it is called there, and by us: the id of an event has both. */
type Words = Readonly<{ event: string; name: string; part?: string; payload: object }>;

export const shopware: Dialect = (happening, scene) => {
  if (teller(happening, scene)?.shop !== 'shopware' || !('customer' in happening)) return undefined;
  const said = saidOf(happening, scene.customers);
  // Its customers are known by their address, and an order has no field for a number that was typed.
  const words = said.email === undefined ? undefined : wordsOf(happening, said);
  if (words === undefined) return undefined;
  const { event, name, part, payload } = words;
  return {
    platform: 'shopware',
    marks: [[[name, happening.id, ...(part === undefined ? [] : [part])].join(':'), happening.id]],
    sign: (id, now) => signed({ event, payload }, id, now),
  };
};

const wordsOf = (happening: ToldHappening, said: Said): Words | undefined => {
  switch (happening.kind) {
    case 'order':
      return { event: 'checkout.order.placed', name: 'order.placed', payload: orderOf(happening, said) };
    case 'paid':
      return {
        event: 'state_enter.order_transaction.state.paid',
        name: 'order.paid',
        payload: orderOf(happening, said),
      };
    case 'cancelled':
      return {
        event: 'state_enter.order.state.cancelled',
        name: 'order.cancelled',
        payload: orderOf(happening, said),
      };
    case 'shipment':
      return {
        event: 'state_enter.order_delivery.state.shipped',
        name: 'shipment.sent',
        part: `d${happening.order}`,
        payload: orderOf(happening, said),
      };
    case 'consent':
      return happening.channel === undefined
        ? {
            event: 'newsletter.confirm',
            name: 'consent.given',
            payload: recipientOf(happening, said, 'optIn'),
          }
        : undefined;
    case 'withdrawal':
      return happening.channel === undefined
        ? {
            event: 'newsletter.unsubscribe',
            name: 'consent.withdrawn',
            payload: recipientOf(happening, said, 'optOut'),
          }
        : undefined;
    default:
      return undefined;
  }
};

type AboutOrder = Readonly<{
  order: string;
  at: number;
  clock?: number;
  products?: readonly string[];
  currency?: string;
}>;

/** What counts, and no draft that somebody edits. */
const LIVE_VERSION = '0fa91ce3e96a4bc2be4bd9ce752c3425';

const orderOf = (happening: AboutOrder, said: Said): object => {
  const { order, products = [], currency = 'EUR' } = happening;
  const date = dateOf(happening);
  return {
    order: {
      id: order,
      versionId: LIVE_VERSION,
      orderNumber: order,
      orderDateTime: date,
      updatedAt: date,
      amountTotal: minorUnitsOf(products) / 100,
      currency: { isoCode: currency },
      orderCustomer: { email: said.email, firstName: said.firstName },
      language: { locale: { code: said.typist?.locale } },
      lineItems: products.map((product) => ({
        type: 'product',
        productId: product,
        label: `Tee ${product}`,
        quantity: 1,
        unitPrice: minorUnitsOf([product]) / 100,
        totalPrice: minorUnitsOf([product]) / 100,
      })),
      deliveries: [
        {
          id: `d${order}`,
          trackingCodes: [`T${order}`],
          stateMachineState: { technicalName: 'shipped' },
        },
      ],
    },
  };
};

type Dated = Readonly<{ at: number; clock?: number }>;

const recipientOf = (happening: Dated, said: Said, status: 'optIn' | 'optOut'): object => {
  const date = dateOf(happening);
  return {
    newsletterRecipient: {
      email: said.email,
      firstName: said.firstName,
      status,
      confirmedAt: status === 'optIn' ? date : null,
      updatedAt: date,
    },
  };
};

const dateOf = (dated: Dated): string => new Date(statedAt(dated)).toISOString();

/** Every attempt has a time of its own; the event's id stays the same. */
const signed = (data: object, eventId: string, now: number): SignedWebhook => {
  const secret = [DEFAULT_SECRETS['shopware'] ?? []].flat()[0] ?? '';
  const body = JSON.stringify({
    data,
    source: { url: 'https://shop.example', shopId: 'S1', eventId },
    timestamp: Math.floor(now / 1_000),
  });
  return {
    path: '/webhooks/shopware',
    headers: {
      'content-type': 'application/json',
      'shopware-shop-signature': createHmac('sha256', secret).update(body).digest('hex'),
    },
    body,
  };
};
