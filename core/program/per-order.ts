/** Tells which events the flows ask for order by order, so that only these are remembered so. */
import type { CompiledFlow, CompiledStep } from './program.ts';
import { startEvents } from './starts.ts';

const SHIPMENTS = ['shipment.sent', 'shipment.delayed', 'shipment.delivered', 'shipment.returned'] as const;
/** They end every enrollment about an order that was taken back. */
const TAKEN_BACK = ['order.cancelled', 'order.refunded'] as const;

/** Undefined where no flow has enrollments about single orders. */
export const askedPerOrder = (flows: readonly CompiledFlow[]): readonly string[] | undefined => {
  const versions = flows
    .flatMap((flow) => [flow, ...flow.earlier])
    .filter(({ trigger: { per } }) => per !== undefined && per !== 'product');
  if (versions.length === 0) return undefined;
  return [...new Set([...versions.flatMap(asked), ...TAKEN_BACK])].toSorted();
};

const asked = ({ trigger, exitOn, goal, steps }: CompiledFlow): readonly string[] => {
  const awaited = Object.values(steps).flatMap((step) => (step.kind === 'waitFor' ? [step.event] : []));
  const names = [...exitOn, ...awaited, ...(goal ? [goal.on] : [])];
  const started = startEvents(trigger);
  // Whether the last parcel has arrived is known only from all words about all parcels.
  return [...names, ...started].some((name) => name.startsWith('shipment.'))
    ? [...names, ...SHIPMENTS]
    : names;
};

/** True where the flow is about orders that were taken back: that is what it begins with or waits for. */
export const isAboutTakingBack = ({ trigger, steps }: CompiledFlow): boolean => {
  const started = startEvents(trigger);
  return started.some(takesBack) || Object.values(steps).some(awaitsTakingBack);
};

const awaitsTakingBack = (step: CompiledStep): boolean => step.kind === 'waitFor' && takesBack(step.event);

const takesBack = (name: string): boolean =>
  name === 'shipment.returned' || TAKEN_BACK.some((other) => other === name);
