/** Changes events on their way through the queue, as a bug in what reads them would. */
import type { SQSEvent } from 'aws-lambda';
import { withBodies } from './at-the-edges.ts';

type Identity = { kind: string; profileId: string; by?: string };
type Event = {
  name: string;
  source?: string;
  at: number;
  statedAt?: number;
  identities: Identity[];
  data: Record<string, unknown>;
};
type Input = { kind?: string; profileId?: string; receivedAt?: number; history?: true; event?: Event };

/** What stands in a queue, changed where it is an event. */
export const inEvents =
  (change: (event: Event, input: Input) => void) =>
  (event: SQSEvent): SQSEvent =>
    withBodies(event, (body) => {
      const input = JSON.parse(body) as Input;
      if (input.kind !== 'event' || !input.event) return body;
      change(input.event, input);
      return JSON.stringify(input);
    });
