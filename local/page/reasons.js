/** Why a message did not leave, in words. The codes are the ones on every timeline. */

const REASONS = {
  'not-current': 'This run through the flow is over or was replaced.',
  exit: 'Something happened that ends this flow, an order for example.',
  audience: 'The customer no longer belongs to the audience of this flow.',
  'no-legal-basis': 'There was no valid consent, so nothing was sent.',
  suppressed: 'This address must not be written to again.',
  'content-out-of-stock': 'A product in it cannot be bought at present.',
  'coupon-pool-empty': 'There was no coupon code left.',
  'no-offer': 'The settings state no offer that the message could make.',
  'quiet-hours': 'It was night where the customer lives.',
  'frequency-cap': 'The customer has had enough messages for now.',
  budget: "This month's budget is used up.",
  expired: 'It was too late for this message to be useful.',
  held: 'Something about this customer must be settled first.',
  paused: 'The flow is paused, or the customer asked for a pause.',
  'step-removed': 'The step was removed from the flow.',
  'whatsapp-window': 'WhatsApp allows free text only within 24 hours after the customer wrote.',
  'master-switch': 'Sending is switched off, or only test addresses are reached.',
  'channel-off': 'The settings set up no WhatsApp number.',
  'provider-cap': 'WhatsApp held the message back for the health of its network.',
  'no-address': 'The customer has no address on this channel.',
  'content-invalid': 'The template could not be filled for this customer.',
  rejected: 'The provider refused this message.',
  'template-missing': 'There is no template for it.',
};

/** Why a run through a flow ended. */
const ENDS = {
  goal: 'The goal of the flow was reached.',
  holdout: 'This customer belongs to the group that is left alone for comparison.',
  merged: 'It goes on under another profile of the same person.',
};

export const reasonText = (code) => REASONS[code] ?? ENDS[code] ?? code;
