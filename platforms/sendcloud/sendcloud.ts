/** Sendcloud's webhooks: the status of a parcel has changed. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { problemsIn } from '../../core/events/problems-in.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readJson } from '../json.ts';
import { aboutParcel, carrierNamed, onItsWayBack } from '../parcel.ts';
import { type Delivery, ignored, notUnderstood, type Platform, type Translation } from '../platform.ts';
import { connect } from './connect.ts';
import { meaningOf } from './statuses.ts';

const anything = z.unknown().optional();
/** A whole number, as a number or as text. */
const whole = z.union([
  z.int(),
  z
    .string()
    .max(LIMITS.fieldChars)
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

const envelope = z.object({ action: z.string() });
const changed = z.object({
  timestamp: optional(whole),
  carrier_status_change_timestamp: optional(whole),
  parcel: z.object({
    id,
    status: z.object({ id: whole }),
    email: anything,
    order_number: anything,
    external_order_id: anything,
    tracking_number: anything,
    tracking_url: anything,
    is_return: anything,
    carrier: optional(z.object({ code: z.string() })),
  }),
});

const translate = ({ body }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const about = envelope.safeParse(json.value);
  if (!about.success) return notUnderstood('the body names no action');
  if (about.data.action !== 'parcel_status_changed') return ignored('this action is not used');
  const read = changed.safeParse(json.value);
  if (!read.success) return notUnderstood(problemsIn(read.error));
  const { parcel } = read.data;
  const meaning = meaningOf(parcel.status.id);
  return aboutParcel({
    id: parcel.id,
    meaning: parcel.is_return === true ? onItsWayBack(meaning) : meaning,
    at: timeOf(read.data.carrier_status_change_timestamp) ?? timeOf(read.data.timestamp),
    data: {
      // Whoever ordered typed it: the order says whose the parcel is.
      customer: { email: parcel.email },
      order_id: parcel.external_order_id,
      order_number: parcel.order_number,
      tracking_number: parcel.tracking_number,
      tracking_url: parcel.tracking_url,
      carrier: carrierNamed(parcel.carrier?.code),
    },
  });
};

/** Sendcloud documents seconds and sends milliseconds: a number below this one counts as seconds. */
const SECONDS_BELOW = 100_000_000_000;

const timeOf = (stated: number | undefined): Instant | undefined =>
  stated === undefined || stated <= 0 ? undefined : stated < SECONDS_BELOW ? stated * 1_000 : stated;

export const sendcloud: Platform = {
  name: 'sendcloud',
  connect,
  signature: { kind: 'hmac-hex', header: 'sendcloud-signature', prefix: '' },
  ofAnyShop: true,
  accepts: () => true,
  translate,
};
