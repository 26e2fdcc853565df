/**
 * The log of every function: structured, by Powertools, without personal data. It names ids and errors, never
 * addresses or payloads.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { present } from '../core/present.ts';
import { correlationId } from './correlation.ts';

type Details = Readonly<Record<string, string | number | boolean>>;

export type Log = Readonly<{
  info: (what: string, details?: Details) => void;
  /** Error messages of our own code and of the SDK name keys and rules, never values of customers. */
  error: (what: string, error: unknown, details?: Details) => void;
  /** The Powertools logger, to which the stack adds the invocation of each line. */
  logger: Logger;
}>;

export const createLog = (serviceName: string): Log => {
  const logger = new Logger({ serviceName });
  return {
    info: (what, details = {}) => logger.info(what, present({ details, correlation_id: correlationId() })),
    error: (what, error, details = {}) =>
      logger.error(
        what,
        present({
          details,
          error: error instanceof Error ? error : new Error(String(error)),
          correlation_id: correlationId(),
        }),
      ),
    logger,
  };
};
