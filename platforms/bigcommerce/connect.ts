/** How a shop connects BigCommerce: what to subscribe to, where the secret and the token are, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: [
    'store/order/*',
    'store/cart/*',
    'store/customer/*',
    'store/product/*',
    'store/sku/*',
    'store/shipment/*',
    'store/subscriber/*',
  ],
  where: {
    de: 'Mit dem Token einer App (Einstellungen > Store-level API accounts, V2/V3 API token): je Thema ein POST an https://api.bigcommerce.com/stores/<store_hash>/v3/hooks mit scope, destination und "is_active": true; ein Muster steht in platforms/bigcommerce/README.md.',
    en: 'With the token of an app (Settings > Store-level API accounts, V2/V3 API token): for each topic a POST to https://api.bigcommerce.com/stores/<store_hash>/v3/hooks with scope, destination and "is_active": true; a pattern stands in platforms/bigcommerce/README.md.',
  },
  secret: {
    de: 'Das „Client secret“ des API-Kontos, mit dessen Token die Webhooks angelegt wurden. Die Webhooks nennen nur Nummern; gefragt wird der Shop mit {"bigcommerce":{"store_hash":"...","access_token":"..."}} im Secret der Shops (ShopCredentialsName), eingeschaltet mit -c details=bigcommerce.',
    en: 'The “client secret” of the API account with whose token the webhooks were made. Webhooks name only numbers; the shop is asked with {"bigcommerce":{"store_hash":"...","access_token":"..."}} in the secret of the shops (ShopCredentialsName), switched on by -c details=bigcommerce.',
  },
  test: {
    de: 'Eine Minute warten, dann im Shop eine Bestellung aufgeben oder eine ändern. Kommt nichts: GET /v3/hooks zeigt, ob der Webhook noch is_active ist; PUT /v3/hooks/<id> mit {"is_active":true} schaltet ihn wieder ein.',
    en: 'Wait a minute, then place an order in the shop, or change one. Where nothing comes: GET /v3/hooks shows whether the webhook is still is_active; PUT /v3/hooks/<id> with {"is_active":true} switches it on again.',
  },
};
