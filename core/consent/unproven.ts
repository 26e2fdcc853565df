/**
 * The tag of a customer who is said to have agreed, without a date or a proof. It is no consent: no gate asks
 * for it. The shop may ask these customers again, where it meets them anyway.
 */
export const UNPROVEN_CONSENT = 'consent.unproven';
