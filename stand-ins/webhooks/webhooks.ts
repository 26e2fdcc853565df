/** Stand-in for the web addresses that flows call: takes every call, keeps it, and calls nobody. */
import type { Part } from '../journal.ts';
import { AwsError, jsonAnswer, type Service, textOf } from '../wire.ts';

export type TakenCall = Readonly<{
  id: string;
  url: string;
  at: string;
  signature: string;
  timestamp: string;
  body: string;
}>;

const RETRY_AFTER_SECONDS = '60';

type Options = Readonly<{ now: () => number; part: Part }>;

export const createWebhooks = ({
  now,
  part,
}: Options): { service: Service; taken: () => readonly TakenCall[] } => {
  const calls = [...part.load().values()] as TakenCall[];
  const service: Service = {
    name: 'webhooks',
    understand: (request) => ({
      operation: 'call',
      needs: [],
      run: () => {
        const { 'webhook-id': id = '', 'webhook-signature': signature = '' } = request.headers;
        const call = {
          id,
          url: decodeURIComponent(request.path.slice(1)),
          at: new Date(now()).toISOString(),
          signature,
          timestamp: request.headers['webhook-timestamp'] ?? '',
          body: textOf(request),
        };
        calls.push(call);
        part.set(`${id} ${calls.length}`, call);
        return jsonAnswer({});
      },
    }),
    refuse: ({ message, status }) => ({
      status,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
      body: JSON.stringify({ message }),
    }),
    throttled: () => new AwsError('too_many_requests', 'Too many requests (injected fault).', 429),
    failed: () => new AwsError('internal_error', 'Internal error (injected fault).', 500),
  };
  return { service, taken: () => [...calls] };
};
