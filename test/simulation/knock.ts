/** A request at one of the doors, repeated until it is answered, as every serious sender does. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Functions } from '../../local/functions.ts';
import type { Agenda } from './agenda.ts';
import type { Cloud } from './cloud.ts';
import type { Result } from './instances.ts';
import type { Plan } from './plan.ts';
import type { Moment } from './witness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What a sender waits before each repetition; the last one is repeated until it is heard. */
const PATIENCE = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];

export type Answer = APIGatewayProxyStructuredResultV2;

export type Request<T> = Readonly<{
  door: string;
  /** What the draws about this request depend on. */
  about: string;
  call: (functions: Functions) => Promise<T>;
  /** Whether this ends the repetitions. */
  settled: (result: Result<T>) => boolean;
  /** Told of every try; `begun` is when it set out, `about` what the invocation was called. */
  tried?: (result: Result<T>, begun: Moment, about: string) => void;
}>;

export type Knock = <T>(request: Request<T>, attempt?: number) => void;

/** What everybody outside has at hand. */
export type Surroundings = Readonly<{ plan: Plan; cloud: Cloud; agenda: Agenda; knock: Knock }>;

export const createKnock = ({ clock, witness, invoke }: Cloud, agenda: Agenda): Knock => {
  const knock: Knock = (request, attempt = 0) => {
    const begun = witness.moment();
    const about = `${request.about} ${attempt}`;
    void invoke(request.door, about, request.call).then((result) => {
      request.tried?.(result, begun, about);
      if (request.settled(result)) return;
      agenda.add(clock.now() + (PATIENCE[attempt] ?? PATIENCE.at(-1) ?? HOUR), () =>
        knock(request, attempt + 1),
      );
    });
  };
  return knock;
};

export const statusOf = (result: Result<Answer>): number =>
  'value' in result ? (result.value.statusCode ?? 0) : 0;
export const isWelcome = (result: Result<Answer>): boolean =>
  statusOf(result) >= 200 && statusOf(result) <= 299;
