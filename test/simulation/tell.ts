/** The words in which a shop tells what happened: one event of the standard platform per happening. */
import { present } from '../../core/present.ts';
import type { StandardEvent } from '../../local/signing.ts';
import { statedAt } from './clocks.ts';
import type { Customer } from './customers.ts';
import type { ToldHappening, Typed } from './happening.ts';
import { spelledIn } from './spelling.ts';

export const eventOf = (happening: ToldHappening, customers: readonly Customer[]): StandardEvent => {
  const timestamp = new Date(statedAt(happening)).toISOString();
  const [type, data] = wordsOf(happening, customers);
  return { type, timestamp, data };
};

const wordsOf = (happening: ToldHappening, customers: readonly Customer[]): readonly [string, object] => {
  switch (happening.kind) {
    case 'cart':
      return [
        'checkout.updated',
        { ...cart(happening, happening.products, happening.currency), ...who(happening, customers) },
      ];
    case 'emptied':
      return ['checkout.updated', { ...cart(happening, []), ...who(happening, customers) }];
    case 'order': {
      const named = happening.checkout === undefined ? {} : { checkout_id: happening.checkout };
      return [
        'order.placed',
        {
          ...lines(happening.products, happening.currency),
          order_id: happening.order,
          ...named,
          ...who(happening, customers),
        },
      ];
    }
    case 'paid':
      return [
        'order.paid',
        { order_id: happening.order, ...amount(happening), ...who(happening, customers) },
      ];
    case 'cancelled':
      return [
        'order.cancelled',
        { order_id: happening.order, ...amount(happening), ...who(happening, customers) },
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
      return ['customer.updated', who(happening, customers)];
    case 'consent':
      return [
        'consent.given',
        { ...consentOn(happening.channel), basis: 'double-opt-in', ...who(happening, customers) },
      ];
    case 'ticked':
      return [
        'consent.given',
        { ...consentOn(happening.channel), basis: 'single-opt-in', ...who(happening, customers) },
      ];
    case 'withdrawal':
      return ['consent.withdrawn', { ...consentOn(happening.channel), ...who(happening, customers) }];
    case 'hello':
      return ['acme.hello', who(happening, customers)];
    case 'farewell':
      return ['acme.farewell', { way: happening.way, ...who(happening, customers) }];
    case 'birthday': {
      const { customer } = who(happening, customers) as { customer?: object };
      return ['customer.updated', { customer: { ...customer, birthday: happening.birthday } }];
    }
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

/** In minor units. */
export const minorUnitsOf = (products: readonly string[] = []): number => products.length * PRICE;
const PRICE = 1_290;

type Amount = Readonly<{ products?: readonly string[]; currency?: string }>;
const amount = ({ products, currency = 'EUR' }: Amount) => ({
  currency,
  total: (minorUnitsOf(products) / 100).toFixed(2),
});

const lines = (products: readonly string[], currency = 'EUR') => ({
  ...amount({ products, currency }),
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

type CartWord = Readonly<{ id: string; checkout: string }>;

/** Its end is another one in every word about the cart: that is how a mail says which of them it shows. */
export const cartUrl = ({ id, checkout }: CartWord): string => `${checkoutUrl(checkout)}${id}`;

const cart = (word: CartWord, products: readonly string[], currency?: string) => ({
  ...lines(products, currency),
  checkout_id: word.checkout,
  url: cartUrl(word),
});

/** A first name of its own in every event: where it stands in the end says which event was kept. */
export const markOf = (happeningId: string): string => `zz${happeningId.replaceAll('-', 'x')}zz`;

export const firstNameIn = (happeningId: string, { firstName }: Pick<Customer, 'firstName'>): string =>
  `${firstName} ${markOf(happeningId)}`;

type Named = Readonly<{
  id: string;
  kind: string;
  customer: number;
  address?: number;
  channel?: 'whatsapp';
  by?: number;
  types?: Typed;
}>;

/** The words in which whoever sits at the keyboard, or the shop, says whose an event is. */
export const saidOf = (happening: Named, customers: readonly Customer[]) => {
  const { id, customer: index, address, by, types } = happening;
  const personAt = (wanted: number | undefined): Customer | undefined =>
    customers.find((candidate) => candidate.index === wanted);
  const customer = personAt(index);
  const other = personAt(types?.email);
  const owner = personAt(types?.phone);
  const own = address === undefined ? undefined : customer?.addresses[address];
  const email = other?.addresses[0] ?? own;
  return {
    customer,
    own: own && spelledIn(id, own),
    /** Whom the attacker poses as has no account there. */
    guest: by !== undefined && by !== index,
    email: email && spelledIn(id, email),
    phone: owner?.phone ?? owner?.familyPhone,
    firstName: firstNameIn(id, personAt(by) ?? customer ?? { firstName: '' }),
    /** What a browser tells is that of whoever sits there. */
    typist: personAt(by) ?? customer,
  };
};

export type Said = ReturnType<typeof saidOf>;

const who = (happening: Named, customers: readonly Customer[]): object => {
  const { customer, email, phone, firstName, guest, typist } = saidOf(happening, customers);
  if (customer === undefined || (email === undefined && phone === undefined)) return {};
  const { kind, channel, types } = happening;
  const identified = kind === 'identified';
  const account = identified || (types?.email !== undefined && !guest);
  const ownPhone =
    channel === 'whatsapp' || (identified && customer.addresses.length === 1)
      ? (customer.phone ?? customer.familyPhone)
      : undefined;
  return {
    customer: present({
      email,
      phone: phone ?? ownPhone,
      first_name: firstName,
      locale: typist?.locale,
      country: typist?.country,
      time_zone: typist?.timeZone,
      customer_id: account ? customer.customerId : undefined,
    }),
  };
};
