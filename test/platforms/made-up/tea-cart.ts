/** An invented platform in one folder, for the test of what a new one needs. */
import { parseEventData } from '../../../core/events/event-data.ts';
import { readJson } from '../../../platforms/json.ts';
import { notUnderstood, type Platform } from '../../../platforms/platform.ts';

export const teaCart: Platform = {
  name: 'teacart',
  signature: { kind: 'hmac-hex', header: 'x-teacart-signature', prefix: '' },
  accepts: () => true,
  handshake: {
    secret: 'teacart_hello',
    read: ({ hello }) => (hello === undefined ? undefined : { token: hello, challenge: hello }),
  },
  translate: ({ body, now }) => {
    const json = readJson(body);
    if (!json.ok) return notUnderstood(json.problem);
    const read = parseEventData('order.placed', json.value);
    return read.ok
      ? { kind: 'events', events: [{ id: 'tea-1', name: 'order.placed', at: now, data: read.data }] }
      : notUnderstood(read.problem);
  },
};
