/** Stand-in for Meta's Cloud API: the same WhatsApp behind a bearer token instead of a signature. */

import { AwsError, type Call, jsonAnswer, type Service, type WireAnswer, type WireRequest } from '../wire.ts';
import { MetaRefusal, type Network } from './network.ts';

export const createMetaGraph = (network: Network): Service => {
  const understand = (request: WireRequest): Call => {
    const [, from] = /^\/v\d+\.\d+\/([^/]+)\/messages$/.exec(request.path) ?? [];
    if (request.method !== 'POST' || from === undefined)
      throw graphError(100, `Unsupported request: ${request.method} ${request.path}.`, 404);
    return {
      // Both transports use one name, so that a fault reaches whichever is set.
      operation: 'SendWhatsAppMessage',
      needs: [],
      run: async () => {
        if (!/^Bearer \S+$/.test(request.headers['authorization'] ?? ''))
          throw graphError(190, 'Invalid OAuth access token.', 401);
        const id = await network.send(decodeURIComponent(from), request.body).catch(asGraphError);
        return jsonAnswer({ messaging_product: 'whatsapp', messages: [{ id }] });
      },
    };
  };
  return {
    name: 'whatsapp',
    understand,
    refuse,
    throttled: () =>
      graphError(130_429, 'Cloud API message throughput has been reached (injected fault).', 400),
    failed: () => graphError(131_016, 'Service overloaded (injected fault).', 500),
  };
};

const graphError = (code: number, message: string, status: number): AwsError =>
  new AwsError('OAuthException', message, status, { code });

const refuse = (error: AwsError): WireAnswer => ({
  status: error.status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message: error.message, type: error.name, code: 1, ...error.fields } }),
});

const asGraphError = (error: unknown): never => {
  throw error instanceof MetaRefusal ? graphError(error.code, error.message, 400) : error;
};
