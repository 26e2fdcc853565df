/**
 * WhatsApp's own webhook (Meta Cloud API): its handshake, its signature, and the envelope around its batches.
 */
import * as z from 'zod';
import { readJson } from '../json.ts';
import {
  type Delivery,
  type Handshake,
  type Headers,
  ignored,
  notUnderstood,
  type Platform,
  type Translation,
} from '../platform.ts';
import { translateBatch } from './batch.ts';
import { connect } from './connect.ts';

const envelope = z.object({ object: z.string().regex(/^[a-z_]{1,60}$/), entry: z.array(z.unknown()) });

const translate = ({ body, now }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const read = envelope.safeParse(json.value);
  if (!read.success) return notUnderstood('the body has no object or no list of entries');
  if (read.data.object !== 'whatsapp_business_account')
    return ignored(`notifications about ${read.data.object} are not used`);
  return translateBatch(read.data.entry, now);
};

/**
 * Meta sends numbers; a challenge with any other characters than these is not from Meta and is not sent back.
 */
const CHALLENGE = /^[\w.-]{1,256}$/;

const handshakeIn = (query: Headers): Handshake | undefined => {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  return mode === 'subscribe' && token !== undefined && challenge !== undefined && CHALLENGE.test(challenge)
    ? { token, challenge }
    : undefined;
};

export const whatsapp: Platform = {
  name: 'whatsapp',
  connect,
  signature: { kind: 'hmac-hex', header: 'x-hub-signature-256', prefix: 'sha256=' },
  accepts: () => true,
  translate,
  repeatsForDays: true,
  handshake: { secret: 'whatsapp_verify_token', read: handshakeIn },
};
