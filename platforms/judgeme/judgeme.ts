/** Judge.me's webhooks: a review was written, changed, published or hidden. */
import * as z from 'zod';
import { id, optional, readTime } from '../../core/events/event-fields.ts';
import { problemsIn } from '../../core/events/problems-in.ts';
import { LIMITS } from '../../core/limits.ts';
import { readJson } from '../json.ts';
import { oneEvent } from '../one-event.ts';
import { type Delivery, ignored, notUnderstood, type Platform, type Translation } from '../platform.ts';
import { connect } from './connect.ts';

const anything = z.unknown().optional();
const word = z.string().max(LIMITS.fieldChars);

const envelope = z.object({ event: optional(word), review: z.unknown() });
const review = z.object({
  id,
  product_external_id: anything,
  rating: anything,
  title: anything,
  body: anything,
  reviewer: optional(z.object({ email: anything, name: anything })),
  published: anything,
  hidden: anything,
  curated: anything,
  created_at: optional(word),
  updated_at: optional(word),
});

const translate = ({ body }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const about = envelope.safeParse(json.value);
  if (!about.success) return notUnderstood('the body is not that of a review');
  const { event } = about.data;
  if (event !== undefined && !event.startsWith('review/')) return ignored('this event is not used');
  const read = review.safeParse(about.data.review);
  if (!read.success) return notUnderstood(problemsIn(read.error, (path) => `review.${path}`));
  const told = read.data;
  if (isOfTheShop(told.product_external_id)) return ignored('a review of the shop, and of no product');
  const at = readTime(told.updated_at ?? told.created_at ?? '');
  const published = told.published === true && told.hidden !== true && told.curated !== 'spam';
  return oneEvent({
    key: [told.id, String(at), published ? 'published' : 'unpublished'],
    name: 'review.submitted',
    at,
    data: {
      // What somebody typed in a form. The id of an account is the shop's, and nothing says of which platform.
      customer: { email: told.reviewer?.email },
      product_id: told.product_external_id,
      review_id: told.id,
      rating: told.rating,
      title: told.title,
      text: told.body,
      author: told.reviewer?.name,
      published,
    },
  });
};

const isOfTheShop = (product: unknown): boolean =>
  product === undefined || product === null || product === '' || product === 0;

export const judgeme: Platform = {
  name: 'judgeme',
  connect,
  signature: { kind: 'hmac-hex', header: 'judgeme-hmac-sha256', prefix: '' },
  accepts: () => true,
  translate,
};
