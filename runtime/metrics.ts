/**
 * The metrics of every function: counted by Powertools in the log (EMF), with no dimension but the function's
 * own name. The stack writes them out at the end of an invocation.
 */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS } from '../contract/routes.ts';

export type CountMetrics = Readonly<{
  count: (name: string, value: number) => void;
  seconds: (name: string, value: number) => void;
  /** Writes out what was counted since the last time; for the stack. */
  flush: () => void;
}>;

export const createMetrics = (serviceName: string): CountMetrics => {
  const metrics = new Metrics({ namespace: METRICS.namespace, serviceName });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    seconds: (name, value) => metrics.addMetric(name, MetricUnit.Seconds, value),
    // Powertools warns in the log where nothing was counted, which is the usual invocation.
    flush: () => void (metrics.hasStoredMetrics() && metrics.publishStoredMetrics()),
  };
};
