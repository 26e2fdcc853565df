/** Translates accounts, newsletter recipients and reviews. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Reading, Topic, Word } from './topic.ts';

const customerSchema = z.object({
  id,
  email: anything,
  firstName: anything,
  lastName: anything,
  birthday: anything,
  guest: anything,
  createdAt: anything,
  updatedAt: anything,
  defaultBillingAddress: optional(
    z.object({ phoneNumber: anything, country: optional(z.object({ iso: anything })) }),
  ),
  language: optional(z.object({ locale: optional(z.object({ code: anything })) })),
});

/** The shop's own record of an account, which proves whose the address is (rule 10). A guest has none. */
export const account =
  (name: 'customer.created' | 'customer.erased'): Topic =>
  (payload, { sentAt, now }) => {
    const read = z.object({ customer: customerSchema }).safeParse(payload);
    if (!read.success) return problemOf(read.error);
    const { customer } = read.data;
    if (customer.guest === true) return { ignored: 'a guest is known by what they order' };
    const { defaultBillingAddress: address, language } = customer;
    const whom = { customer_id: customer.id, email: firstText(customer.email) };
    if (name === 'customer.erased') return { words: [{ name, at: now, data: { customer: whom } }] };
    const data = {
      customer: {
        ...whom,
        phone: firstText(address?.phoneNumber),
        first_name: firstText(customer.firstName),
        last_name: firstText(customer.lastName),
        birthday: firstText(customer.birthday)?.slice(0, DATE_CHARS),
        country: firstText(address?.country?.iso),
        locale: firstText(language?.locale?.code),
      },
    };
    const at = timeOf(customer.updatedAt, customer.createdAt) ?? sentAt;
    return { words: [{ name, at, evidence: 'account', data }] };
  };

const DATE_CHARS = 10;

const recipientSchema = z.object({
  id: optional(id),
  email: anything,
  firstName: anything,
  lastName: anything,
  status: anything,
  confirmedAt: anything,
  createdAt: anything,
  updatedAt: anything,
});

type Recipient = z.infer<typeof recipientSchema>;

/** `direct`: the shop asks for no confirmation, so nobody has shown that the address is theirs. */
const BASES: Readonly<Record<string, string | undefined>> = {
  optIn: 'double-opt-in',
  direct: 'single-opt-in',
};

export const newsletter =
  (name: 'consent.requested' | 'consent.given' | 'consent.withdrawn'): Topic =>
  (payload, { sentAt }) => {
    const read = z.object({ newsletterRecipient: recipientSchema }).safeParse(payload);
    if (!read.success) return problemOf(read.error);
    const { newsletterRecipient: recipient } = read.data;
    if (name === 'consent.given') return given(recipient);
    return { words: [{ name, at: timeOf(recipient.updatedAt) ?? sentAt, data: dataOf(recipient) }] };
  };

const given = (recipient: Recipient): Reading => {
  const status = firstText(recipient.status) ?? '';
  const basis = Object.hasOwn(BASES, status) ? BASES[status] : undefined;
  if (basis === undefined)
    return { problem: 'newsletterRecipient.status does not say that this address receives newsletters' };
  const data = dataOf(recipient, { confirmed_at: firstText(recipient.confirmedAt) });
  return { words: [{ name: 'consent.given', at: givenAt(recipient), data: { ...data, basis } }] };
};

const dataOf = (recipient: Recipient, evidence: object = {}): Word['data'] => ({
  customer: {
    email: recipient.email,
    first_name: firstText(recipient.firstName),
    last_name: firstText(recipient.lastName),
  },
  channel: 'email',
  purpose: 'marketing',
  evidence: present({ source: 'shopware', status: firstText(recipient.status), ...evidence }),
});

/** A consent counts from the customer's own act, and one without its date proves nothing. */
const givenAt = ({ status, confirmedAt, updatedAt, createdAt }: Recipient): number | undefined =>
  status === 'optIn' ? timeOf(confirmedAt) : timeOf(confirmedAt, updatedAt, createdAt);

const reviewSchema = z.object({
  reviewFormData: z.object({
    points: anything,
    title: anything,
    content: anything,
    name: anything,
    email: anything,
    productId: optional(id),
  }),
  product: optional(z.object({ id })),
});

/** A review that was just written. The shop has still to read it, so it is not shown. */
export const review: Topic = (payload, { sentAt }) => {
  const read = reviewSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { reviewFormData: form, product } = read.data;
  return {
    words: [
      {
        name: 'review.submitted',
        at: sentAt,
        data: {
          customer: { email: form.email },
          product_id: form.productId ?? product?.id,
          rating: form.points,
          title: form.title,
          text: form.content,
          author: form.name,
          published: false,
        },
      },
    ],
  };
};
