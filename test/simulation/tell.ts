/** The words in which a shop tells what happened: one event of the standard platform per happening. */
import { present } from '../../core/present.ts';
import type { StandardEvent } from '../../local/signing.ts';
import type { Customer } from './customers.ts';
import type { ToldHappening } from './happening.ts';

export const eventOf = (happening: ToldHappening, customers: readonly Customer[]): StandardEvent => {
  const timestamp = new Date(happening.at).toISOString();
  const [type, data] = wordsOf(happening, customers);
  return { type, timestamp, data };
};

const wordsOf = (happening: ToldHappening, customers: readonly Customer[]): readonly [string, object] => {
  switch (happening.kind) {
    case 'cart':
      return [
        'checkout.updated',
        { ...cart(happening.checkout, happening.products), ...who(happening, customers) },
      ];
    case 'emptied':
      return ['checkout.updated', { ...cart(happening.checkout, []), ...who(happening, customers) }];
    case 'order': {
      const named = happening.checkout === undefined ? {} : { checkout_id: happening.checkout };
      return [
        'order.placed',
        { ...lines(happening.products), order_id: happening.order, ...named, ...who(happening, customers) },
      ];
    }
    case 'paid':
      return [
        'order.paid',
        { order_id: happening.order, currency: 'EUR', total: '12.90', ...who(happening, customers) },
      ];
    case 'cancelled':
      return [
        'order.cancelled',
        { order_id: happening.order, currency: 'EUR', total: '12.90', ...who(happening, customers) },
      ];
    case 'shipment':
      return [
        'shipment.sent',
        { order_id: happening.order, tracking_number: `T${happening.order}`, ...who(happening, customers) },
      ];
    case 'view':
      return [
        'product.viewed',
        {
          product: { product_id: happening.product, title: `Tee ${happening.product}` },
          ...who(happening, customers),
        },
      ];
    case 'identified':
      return ['customer.updated', who(happening, customers, true)];
    case 'consent':
      return [
        'consent.given',
        { ...consentOn(happening.channel), basis: 'double-opt-in', ...who(happening, customers) },
      ];
    case 'withdrawal':
      return ['consent.withdrawn', { ...consentOn(happening.channel), ...who(happening, customers) }];
    case 'hello':
      return ['acme.hello', who(happening, customers)];
    case 'stock':
      return ['stock.changed', { product_id: happening.product, stock: happening.stock }];
    case 'odd':
      return ['checkout.updated', who(happening, customers)];
    case 'nonsense':
      return ['order.placed', { order_id: { not: 'an id' } }];
  }
};

const consentOn = (channel = 'email') => ({
  channel,
  purpose: 'marketing',
  evidence: { text_version: 'v1', source: 'footer form' },
});

const lines = (products: readonly string[]) => ({
  currency: 'EUR',
  total: (products.length * 12.9).toFixed(2),
  items: products.map((id) => ({
    product_id: id,
    variant_id: id,
    title: `Tee ${id}`,
    quantity: 1,
    unit_price: '12.90',
  })),
});

/** The address of the checkout stands in every cart mail: that is how a mail says which cart it is about. */
export const checkoutUrl = (checkout: string): string => `https://shop.example/checkouts/${checkout}/`;

const cart = (checkout: string, products: readonly string[]) => ({
  ...lines(products),
  checkout_id: checkout,
  url: checkoutUrl(checkout),
});

/**
 * Who is erased one day has a first name of their own in every event: where it stands in the end says which
 * event was kept.
 */
export const markOf = (happeningId: string): string => `zz${happeningId.replaceAll('-', 'x')}zz`;

export const firstNameIn = (happeningId: string, { erased, firstName }: Customer): string =>
  erased ? `${firstName} ${markOf(happeningId)}` : firstName;

const who = (
  {
    id,
    customer: index,
    address,
    channel,
  }: Readonly<{ id: string; customer: number; address?: number; channel?: 'whatsapp' }>,
  customers: readonly Customer[],
  identified = false,
): object => {
  const customer = customers.find((candidate) => candidate.index === index);
  if (customer === undefined || address === undefined) return {};
  const { addresses, locale, country, timeZone, customerId, phone } = customer;
  return {
    customer: present({
      email: addresses[address],
      phone: channel === 'whatsapp' ? phone : undefined,
      first_name: firstNameIn(id, customer),
      locale,
      country,
      time_zone: timeZone,
      customer_id: identified && customerId !== undefined ? customerId : undefined,
    }),
  };
};
