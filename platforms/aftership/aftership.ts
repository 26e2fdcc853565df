/** AfterShip's tracking webhooks: news of a parcel, and a revised day of delivery. */
import * as z from 'zod';
import { id, optional, readTime } from '../../core/events/event-fields.ts';
import { problemsIn } from '../../core/events/problems-in.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readJson } from '../json.ts';
import { aboutParcel, carrierNamed, delayed, type Meaning } from '../parcel.ts';
import { type Delivery, ignored, notUnderstood, type Platform, type Translation } from '../platform.ts';
import { connect } from './connect.ts';
import { estimates, expectedDay, isLater } from './estimate.ts';
import { meaningOf } from './tags.ts';

const anything = z.unknown().optional();
const word = z.string().max(LIMITS.fieldChars);

const checkpoint = optional(
  z.object({ tag: optional(word), checkpoint_time: optional(word), created_at: optional(word) }),
);

const envelope = z.object({ event: z.string(), ts: optional(z.int().positive()) });
const tracking = z.object({
  id,
  tag: word,
  subtag: optional(word),
  return_to_sender: anything,
  tracking_number: anything,
  slug: optional(word),
  order_id: anything,
  order_number: anything,
  customers: optional(z.array(optional(z.object({ email: anything, language: anything })))),
  courier_tracking_link: anything,
  checkpoints: optional(z.array(checkpoint)),
  updated_at: optional(word),
  ...estimates,
});

type Tracking = z.infer<typeof tracking>;

const translate = ({ body }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const about = envelope.safeParse(json.value);
  if (!about.success) return notUnderstood('the body names no event');
  const { event, ts } = about.data;
  if (event !== 'tracking_update' && event !== 'edd_revise') return ignored('this event is not used');
  const read = z.object({ msg: tracking }).safeParse(json.value);
  if (!read.success) return notUnderstood(problemsIn(read.error));
  const { msg } = read.data;
  const sentAt = ts === undefined ? undefined : ts * 1_000;
  return event === 'edd_revise' ? revised(msg, sentAt) : updated(msg, sentAt);
};

const updated = (msg: Tracking, sentAt: Instant | undefined): Translation => {
  const { tag, subtag } = msg;
  const meaning = meaningOf({ tag, subtag, back: msg.return_to_sender === true });
  return told(msg, { meaning, at: timeOf(msg) ?? sentAt });
};

/** The parcel has not arrived, else its day of delivery would not be revised. */
const revised = (msg: Tracking, sentAt: Instant | undefined): Translation => {
  if (msg.tag === 'Delivered') return ignored('the parcel has arrived already');
  if (!isLater(msg)) return ignored('the day of delivery is not later than it was said before');
  return told(msg, { meaning: delayed, at: sentAt ?? timeOf(msg), delay: expectedDay(msg) });
};

type News = Readonly<{ meaning: Meaning; at: Instant | undefined; delay?: string | undefined }>;

const told = (msg: Tracking, news: News): Translation => {
  const recipient = msg.customers?.find((one) => one?.email !== undefined && one.email !== null);
  return aboutParcel({
    id: msg.id,
    ...news,
    data: {
      // Whoever ordered typed it: the order says whose the parcel is.
      customer: { email: recipient?.email, locale: recipient?.language },
      order_id: msg.order_id,
      order_number: msg.order_number,
      tracking_number: msg.tracking_number,
      tracking_url: msg.courier_tracking_link,
      carrier: carrierNamed(msg.slug),
      expected_at: expectedDay(msg),
    },
  });
};

/**
 * When it happened: the last scan with this status. Many carriers give local times without a zone; then it is
 * when AfterShip heard of the scan.
 */
const timeOf = ({ checkpoints = [], tag, updated_at }: Tracking): Instant | undefined => {
  const scans = checkpoints
    .filter((scan) => scan?.tag === tag)
    .flatMap((scan) => {
      const at = timeIn(scan?.checkpoint_time) ?? timeIn(scan?.created_at);
      return at === undefined ? [] : [at];
    });
  return scans.length > 0 ? scans.reduce((latest, at) => Math.max(latest, at)) : timeIn(updated_at);
};

/** A day alone is no time: another scan of that day may be the later one. */
const timeIn = (stated: string | undefined): Instant | undefined =>
  stated?.includes('T') ? readTime(stated) : undefined;

export const aftership: Platform = {
  name: 'aftership',
  connect,
  signature: { kind: 'hmac-base64', header: 'aftership-hmac-sha256' },
  ofAnyShop: true,
  accepts: () => true,
  translate,
};
