/** A shop's API on loopback that answers what a test says, and remembers what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CodeAsked } from '../../core/ports/shop-codes.ts';

export type Asked = Readonly<{
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}>;

/** `hang-up`: the connection ends without an answer, after the shop did its work. */
export type Reply =
  | Readonly<{ status?: number; headers?: Readonly<Record<string, string>>; json?: unknown; text?: string }>
  | 'hang-up';

export const startShopApi = async (reply: (asked: Asked) => Reply) => {
  const asked: Asked[] = [];
  let answer = reply;
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
    asked.push(call);
    const said = answer(call);
    if (said === 'hang-up') return void request.socket.destroy();
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(said.text ?? JSON.stringify(said.json ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    bodies: () => asked.map(({ body }) => JSON.parse(body || '{}') as Record<string, never>),
    answers: (next: (asked: Asked) => Reply) => {
      answer = next;
    },
    /** Answers in their order; the last one goes on. */
    replies: (...all: readonly Reply[]): void => {
      let next = 0;
      answer = () => all[Math.min(next++, all.length - 1)] ?? {};
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export type ShopApi = Awaited<ReturnType<typeof startShopApi>>;

export const NOW = Date.UTC(2026, 10, 20, 18);

/** A code that a shop is to make. */
export const WANTED: CodeAsked = {
  code: 'TEA-7KX2M9QRTA',
  worth: { percent: 10 },
  startsAt: NOW,
  expiresAt: Date.UTC(2026, 10, 23, 22, 59, 59),
  title: 'Stammkunde: thanks',
};
