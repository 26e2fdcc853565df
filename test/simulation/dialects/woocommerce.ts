/**
 * The same words as in `tell.ts` where a shop runs on WooCommerce: each body states all that an order is by
 * the moment at which it leaves, a cart is an order that waits for its payment, and nothing is sent twice.
 */
import { statedAt } from '../clocks.ts';
import type { CustomerHappening, Happening } from '../happening.ts';
import { cartUrl, minorUnitsOf, saidOf } from '../tell.ts';
import { type Delivery, type Dialect, type Mark, type Scene, teller } from './dialect.ts';
import { type Account, accountOf, inEitherForm, sendingShop, signed } from './two-shops.ts';

type CartWord = CustomerHappening & { kind: 'cart' | 'emptied' };
type OrderWord = CustomerHappening & { kind: 'order' | 'paid' | 'cancelled' };
type Body = Readonly<{ body: object; marks: readonly Mark[] }>;

export const woocommerce: Dialect = (happening, scene) => {
  const customer = teller(happening, scene);
  if (customer?.shop !== 'woocommerce') return undefined;
  const account = accountOf(customer, scene.customers);
  if (happening.kind === 'identified')
    // What an account knows of a number is told in our own words.
    return customer.familyPhone === undefined ? record(happening, scene, account) : undefined;
  if (!isCartWord(happening) && !isOrderWord(happening)) return undefined;
  const { email, phone } = saidOf(happening, scene.customers);
  // Before anybody says who they are there is no order, and the storefront alone knows the cart.
  if (email === undefined && phone === undefined) return undefined;
  const id = isCartWord(happening) ? happening.checkout : happening.order;
  const { body, marks } = bodyOf(id, happening, scene);
  const text = JSON.stringify({ ...body, ...sendingShop(`orders/${id}`, account) });
  return {
    platform: 'woocommerce',
    marks: inEitherForm(marks, account),
    sign: () => signed('order.updated', account.shop, text),
    once: true,
  };
};

/** The account of a number: in the other shop it is somebody else's. */
const record = (
  happening: CustomerHappening & { kind: 'identified' },
  scene: Scene,
  account: Account,
): Delivery => {
  const { own, firstName } = saidOf(happening, scene.customers);
  const date = shopsDate(happening);
  const text = JSON.stringify({
    id: account.number,
    email: own,
    first_name: firstName,
    role: 'customer',
    date_created_gmt: date,
    date_modified_gmt: date,
    ...sendingShop(`customers/${account.number}`, account),
  });
  return {
    platform: 'woocommerce',
    marks: inEitherForm([[`customer.updated:${account.number}:${date}`, happening.id]], account),
    sign: () => signed('customer.updated', account.shop, text),
    once: true,
  };
};

const isCartWord = (happening: Happening): happening is CartWord =>
  happening.kind === 'cart' || happening.kind === 'emptied';

const isOrderWord = (happening: Happening): happening is OrderWord =>
  happening.kind === 'order' || happening.kind === 'paid' || happening.kind === 'cancelled';

/** Once somebody has pressed the button it is the order, whichever word of it is told. */
const bodyOf = (id: string, happening: CartWord | OrderWord, scene: Scene): Body => {
  const words = scene.happenings.filter(
    (other): other is OrderWord => isOrderWord(other) && other.order === id && other.at <= scene.now,
  );
  const [latest] = words.slice(-1);
  if (latest !== undefined) return orderOf({ words, latest, happening }, scene);
  return isCartWord(happening)
    ? unpaid(happening, scene)
    : orderOf({ words: [happening], latest: happening, happening }, scene);
};

const unpaid = (happening: CartWord, scene: Scene): Body => {
  const { checkout } = happening;
  const date = shopsDate(happening);
  const products = happening.kind === 'cart' ? happening.products : [];
  const currency = happening.kind === 'cart' ? happening.currency : undefined;
  return {
    body: {
      id: checkout,
      ...whatIs({ products, currency, said: saidOf(happening, scene.customers) }),
      status: 'pending',
      payment_url: cartUrl(happening),
      date_created_gmt: date,
      date_modified_gmt: date,
      date_paid_gmt: null,
    },
    marks: [[`checkout:${checkout}:${date}`, happening.id]],
  };
};

type Told = Readonly<{ words: readonly OrderWord[]; latest: OrderWord; happening: CartWord | OrderWord }>;

const orderOf = ({ words, latest, happening }: Told, scene: Scene): Body => {
  const { order: id } = latest;
  const ofKind = (kind: OrderWord['kind']): readonly OrderWord[] =>
    words.filter((word) => word.kind === kind);
  const [placed] = ofKind('order');
  const [paid] = ofKind('paid');
  const isCancelled = ofKind('cancelled').length > 0;
  const { products = [], currency } = latest;
  const marked = (name: string, told: readonly Readonly<{ id: string }>[]): readonly Mark[] =>
    told.map((word) => [`${name}:${id}`, word.id]);
  const isThere = happening.kind === 'paid' ? [] : [happening];
  return {
    body: {
      id,
      number: id,
      ...whatIs({ products, currency, said: saidOf(latest, scene.customers) }),
      status: isCancelled ? 'cancelled' : paid ? 'processing' : 'on-hold',
      // Whoever pays later has ordered, so a cancellation takes back a sale and no checkout that ran out.
      payment_method: 'bacs',
      date_created_gmt: shopsDate(placed ?? latest),
      date_modified_gmt: shopsDate(latest),
      date_paid_gmt: paid && !isCancelled ? shopsDate(paid) : null,
    },
    marks: isCancelled
      ? marked('cancelled', [...ofKind('cancelled'), happening])
      : [...marked('placed', [...ofKind('order'), ...isThere]), ...marked('paid', ofKind('paid'))],
  };
};

type What = Readonly<{
  products: readonly string[];
  currency: string | undefined;
  said: ReturnType<typeof saidOf>;
}>;

/** Whoever buys is a guest, who types an address with each order. */
const whatIs = ({ products, currency = 'EUR', said }: What): object => ({
  currency,
  total: decimal(minorUnitsOf(products)),
  customer_id: 0,
  billing: {
    first_name: said.firstName,
    country: said.typist?.country,
    email: said.email ?? '',
    phone: said.phone ?? '',
  },
  line_items: products.map((product) => ({
    product_id: product,
    variation_id: 0,
    name: `Tee ${product}`,
    quantity: 1,
    total: decimal(minorUnitsOf([product])),
    total_tax: '0.00',
  })),
  refunds: [],
  meta_data: [],
});

const decimal = (minorUnits: number): string => (minorUnits / 100).toFixed(2);

/** UTC without saying so, in whole seconds. */
const shopsDate = (happening: CustomerHappening): string =>
  new Date(statedAt(happening)).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
