/**
 * Brings bodies of the legacy API (`{"order": {...}}`, of webhooks older than WooCommerce 3) into today's
 * form. The REST API's versions 1 to 3 have the names of today.
 */

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body as today's API states it; every other body comes back as it is. */
export const inTodaysForm = (payload: Fields): Fields => {
  const [name, ...others] = Object.keys(payload);
  if (name === undefined || others.length > 0 || !Object.hasOwn(FORMS, name)) return payload;
  const inner = payload[name];
  const form = FORMS[name];
  return isFields(inner) && form ? { ...inner, ...form(inner) } : payload;
};

/** Legacy times are UTC and say so. */
const dates = ({ created_at, updated_at, last_update }: Fields): Fields => ({
  date_created_gmt: created_at,
  date_modified_gmt: updated_at ?? last_update,
});

const FORMS: Readonly<Record<string, ((inner: Fields) => Fields) | undefined>> = {
  order: (order) => {
    const paid = isFields(order.payment_details) && order.payment_details.paid === true;
    return {
      ...dates(order),
      number: order.order_number,
      billing: order.billing_address,
      shipping: order.shipping_address,
      payment_method: isFields(order.payment_details) ? order.payment_details.method_id : undefined,
      // It says that the order was paid, and not when.
      date_paid_gmt: paid ? (order.completed_at ?? order.updated_at) : null,
      refunds: [],
    };
  },
  customer: (customer) => ({ ...dates(customer), billing: customer.billing_address }),
  product: (product) => ({
    ...dates(product),
    name: product.title,
    manage_stock: product.managing_stock,
    stock_status: product.in_stock === false ? 'outofstock' : 'instock',
    variations: Array.isArray(product.variations)
      ? product.variations.map((one) => (isFields(one) ? one.id : one))
      : [],
    categories: Array.isArray(product.categories)
      ? product.categories.map((category) => ({ name: category }))
      : [],
  }),
};
