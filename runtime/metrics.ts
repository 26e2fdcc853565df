/**
 * The metrics of every function: Powertools counts them in the log (EMF), with the function's own name as the
 * only dimension. The stack writes them out at the end of an invocation.
 */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS } from '../contract/routes.ts';

export type CountMetrics = Readonly<{
  count: (name: string, value: number) => void;
  seconds: (name: string, value: number) => void;
  /** Writes out what was counted since the last call; for the stack. */
  flush: () => void;
}>;

export const createMetrics = (serviceName: string): CountMetrics => {
  const metrics = new Metrics({ namespace: METRICS.namespace, serviceName });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    seconds: (name, value) => metrics.addMetric(name, MetricUnit.Seconds, value),
    // Most invocations count nothing, and Powertools would then warn in the log.
    flush: () => void (metrics.hasStoredMetrics() && metrics.publishStoredMetrics()),
  };
};
