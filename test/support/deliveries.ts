/** Bodies of a platform as the door gets them: understood, or signed for the door. */
import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { DomainEvent } from '../../core/events/event.ts';
import { platformOf } from '../../platforms/lookup.ts';
import { type Understanding, understand } from '../../platforms/understand.ts';
import { recordedJson, request } from './webhooks.ts';

export const RECEIVED = Date.parse('2026-12-05T09:00:00Z');
const KEY = 'a key for tests only, long enough for a key';

type Body = Readonly<Record<string, unknown>>;

export const delivered = (name: string, body: string | Body): Understanding => {
  const platform = platformOf(name);
  if (!platform) throw new Error(`no platform ${name}`);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return understand({ headers: {}, body: text, now: RECEIVED }, { platform, key: KEY, receivedAt: RECEIVED });
};

/** The one event that a body holds for its customer; its inputs about products left aside. */
export const told = (name: string, body: Body): DomainEvent => {
  const understood = delivered(name, body);
  const [input] =
    understood.kind === 'inputs' ? understood.inputs.filter(({ kind }) => kind === 'event') : [];
  if (input?.kind !== 'event') throw new Error(`no event in ${JSON.stringify(understood)}`);
  return input.event;
};

/** The recorded body with some of its fields changed; `null` and `undefined` stand for themselves. */
export const changed = (fixture: string, part: string, fields: Body): Body => {
  const body = recordedJson(fixture);
  return { ...body, [part]: { ...(body[part] as Body), ...fields } };
};

export const signedBy = (
  name: string,
  body: Buffer,
  { header, secret, encoding }: Readonly<{ header: string; secret: string; encoding: 'hex' | 'base64' }>,
): APIGatewayProxyEventV2 =>
  request(name, body, {
    'content-type': 'application/json',
    [header]: createHmac('sha256', secret).update(body).digest(encoding),
  });
