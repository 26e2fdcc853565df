/** A provider that refuses one address for good and accepts every other one. */
import type { RequestHandler } from '../../runtime/clients.ts';
import type { Desk } from '../support/sending.ts';

export const refusingFor = (desk: Desk, address: string): RequestHandler => ({
  handle: async (request, options) => {
    const { path, body } = request as { path: string; body?: string | Uint8Array };
    const text = typeof body === 'string' ? body : Buffer.from(body ?? '').toString('utf8');
    if (path !== '/v2/email/outbound-emails' || !text.includes(address))
      return desk.standIns.requestHandler.handle(request, options);
    const refusal = {
      statusCode: 400,
      headers: { 'x-amzn-errortype': 'MessageRejected', 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ message: 'Address blacklisted (554)' })),
    };
    return { response: refusal as never };
  },
});
