/**
 * Translates our own events from any shop: Standard Webhooks bodies, or CloudEvents in structured or binary
 * form.
 */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { isOutsideName, parseEventData } from '../../core/events/event-data.ts';
import { cleanText, readTime } from '../../core/events/event-fields.ts';
import { problemsIn } from '../../core/events/problems-in.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readJson } from '../json.ts';
import { type Delivery, type Headers, notUnderstood, type Platform, type Translation } from '../platform.ts';
import { connect } from './connect.ts';

const EVENT_ID_CHARS = 200;

/** The envelope of a request; `stated` is its time as written. */
type Envelope = Readonly<{ id: string; type: string; stated: string | undefined; data: unknown }>;

const translate = (delivery: Delivery): Translation => {
  const json = readJson(delivery.body);
  if (!json.ok) return notUnderstood(json.problem);
  const envelope = envelopeOf(delivery, json.value);
  if ('problem' in envelope) return notUnderstood(envelope.problem);
  const parsed = parseEventData(envelope.type, envelope.data);
  if (!parsed.ok) return notUnderstood(parsed.problem);
  const at = timeOf(envelope, delivery);
  if (at === undefined)
    return notUnderstood(
      'the time of the event must be ISO 8601 with an offset, such as 2026-11-20T18:00:00Z',
    );
  return {
    kind: 'events',
    events: [
      present({
        id: boundedId(envelope.id),
        name: envelope.type,
        at,
        data: parsed.data,
        unread: parsed.unread,
      }),
    ],
  };
};

/** The length is limited before a prefix is searched. */
const eventType = boundedText(LIMITS.eventTypeChars, 1);

const structured = z.object({
  specversion: z.string(),
  id: boundedText(Number.POSITIVE_INFINITY, 1),
  source: boundedText(Number.POSITIVE_INFINITY, 1),
  type: eventType,
  time: z.string().nullish(),
  data: z.unknown().optional(),
});
const standardBody = z.object({
  type: eventType,
  timestamp: z.string().nullish(),
  data: z.unknown().optional(),
});

type Read = Envelope | Readonly<{ problem: string }>;

/**
 * Finds the envelope. Where the body is signed, only the body counts, because no signature covers the `ce-`
 * headers. A bearer token vouches for the whole request.
 */
const envelopeOf = ({ headers, body, bearer }: Delivery, value: unknown): Read => {
  if (bearer && headers['ce-specversion'] !== undefined) return binaryEnvelope(headers, value);
  const named = mediaType(headers['content-type'] ?? '') === 'application/cloudevents+json';
  if (named || (typeof value === 'object' && value !== null && 'specversion' in value))
    return structuredEnvelope(value);
  const read = standardBody.safeParse(value);
  if (!read.success)
    return { problem: `Standard Webhooks body: ${problemsIn(read.error)}${binaryHint(headers)}` };
  return {
    id: headers['webhook-id'] ?? idOf(body),
    type: read.data.type,
    stated: read.data.timestamp ?? undefined,
    data: read.data.data,
  };
};

const binaryHint = (headers: Headers): string =>
  headers['ce-specversion'] === undefined
    ? ''
    : '; the headers of a CloudEvent in binary form are not signed: send it in structured form';

const structuredEnvelope = (value: unknown): Read => {
  const read = structured.safeParse(value);
  if (!read.success) return { problem: `CloudEvents envelope: ${problemsIn(read.error)}` };
  const { source, id, type, time, data } = read.data;
  return { id: `${source}#${id}`, type: ownName(type), stated: time ?? undefined, data };
};

const binaryEnvelope = (headers: Headers, data: unknown): Read => {
  const { 'ce-id': id, 'ce-source': source, 'ce-type': type, 'ce-time': time } = headers;
  if (!id || !source || !type)
    return { problem: 'CloudEvents in binary form needs the headers ce-id, ce-source and ce-type' };
  if (type.length > LIMITS.eventTypeChars)
    return { problem: `the header ce-type has more than ${LIMITS.eventTypeChars} characters` };
  return { id: `${source}#${id}`, type: ownName(type), stated: time, data };
};

/**
 * Our own name of an event: `com.example.shop.order.placed` is `order.placed`. An unknown name is kept whole,
 * because nobody can say where its prefix ends.
 */
const ownName = (type: string): string => {
  const parts = type.split('.');
  const ends = parts.map((_, index) => parts.slice(index).join('.'));
  return ends.find(isOutsideName) ?? type;
};

/**
 * The time of the event. A consent counts from when the customer gave it, not from when a system reported it.
 * A withdrawal always counts from its report.
 */
const timeOf = (
  { type, data, stated }: Envelope,
  { headers, now, bearer }: Delivery,
): Instant | undefined => {
  const confirmed = type === 'consent.given' ? confirmedAt.safeParse(data).data : undefined;
  if (confirmed !== undefined && confirmed !== null && confirmed !== '') return readTime(String(confirmed));
  if (stated !== undefined && stated !== '') return readTime(stated);
  const signed = bearer ? 0 : Number(headers['webhook-timestamp']);
  return Number.isSafeInteger(signed) && signed > 0 ? signed * 1_000 : now;
};

const confirmedAt = z
  .object({ evidence: z.object({ confirmed_at: z.unknown().optional() }) })
  .transform(({ evidence }) => evidence.confirmed_at);

const boundedId = (id: string): string =>
  id.length <= EVENT_ID_CHARS && cleanText(id, EVENT_ID_CHARS) === id ? id : idOf(id);

const mediaType = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** True for every type that may hold JSON. Batches and the binary formats of CloudEvents cannot be read. */
const accepts = (contentType: string): boolean => {
  const type = mediaType(contentType);
  return (
    type === '' ||
    type === 'text/plain' ||
    type === 'application/json' ||
    type === 'application/octet-stream' ||
    (type.endsWith('+json') && !type.includes('batch'))
  );
};

export const standard: Platform = {
  name: 'standard',
  connect,
  signature: { kind: 'standard' },
  bearer: true,
  namesOrdersAlone: true,
  ofAnyShop: true,
  // The id is signed together with the body.
  knownBy: ({ headers, body }) => ({ id: headers['webhook-id'] ?? body, meaning: body }),
  accepts,
  translate,
};
