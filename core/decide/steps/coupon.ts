/**
 * The `coupon` step, the code that a message promises, and what is heard of a code that was issued. The code
 * itself is drawn by the sender when the message leaves, so a message that stays uses up none.
 */
import type { DomainEvent } from '../../events/event.ts';
import { isFrom } from '../../events/own-event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { needsOf } from '../../message/template.ts';
import { present } from '../../present.ts';
import type { CompiledStep } from '../../program/program.ts';
import { COUPON_ISSUED, withoutPromise, withPromise } from '../../state/coupons.ts';
import type { OutboxMessage } from '../../state/effect.ts';
import { parseIso } from '../../time/instant.ts';
import { type Draft, patch, tell } from '../draft.ts';
import type { Run } from './run.ts';

/** From here on the messages of the enrollment carry a code of this pool. */
export const passCoupon = (draft: Draft, run: Run, step: Extract<CompiledStep, { kind: 'coupon' }>): void => {
  const { enrollment, flow } = run;
  const { id, pool, validFor } = step;
  run.enrollment = { ...enrollment, coupon: present({ step: id, pool, validFor }) };
  const { entryId } = enrollment;
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: 'coupon',
    flow: flow.id,
    step: id,
    entryId,
    detail: pool,
  });
};

/**
 * The message with the code that its template shows. The code's id is made of enrollment and step, both of
 * which survive a merge, so every message of the enrollment, and every repeat, finds the same code.
 */
export const withCoupon = (draft: Draft, { enrollment }: Run, message: OutboxMessage): OutboxMessage => {
  const { coupon, entryId } = enrollment;
  const template = draft.rules.program.templates[message.template];
  if (!coupon || !template || !needsOf(template, message.channel).includes('coupon')) return message;
  return { ...message, coupon: { id: idOf('coupon', entryId, coupon.step), ...coupon } };
};

/** A message that is on its way promises its code. */
export const promise = (draft: Draft, { messageId, coupon }: OutboxMessage): void => {
  if (coupon) patch(draft, withPromise(draft.profile, { id: coupon.id, messageId, at: draft.now }));
};

/** A message that does not leave promises nothing. */
export const takeBack = (draft: Draft, messageId: string): void =>
  patch(draft, withoutPromise(draft.profile, { messageId }) ?? {});

/** The sender has given out a code: the promise is kept, and the history counts it. */
export const noteIssued = (draft: Draft, event: DomainEvent): void => {
  const { name, data } = event;
  const [id, code] = [textAt(data, 'coupon_id'), textAt(data, 'code')];
  if (name !== COUPON_ISSUED || !isFrom(event, 'stammkunde') || id === undefined || code === undefined)
    return;
  patch(draft, withoutPromise(draft.profile, { id }) ?? {});
  const expires = textAt(data, 'expires_at');
  tell(
    draft,
    present({
      type: 'coupon',
      at: event.at,
      flow: textAt(data, 'flow') ?? '',
      step: textAt(data, 'step') ?? '',
      messageId: textAt(data, 'message_id') ?? '',
      couponId: id,
      pool: textAt(data, 'pool') ?? '',
      code,
      expiresAt: expires === undefined ? undefined : parseIso(expires),
    }),
  );
};
