/**
 * Collects what a message is made from: the programs, the event that started the enrollment, and the products
 * in it. prepare → [this] → channel.make
 */

import { type MetProduct, shownProducts } from '../core/catalogue/shown-products.ts';
import { tierOf } from '../core/conditions/tiers.ts';
import { objectAt, productsOf } from '../core/events/read-data.ts';
import { enrollmentOf } from '../core/gate/order-wins.ts';
import { needsOf } from '../core/message/template.ts';
import type { Situation } from '../core/ports/look.ts';
import { present } from '../core/present.ts';
import type { CompiledTemplate } from '../core/program/program.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import { recordsAbout } from '../core/state/heard.ts';
import type { Profile, RecordRef } from '../core/state/profile.ts';
import { seenLately } from '../core/state/views.ts';
import { zoneOf } from '../core/time/zone.ts';
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
  const beside = await toldBeside(deps, message, profile);
  const template = own.templates[message.template] ?? program.templates[message.template];
  const viewed = isShown(template, message) ? await productsViewed(deps, profile) : [];
  const named = [...new Set([trigger, ...beside].flatMap((event) => (event ? productsOf(event.data) : [])))];
  const known = await productsNamed(deps, [...named, ...viewed.map(({ id }) => id)]);
  const products = known.filter(({ id }) => named.includes(id));
  return present({
    message,
    profile,
    program,
    products,
    template,
    trigger,
    viewed: shownProducts(viewed, known),
    tier: tierOf(profile, program.tiers ?? [], {
      now: deps.runtime.now(),
      zone: () => zoneOf(profile.person, program.settings).zone,
    }),
    beside: beside.length > 0 ? beside : undefined,
  });
};

const isShown = (template: CompiledTemplate | undefined, { channel }: OutboxMessage): boolean =>
  template !== undefined && needsOf(template, channel).includes('viewed');

/** What was looked at lately, with what the shop said of it then. */
const productsViewed = (deps: SharedDeps, profile: Profile): Promise<readonly MetProduct[]> =>
  Promise.all(
    seenLately(profile, deps.runtime.now()).map(async ({ id, ref }) => {
      const told = ref === undefined ? undefined : await eventAt(deps, profile.id, ref);
      return present({ id, told: told && objectAt(told.data, 'product') });
    }),
  );

const productsNamed = async ({ products }: SharedDeps, ids: readonly string[]) =>
  ids.length > 0 ? products.many([...new Set(ids)]) : [];

/** The details of the event that started the enrollment: cart or order lines. */
const triggerOf = async (
  deps: SharedDeps,
  { profileId, ref }: OutboxMessage,
): Promise<Trigger | undefined> => (ref === undefined ? undefined : eventAt(deps, profileId, ref));

/** What else was told of the one order that the message's enrollment is about. */
const toldBeside = async (
  deps: SharedDeps,
  { flow, entryId, ref: own }: OutboxMessage,
  profile: Profile,
): Promise<readonly Trigger[]> => {
  const about = enrollmentOf(profile, flow, entryId)?.about;
  const refs = about ? recordsAbout(profile, about).filter((ref) => ref !== own) : [];
  const events = await Promise.all(refs.map((ref) => eventAt(deps, profile.id, ref)));
  return events.filter((event) => event !== undefined);
};

const eventAt = async (
  { profiles }: SharedDeps,
  profileId: string,
  ref: RecordRef,
): Promise<Trigger | undefined> => {
  const record = await profiles.readRecord(profileId, ref);
  const entry = record?.entries.find((candidate) => candidate.type === 'event');
  return entry && { name: entry.event, data: entry.data };
};
