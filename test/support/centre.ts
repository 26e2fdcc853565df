/**
 * The preference centre for tests: one customer's link, the form as a browser sends it, and the resulting
 * gate items and events.
 */

import type { DomainEvent } from '../../core/events/event.ts';
import { gateHash } from '../../core/identity/keys.ts';
import { signLink } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import type { Channel } from '../../core/reason.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { createPreferences } from '../../functions/preferences/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { DAY } from './flows.ts';
import { customerOf, type Desk, EMAIL, KEYS, START } from './sending.ts';

const PHONE = '+491713920011';
const jette = customerOf('jette');

export const { profile } = jette;
export const message = { ...jette.message, topic: 'offers' as const };
export const hash = gateHash(KEYS, '2', 'email', EMAIL);
export const phoneHash = gateHash(KEYS, '2', 'whatsapp', PHONE);
export const claims = {
  purpose: 'preferences',
  channel: 'email',
  profileId: profile.id,
  gateHash: hash,
  messageId: message.messageId,
} as const;
export const token = signLink(KEYS, claims);
/** The same customer, reached on both channels. */
export const onBoth: Profile = {
  ...profile,
  person: { ...profile.person, phone: PHONE },
  consents: {
    ...profile.consents,
    'whatsapp/marketing': { state: 'given', basis: 'double-opt-in', at: START - DAY },
  },
};
export const ALL = ['newsletter', 'offers', 'product-care', 'reviews'];

type Asked = {
  method?: string;
  token?: string;
  query?: Record<string, string>;
  body?: string;
  type?: string;
};
type Fields = Readonly<{ topics?: readonly string[]; channels?: readonly string[]; frequency?: string }>;

export const centreOf = (desk: Desk) => {
  const ask = (
    {
      method = 'GET',
      token: asked = token,
      query,
      body,
      type = 'application/x-www-form-urlencoded',
    }: Asked = {},
    handler: RequestHandler = desk.standIns.requestHandler,
  ) =>
    createPreferences(
      desk.env,
      desk.runtime,
      handler,
    )({
      pathParameters: { token: asked },
      headers: { 'content-type': type },
      queryStringParameters: query,
      body: body === undefined ? undefined : Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
      requestContext: { http: { method } },
    } as never);
  return {
    ask,
    press: (action: string, fields: Fields = {}) => {
      const form = new URLSearchParams(present({ action, frequency: fields.frequency || undefined }));
      for (const topic of fields.topics ?? []) form.append('topics', topic);
      for (const channel of fields.channels ?? []) form.append('channels', channel);
      return ask({ method: 'POST', body: form.toString() });
    },
    gateAt: (at: string, channel: Channel = 'email') => desk.gateItems.read([{ hash: at, channel }]),
    /** The events that were queued for the profile. */
    events: (): readonly DomainEvent[] =>
      desk.standIns.sqs
        .queue(LOCAL.inputQueue)
        .peek()
        .map(({ body }) => (JSON.parse(body) as EventInput).event),
  };
};

/** Values of all boxes and buttons that are ticked on a page. */
export const ticked = (body: string | undefined): readonly string[] =>
  [...(body ?? '').matchAll(/name="(?:topics|channels|frequency)" value="([a-z-]+)" checked/g)].map(
    ([, value]) => value ?? '',
  );
