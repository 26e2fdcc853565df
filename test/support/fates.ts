/**
 * The fates of one attempt of the sender: slow calls, a death between two calls, a provider that refuses or
 * never answers.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from '../../runtime/clients.ts';
import type { Desk } from './sending.ts';

/** A death at a call: before the call gets through, or after it and before the answer. */
type Death = Readonly<{ call: number; when: 'before' | 'after' }>;

/** The fate of one attempt: how long each call takes, where its process dies, what the provider does. */
export type Fate = Readonly<{
  pauses?: readonly number[];
  death?: Death;
  provider?: 'well' | 'refuses' | 'silent-before' | 'silent-after' | 'breaks';
}>;

/**
 * A request handler for one attempt with this fate. After its death none of its calls gets through any more.
 */
export const fated = (
  desk: Desk,
  { pauses = [0], death, provider = 'well' }: Fate,
): RequestHandler & { calls: () => number } => {
  const real = desk.standIns.requestHandler;
  let calls = 0;
  return {
    calls: () => calls,
    handle: async (request, options) => {
      calls += 1;
      const call = calls;
      for (let turn = pauses[(call - 1) % pauses.length] ?? 0; turn > 0; turn -= 1) await pause(0);
      if (death && (call > death.call || (call === death.call && death.when === 'before')))
        throw new Error('the process has died');
      const answer = isSending(request)
        ? await sending(provider, () => real.handle(request, options))
        : await real.handle(request, options);
      if (death && call >= death.call) throw new Error('the process has died');
      return answer;
    },
  };
};

const isSending = (request: unknown): boolean =>
  (request as { path: string }).path === '/v2/email/outbound-emails';

type Answer = { response: never };

const sending = async (
  provider: NonNullable<Fate['provider']>,
  send: () => Promise<Answer>,
): Promise<Answer> => {
  if (provider === 'refuses') return sesError('TooManyRequestsException', 429);
  if (provider === 'breaks') return sesError('InternalServiceErrorException', 500);
  if (provider === 'silent-before') throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  const answer = await send();
  if (provider === 'silent-after') throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  return answer;
};

const sesError = (name: string, statusCode: number, message = 'no'): Answer => ({
  response: {
    statusCode,
    headers: { 'x-amzn-errortype': name, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message })),
  } as never,
});

/** SES answers every mail with this error; everything else works. */
export const refusing = (desk: Desk, name: string, status: number, message?: string): RequestHandler => ({
  handle: async (request, options) =>
    isSending(request)
      ? sesError(name, status, message)
      : desk.standIns.requestHandler.handle(request, options),
});
