/**
 * How the queues hand out what they hold: what the template sets, the functions count on, and the stand-ins
 * do alike.
 */

/**
 * A message that was handed out this often without being acknowledged goes to the dead-letter queue instead
 * of being handed out again. Three repeats cover a passing fault; more would hold up the customer's later
 * inputs.
 */
export const MAX_RECEIVES = 4;

/**
 * One input, or one message to send, per invocation: whatever kills the process takes nobody else's work
 * along. In a larger batch each death would count as a failure of all of them, and after four deaths nine
 * innocent customers would stand in the dead-letter queue beside the guilty one.
 */
export const RECORDS_PER_INVOCATION = 1;

/** Dead-letter queues keep their messages for as long as SQS keeps anything. */
export const DEAD_LETTER_DAYS = 14;

/**
 * The message attribute that carries the id of the request that began it; an id of ours or of API Gateway's,
 * nothing personal.
 */
export const CORRELATION_ATTRIBUTE = 'correlationId';
