/**
 * The steps that write down, tell, stop or forget: they take no time, and repeating what they left to do
 * changes nothing.
 */
import { presentAddresses } from '../../consent/gate-places.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { ownEvent } from '../../events/own-event.ts';
import { BY_THE_SHOP } from '../../events/sources.ts';
import { aboutOrSubject } from '../../gate/about-enrollment.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledStep } from '../../program/program.ts';
import { type Draft, patch, tell } from '../draft.ts';
import type { Run } from './run.ts';

type Step<K extends CompiledStep['kind']> = Extract<CompiledStep, { kind: K }>;

/** Writes attributes, tags and tier; beyond the bounds the oldest go. */
export const setFacts = (draft: Draft, run: Run, step: Step<'set'>): void => {
  const { attributes = {}, addTags = [], removeTags = [], tier } = step;
  const { profile } = draft;
  const kept = Object.entries(profile.attributes).filter(([name]) => !Object.hasOwn(attributes, name));
  const all = [...kept, ...Object.entries(attributes)].slice(-LIMITS.attributesPerProfile);
  const tags = profile.tags.filter((tag) => !removeTags.includes(tag) && !addTags.includes(tag));
  patch(draft, {
    attributes: Object.fromEntries(all),
    tags: [...tags, ...new Set(addTags)].slice(-LIMITS.tagsPerProfile),
    ...present({ tier }),
  });
  const written = [
    ...Object.entries(attributes).map(([name, value]) => `${name} = ${String(value)}`),
    ...addTags.map((tag) => `+${tag}`),
    ...removeTags.map((tag) => `-${tag}`),
    ...(tier === undefined ? [] : [`tier ${tier}`]),
  ];
  tellAct(draft, run, step, { what: 'set', detail: written.join(', ') });
};

/**
 * Makes an event of the shop's own, which is heard at the end of this decision. A chain of flows that start
 * each other ends after so many, within one decision and across.
 */
export const emitEvent = (draft: Draft, run: Run, step: Step<'emit'>): void => {
  const { enrollment, flow } = run;
  const depth = (enrollment.depth ?? 0) + 1;
  if (depth > LIMITS.emitsInARow || draft.emitsLeft <= 0)
    return tellAct(draft, run, step, { what: 'ignored', reason: 'emit-loop', detail: step.event });
  draft.emitsLeft -= 1;
  const id = idOf('emitted', enrollment.entryId, step.id);
  const data = { ...idsOf(run), flow: flow.id, step: step.id };
  const event: DomainEvent = {
    id,
    name: step.event,
    at: draft.now,
    source: 'stammkunde',
    identities: [],
    data,
  };
  draft.emitted.push(present({ event, depth, ref: enrollment.ref }));
};

/** The order, cart or parcel by its outside names, so that the flow which begins knows what it is about. */
const idsOf = ({ enrollment, flow }: Run): JsonObject => {
  const about = aboutOrSubject(flow, enrollment);
  return present({
    order_id: about?.order,
    checkout_id: about?.checkout,
    cart_id: about?.cart,
    shipment_id: about?.shipment,
    tracking_number: about?.tracking,
  });
};

/** Ends the shop's marketing on a channel: in the consent, and at the gate of every address there. */
export const stopMarketing = (draft: Draft, run: Run, step: Step<'stop'>): void => {
  const { enrollment, flow } = run;
  const { channel } = step;
  for (const { address } of presentAddresses(draft.profile.person, channel))
    draft.effects.push({
      kind: 'stop-marketing',
      id: idOf('stop', enrollment.entryId, step.id, address),
      channel,
      address,
      at: draft.now,
    });
  tellAct(draft, run, step, { what: 'stopped', detail: channel });
  // Who has left already leaves no second time: a flow that a withdrawal begins would else begin for ever.
  const depth = (enrollment.depth ?? 0) + 1;
  const hasLeft = draft.profile.consents[`${channel}/marketing`]?.state === 'withdrawn';
  if (hasLeft || depth > LIMITS.emitsInARow) return;
  const evidence = { source: BY_THE_SHOP, flow: flow.id, step: step.id };
  const event = ownEvent({
    id: idOf('stopped', enrollment.entryId, step.id),
    name: 'consent.withdrawn',
    at: draft.now,
    source: 'stammkunde',
    data: { channel, purpose: 'marketing', evidence },
  });
  draft.emitted.push({ event, depth });
};

/** Orders the erasure of this customer, by the way of every erasure. */
export const forgetCustomer = (draft: Draft, run: Run, step: Step<'forget'>): void => {
  const id = idOf('forget', run.enrollment.entryId, step.id);
  draft.effects.push({ kind: 'forget', id, profileId: draft.profile.id, at: draft.now });
  tellAct(draft, run, step, { what: 'forgotten' });
};

type Told = Readonly<{ what: string; detail?: string; reason?: string }>;

export const tellAct = (draft: Draft, { enrollment, flow }: Run, { id }: CompiledStep, told: Told): void => {
  const { entryId } = enrollment;
  tell(draft, { type: 'decision', at: draft.now, flow: flow.id, step: id, entryId, ...told });
};
