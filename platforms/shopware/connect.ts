/** How a shop connects Shopware 6: what to subscribe to, where the secret is, how to test. */
import type { Connect } from '../platform.ts';

export const connect: Connect = {
  topics: [
    'checkout.order.placed',
    'checkout.customer.register',
    'checkout.customer.deleted',
    'newsletter.register',
    'newsletter.confirm',
    'newsletter.unsubscribe',
    'review_form.send',
    'state_enter.order_transaction.state.paid',
    'state_enter.order_transaction.state.refunded',
    'state_enter.order_transaction.state.refunded_partially',
    'state_enter.order.state.cancelled',
    'state_enter.order_delivery.state.shipped',
    'state_enter.order_delivery.state.returned',
  ],
  where: {
    de: 'In der manifest.xml einer eigenen App, ein <webhook> je Ereignis; ein Muster steht in platforms/shopware/README.md.',
    en: 'In the manifest.xml of an app of your own, one <webhook> per event; a pattern stands in platforms/shopware/README.md.',
  },
  secret: {
    de: 'Das Secret aus der manifest.xml, hier als shopware_app; das Secret des Shops handeln beide Seiten bei der Installation aus.',
    en: 'The secret of the manifest.xml, here as shopware_app; both sides agree on the secret of the shop when the app is installed.',
  },
  test: {
    de: 'Die App installieren (bin/console app:install --activate Stammkunde) und im Shop eine Bestellung aufgeben.',
    en: 'Install the app (bin/console app:install --activate Stammkunde) and place an order in the shop.',
  },
};
