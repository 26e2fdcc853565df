/**
 * Faults on demand: which calls to the stand-ins fail, and how. They are seeded, so that the same calls fail
 * again in the next run.
 */
import * as z from 'zod';
import { unitHash } from './ids.ts';

export const FAULT_SERVICES = [
  'ses',
  'dynamodb',
  'sqs',
  'scheduler',
  's3',
  'sns',
  'whatsapp',
  'shops',
  'webhooks',
] as const;
export const FAULT_KINDS = [
  'throttle',
  'timeout-before',
  'timeout-after',
  'error',
  'duplicate',
  'delay',
] as const;
/** Faults of queues and schedules: an accepted message is delivered twice, or later. */
const DELIVERY_KINDS: readonly string[] = ['duplicate', 'delay'];
/** The longest delay of a message or schedule. */
const MAX_DELAY_MS = 5 * 60_000;

const faultSchema = z.strictObject({
  service: z.enum(FAULT_SERVICES),
  operation: z
    .string()
    .min(1)
    .max(100)
    .default('*')
    .describe('Name of an operation as the SDK spells it; `*` = all.'),
  kind: z.enum(FAULT_KINDS),
  rate: z.number().min(0).max(1),
  seed: z.number().int().default(1),
});
const faultsSchema = z
  .array(faultSchema)
  .max(100)
  .superRefine((list, context) => {
    for (const [index, fault] of list.entries()) {
      if (!DELIVERY_KINDS.includes(fault.kind) || fault.service === 'sqs' || fault.service === 'scheduler')
        continue;
      context.addIssue({
        code: 'custom',
        path: [index, 'kind'],
        message: `${fault.kind} exists for sqs and scheduler only; ${fault.service} delivers nothing`,
      });
    }
  });

export type Fault = z.infer<typeof faultSchema>;
export type CallFault = Exclude<Fault['kind'], 'duplicate' | 'delay'>;
export type DeliveryFault = Readonly<{ duplicate: boolean; delayMs: number }>;

export type Faults = Readonly<{
  /** Replaces the list; throws with the fault, its place and the allowed values. */
  set: (list: unknown) => readonly Fault[];
  list: () => readonly Fault[];
  /** The fault of this call; undefined where the call goes through. */
  forCall: (service: string, operation: string) => CallFault | undefined;
  /** The fault of a message or schedule that was just accepted. */
  forDelivery: (service: 'sqs' | 'scheduler', operation: string) => DeliveryFault;
}>;

export const createFaults = (): Faults => {
  let faults: readonly Fault[] = [];
  const drawn = new Map<string, number>();

  // One draw decides between all matching entries, so that their rates add up.
  const draw = (
    service: string,
    operation: string,
    level: 'call' | 'delivery',
  ): Readonly<{ fault: Fault; luck: number }> | undefined => {
    const matching = faults.filter((fault) => matches(fault, service, operation, level));
    if (matching.length === 0) return undefined;
    const stream = `${level}:${service}:${operation}`;
    const count = (drawn.get(stream) ?? 0) + 1;
    drawn.set(stream, count);
    const luck = unitHash(`${matching.map((fault) => fault.seed).join(',')}:${stream}:${count}`);
    const fault = pick(matching, luck);
    return fault === undefined
      ? undefined
      : { fault, luck: unitHash(`${fault.seed}:${stream}:${count}:delay`) };
  };
  return {
    set: (list) => {
      faults = parseFaults(list);
      drawn.clear();
      return faults;
    },
    list: () => faults,
    forCall: (service, operation) => draw(service, operation, 'call')?.fault.kind as CallFault | undefined,
    forDelivery: (service, operation) => {
      const drawnFault = draw(service, operation, 'delivery');
      return {
        duplicate: drawnFault?.fault.kind === 'duplicate',
        delayMs: drawnFault?.fault.kind === 'delay' ? 1 + Math.floor(drawnFault.luck * MAX_DELAY_MS) : 0,
      };
    },
  };
};

const matches = (fault: Fault, service: string, operation: string, level: 'call' | 'delivery'): boolean =>
  fault.service === service &&
  (fault.operation === '*' || fault.operation === operation) &&
  DELIVERY_KINDS.includes(fault.kind) === (level === 'delivery');

const pick = (faults: readonly Fault[], luck: number): Fault | undefined => {
  let upTo = 0;
  for (const fault of faults) {
    upTo += fault.rate;
    if (luck < upTo) return fault;
  }
  return undefined;
};

const parseFaults = (list: unknown): readonly Fault[] => {
  const result = faultsSchema.safeParse(list);
  if (result.success) return result.data;
  const problems = result.error.issues
    .map((issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`)
    .join('; ');
  throw new Error(
    `Faults were not changed. ${problems}. Send a list like [{ "service": "ses", "operation": "*", "kind": "throttle", "rate": 0.2, "seed": 1 }]; services: ${FAULT_SERVICES.join(', ')}; kinds: ${FAULT_KINDS.join(', ')}; [] clears.`,
  );
};
