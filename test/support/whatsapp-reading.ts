/** WhatsApp's notifications read as the door reads them, for tests of the translation. */
import { type Understanding, understand } from '../../platforms/understand.ts';
import { whatsapp } from '../../platforms/whatsapp/whatsapp.ts';
import { recorded } from './webhooks.ts';

export const NOW = Date.parse('2026-11-20T18:00:00.400Z');
const key = 'k'.repeat(64);

export const read = (body: unknown): Understanding =>
  understand(
    { headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), now: NOW },
    { platform: whatsapp, key, receivedAt: NOW },
  );
export const taken = (body: unknown) => {
  const understanding = read(body);
  if (understanding.kind !== 'inputs') throw new Error(`not taken in: ${understanding.reason}`);
  const events = understanding.inputs.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
  return { ...understanding, acts: understanding.acts ?? [], events };
};
export const fixture = (name: string) => taken(recorded(`whatsapp/${name}`).body.toString('utf8'));
