/**
 * Collects what a message is made from: the programs, the event that started the enrollment, and the products
 * in it. prepare → [this] → channel.make
 */

import { productsOf } from '../core/events/read-data.ts';
import type { Situation } from '../core/ports/look.ts';
import { present } from '../core/present.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Ingredients, Trigger } from './channel.ts';
import type { SharedDeps } from './deps.ts';

export const gatherIngredients = async (
  deps: SharedDeps,
  message: OutboxMessage,
  { profile, controls }: Situation & Readonly<{ profile: Profile }>,
): Promise<Ingredients> => {
  const [program, own, trigger] = await Promise.all([
    deps.programs.load(controls.seq),
    deps.programs.load(message.seq),
    triggerOf(deps, message),
  ]);
  const products = trigger ? await deps.products.many(productsOf(trigger.data)) : [];
  const template = own.templates[message.template] ?? program.templates[message.template];
  return present({
    message,
    profile,
    program,
    products,
    template,
    trigger,
  });
};

/** The details of the event that started the enrollment: cart or order lines. */
const triggerOf = async (
  { profiles }: SharedDeps,
  { profileId, ref }: OutboxMessage,
): Promise<Trigger | undefined> => {
  const record = ref === undefined ? undefined : await profiles.readRecord(profileId, ref);
  const entry = record?.entries.find((candidate) => candidate.type === 'event');
  return entry && { name: entry.event, data: entry.data };
};
