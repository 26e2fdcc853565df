/**
 * A shop that sends webhooks like a real one: each is repeated under its own id until it is answered with
 * 2xx.
 */
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';

/** One accepted event of the shop, by the virtual clock. */
export type Accepted = Readonly<{ eventId: string; type: string; email: string; at: number }>;

export type Shop = Readonly<{
  /** Resolves when the event was accepted, however many processes died meanwhile. */
  tell: (eventId: string, type: string, email: string, data: object) => Promise<void>;
  accepted: readonly Accepted[];
  /** Moves the clock; the next call sees whether it worked. */
  advance: (minutes: number) => Promise<void>;
  now: () => Promise<number>;
}>;

const AGAIN_AFTER_MS = 20;
const ANSWER_MS = 30_000;

/** `urlOf` returns the present address of the system; undefined while it is down. */
export const createShop = (urlOf: () => string | undefined, isOver: () => boolean): Shop => {
  const accepted: Accepted[] = [];
  const ask = async (path: string, init: RequestInit = {}): Promise<Response | undefined> => {
    const url = urlOf();
    if (url === undefined) return undefined;
    try {
      const answer = await fetch(url + path, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
      return answer.ok ? answer : undefined;
    } catch {
      return undefined;
    }
  };
  const now = async (): Promise<number> => {
    for (;;) {
      const body = await (await ask('/local/clock'))?.text().catch(() => undefined);
      if (body !== undefined) return Date.parse((JSON.parse(body) as { now: string }).now);
      if (isOver()) throw new Error('The run is over.');
      await pause();
    }
  };
  const tell: Shop['tell'] = async (eventId, type, email, data) => {
    const timestamp = new Date(await now()).toISOString();
    for (;;) {
      const at = await now();
      const { path, headers, body } = signStandard(DEFAULT_SECRETS, eventId, { type, timestamp, data }, at);
      if (await ask(path, { method: 'POST', headers, body })) {
        accepted.push({ eventId, type, email, at });
        return;
      }
      if (isOver()) throw new Error('The run is over.');
      await pause();
    }
  };
  const advance = async (minutes: number): Promise<void> => {
    const answer = await ask('/local/clock', {
      method: 'POST',
      body: JSON.stringify({ advance: `${minutes}m` }),
    });
    if (answer === undefined) await pause();
    else await answer.text().catch(() => undefined);
  };
  return { tell, accepted, advance, now };
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
