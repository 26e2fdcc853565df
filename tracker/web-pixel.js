/**
 * The custom pixel for Shopify: paste all of it under Settings, Customer events, Add custom pixel, with your
 * address and write key in the first line. It tells what tracker.js would, from every page and the checkout.
 */
const ENDPOINT = 'https://PUBLIC-ADDRESS/events?key=WRITE-KEY';
const CART = 'sk_cart';

let privacy = init.customerPrivacy;
api.customerPrivacy.subscribe('visitorConsentCollected', (event) => {
  privacy = event.customerPrivacy;
});
/** Nothing leaves before both are agreed to, nor where the browser itself says no. */
const mayTell = () =>
  privacy?.marketingAllowed === true &&
  privacy?.analyticsProcessingAllowed === true &&
  navigator.doNotTrack !== '1' &&
  navigator.globalPrivacyControl !== true;

/** Only what is needed: no address, no order, nobody's name. */
const tell = ({ id, name, clientId, timestamp, context }, data) => {
  if (!mayTell()) return;
  const href = context?.document?.location?.href;
  const page = href ? { document: { location: { href: href.split(/[?#]/)[0] } } } : {};
  browser.sendBeacon(ENDPOINT, JSON.stringify({ id, name, clientId, timestamp, context: page, data }));
};

analytics.subscribe('product_viewed', (event) => tell(event, { productVariant: event.data.productVariant }));

/** One line comes or goes at a time, so the cart of this visit is kept; a look at the cart puts it right. */
const keep = (lines) => browser.sessionStorage.setItem(CART, JSON.stringify(lines));
const kept = async () => JSON.parse((await browser.sessionStorage.getItem(CART)) || '[]');
const tellCart = async (event, lines) => {
  if (!mayTell()) return;
  await keep(lines);
  tell({ ...event, name: 'cart_viewed' }, { cart: { lines } });
};
const change = (sign) => async (event) => {
  const line = event.data.cartLine;
  if (!mayTell() || !line) return;
  const others = (await kept()).filter(({ merchandise }) => merchandise.id !== line.merchandise.id);
  const before = (await kept()).find(({ merchandise }) => merchandise.id === line.merchandise.id);
  const quantity = (before?.quantity ?? 0) + sign * line.quantity;
  await tellCart(event, quantity > 0 ? [...others, { merchandise: line.merchandise, quantity }] : others);
};
analytics.subscribe('product_added_to_cart', change(1));
analytics.subscribe('product_removed_from_cart', change(-1));
analytics.subscribe('cart_viewed', (event) =>
  tellCart(
    event,
    (event.data.cart?.lines ?? []).map(({ merchandise, quantity }) => ({ merchandise, quantity })),
  ),
);
/** Whether it was bought is the shop's to tell; nothing is left in this cart. */
analytics.subscribe('checkout_completed', (event) => tellCart(event, []));
