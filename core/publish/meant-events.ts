/**
 * Which of our events people mean by the name that other shops and tools give it: spelled differently, so no
 * edit distance finds it.
 */

/** Words that other programs use, without dots, blanks and underscores. */
const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'order.placed':
      'ordercreated ordercreate orderscreate orderadded placedorder neworder orderreceived purchase purchased checkoutcompleted ordersubmitted',
    'order.paid': 'orderspaid paymentreceived paymentsucceeded orderpaymentreceived paymentcompleted',
    'order.cancelled': 'ordercanceled orderscancelled cancelledorder orderdeleted ordervoided',
    'order.refunded': 'refundcreated refundscreate refundedorder refundissued orderreturned',
    'checkout.updated':
      'checkoutcreated checkoutcreate checkoutstarted startedcheckout checkoutabandoned abandonedcheckout cartabandoned abandonedcart',
    'cart.updated': 'cartcreated cartchanged addedtocart addtocart productaddedtocart cartadded',
    'product.viewed': 'viewedproduct productview viewitem productseen pageviewed',
    'shipment.sent':
      'ordershipped orderfulfilled shipmentcreated fulfillmentcreated shippedorder parcelsent ordersent',
    'shipment.delivered': 'orderdelivered deliveredorder parceldelivered deliverycompleted',
    'customer.created':
      'customerregistered customersignup signup registered usercreated accountcreated customerscreate',
    'consent.given':
      'subscribed newslettersubscribed newsletterconfirm subscribedtolist consentgranted optin consentconfirmed',
    'consent.withdrawn': 'unsubscribed newsletterunsubscribed optout consentrevoked unsubscribedfromlist',
    'review.submitted': 'reviewcreated reviewadded reviewposted newreview',
    'message.opened': 'emailopened openedemail emailopen',
    'message.clicked': 'emailclicked clickedemail linkclicked',
    'message.bounced': 'emailbounced bouncedemail',
  }).flatMap(([event, words]) => words.split(' ').map((word) => [word, event] as const)),
);

/** Undefined where the name is none that others use. */
export const meantEvent = (name: string): string | undefined =>
  MEANT.get(name.toLowerCase().replace(/[^a-z]/g, ''));
