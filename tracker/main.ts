/**
 * The tracker of the shop's pages. It tells what somebody looks at and what lies in their cart, once they have
 * agreed to it: by the shop's own calls, by Google's data layer, and by a theme's calls for Klaviyo.
 */
import { cameBy, consent } from './browser.ts';
import { listenToGoogle } from './data-layer.ts';
import { listenToKlaviyo } from './klaviyo.ts';
import { harmless, isWords, setting, type Words } from './page.ts';
import { cartIs, type Item, itemOf, translateBy, viewed } from './shop.ts';

const VISIT = 'sk_visit';
/** Whose signals count as the visitor's word beside the shop's own call: `google`, `shopify`, `tcf`. */
const signals = (setting('consent') ?? '').split(/[\s,]+/);

/** The word of a mail's link leaves the address bar at once, so that nobody passes it on with the address. */
const takeVisit = (): void => {
  const url = new URL(location.href);
  const token = url.searchParams.get(VISIT);
  if (!token) return;
  url.searchParams.delete(VISIT);
  history.replaceState(history.state, '', url);
  cameBy(token);
};

const itemsOf = (value: unknown): Item[] =>
  (Array.isArray(value) ? value : [value]).filter(isWords).flatMap((item) => itemOf(item, item));

const CALLS: Readonly<Record<string, (given: unknown) => void>> = {
  consent: (yes) => consent(yes === true),
  view: (product) => viewed(itemsOf(product)),
  cart: (cart) => cartIs(itemsOf(isWords(cart) ? (cart['items'] ?? cart) : [])),
  item: (way) =>
    typeof way === 'function' &&
    translateBy(way as typeof translateBy extends (way: infer Way) => void ? Way : never),
};

/** Consent Mode: both words about a person's data, together. */
const onGoogleConsent = ({ ad_user_data: data, ad_personalization: use }: Words): void => {
  if (signals.includes('google') && data && use) consent(data === 'granted' && use === 'granted');
};

const listenToShopify = (): void => {
  const { Shopify: shop } = window;
  const privacy = isWords(shop) ? shop['customerPrivacy'] : undefined;
  if (isWords(privacy) && typeof privacy['marketingAllowed'] === 'function' && privacy['marketingAllowed']())
    consent(true);
  document.addEventListener('visitorConsentCollected', ({ detail }: Event & { detail?: Words }) =>
    consent(detail?.['marketingAllowed'] === true),
  );
};

/** Purposes of the IAB's framework: storing, a profile, and advertising by it. */
const PURPOSES = [1, 3, 4];
const listenToTcf = (): void => {
  const { __tcfapi: api } = window;
  if (typeof api !== 'function') return;
  api('addEventListener', 2, (data: unknown) => {
    if (!isWords(data) || data['eventStatus'] === 'cmpuishown' || !isWords(data['purpose'])) return;
    const given = data['purpose']['consents'];
    consent(isWords(given) && PURPOSES.every((purpose) => given[purpose] === true));
  });
};

const start = harmless((): void => {
  const before = window['stammkunde'];
  const earlier = typeof before === 'function' && 'q' in before && Array.isArray(before.q) ? before.q : [];
  const call = harmless((name: unknown, given: unknown) => CALLS[String(name)]?.(given));
  window['stammkunde'] = call;
  // How an item is meant, and whether anything may be told, holds for everything that was told before.
  takeVisit();
  for (const [name, given] of earlier) if (name === 'item') call(name, given);
  listenToGoogle(onGoogleConsent);
  listenToKlaviyo();
  if (signals.includes('shopify')) listenToShopify();
  if (signals.includes('tcf')) listenToTcf();
  for (const [name, given] of earlier) if (name !== 'item') call(name, given);
});

if (!window['sk_loaded']) {
  window['sk_loaded'] = true;
  start();
}
