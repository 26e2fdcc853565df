/**
 * What was signed and goes over the wire, where somebody listens: an attacker sends it again, at once or
 * later, as it was or as if it were something else.
 */
import { present } from '../../core/present.ts';
import { request } from '../support/webhooks.ts';
import type { AttackHappening } from './happening.ts';
import { isWelcome, type Surroundings } from './knock.ts';

/** `way` is the platform whose door it goes to, or `privacy`, the address of commands. */
export type Overheard = Readonly<{
  way: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

export type Wire = Readonly<{
  overhear: (happeningId: string, message: Overheard) => void;
  replay: (happening: Extract<AttackHappening, { kind: 'replay' }>) => void;
}>;

export const createWire = ({ cloud: { clock, witness }, knock }: Surroundings): Wire => {
  const heard = new Map<string, Overheard>();
  const overhear = (happeningId: string, message: Overheard): void => void heard.set(happeningId, message);
  const replay: Wire['replay'] = ({ id, of, topic, command = 'export' }) => {
    const message = heard.get(of);
    if (message === undefined) return;
    const { way, body } = message;
    const event = request(way, Buffer.from(body), headersOf(message, { id: `${id}-${clock.now()}`, topic }));
    knock({
      door: way === 'privacy' ? 'privacy' : 'receive-webhook',
      about: id,
      call: (functions) =>
        way === 'privacy'
          ? functions.privacy({ ...event, pathParameters: { command } })
          : functions.receiveWebhook(event),
      // Nobody waits for an attacker's second try.
      settled: () => true,
      tried: (result) => {
        if (isWelcome(result)) witness.replayed.push({ ...witness.moment(), of });
      },
    });
  };
  return { overhear, replay };
};

/** Of what Shopify sends the body alone is signed, so everything else may be new. */
const headersOf = (
  { way, headers }: Overheard,
  { id, topic }: Readonly<{ id: string; topic: string | undefined }>,
): Record<string, string> =>
  way === 'shopify'
    ? {
        ...headers,
        ...present({ 'x-shopify-topic': topic }),
        'x-shopify-webhook-id': `w-${id}`,
        'x-shopify-event-id': `e-${id}`,
      }
    : { ...headers };
