/**
 * The log of every function: structured, by Powertools, without personal data: ids and error names only,
 * never addresses or payloads.
 */
import { Logger } from '@aws-lambda-powertools/logger';

export type Log = Readonly<{
  told: (what: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
  /** Error messages of our own code and of the SDK name keys and rules, never values of customers. */
  failed: (what: string, error: unknown, details?: Readonly<Record<string, string | number>>) => void;
}>;

export const createLog = (serviceName: string): Log => {
  const logger = new Logger({ serviceName });
  return {
    told: (what, details = {}) => logger.info(what, { details }),
    failed: (what, error, details = {}) =>
      logger.error(what, { details, error: error instanceof Error ? error : new Error(String(error)) }),
  };
};
