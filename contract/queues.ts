/**
 * How the queues deliver their messages. The template sets these values, the functions rely on them, and the
 * stand-ins behave the same way.
 */

/**
 * Deliveries of a message without an acknowledgement, after which it goes to the dead-letter queue. Three
 * repeats cover a passing fault; more would hold up the customer's later inputs.
 */
export const MAX_RECEIVES = 4;

/**
 * One input, or one message to send, per invocation, so that a crash affects no other customer. In a larger
 * batch each crash would count as a failure of all, and after four crashes nine other customers would be in
 * the dead-letter queue beside the faulty input.
 */
export const RECORDS_PER_INVOCATION = 1;

/** Dead-letter queues keep their messages for the longest time that SQS allows. */
export const DEAD_LETTER_DAYS = 14;

/**
 * The message attribute with the id of the request that began the chain; an id of ours or of API Gateway's,
 * nothing personal.
 */
export const CORRELATION_ATTRIBUTE = 'correlationId';
