/**
 * Collects what a message is made from: the programs, the event that started the enrollment, and the products
 * in it, and the lists that it shows. prepare → [this] → channel.make
 */

import { known } from '../core/conditions/evaluate.ts';
import { finderOf } from '../core/conditions/fact-values.ts';
import { pointsOf } from '../core/conditions/points.ts';
import { tierOf } from '../core/conditions/tiers.ts';
import { productsOf } from '../core/events/read-data.ts';
import { enrollmentOf } from '../core/gate/order-wins.ts';
import { listsShown } from '../core/message/template.ts';
import type { Situation } from '../core/ports/look.ts';
import { present } from '../core/present.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import { recordsAbout } from '../core/state/heard.ts';
import { usualCurrency } from '../core/state/order-figures.ts';
import type { Profile, RecordRef } from '../core/state/profile.ts';
import { productAwaited } from './awaited.ts';
import type { Ingredients, Trigger } from './channel.ts';
import type { SharedDeps } from './deps.ts';
import { productLists } from './product-lists.ts';

export const gatherIngredients = async (
  deps: SharedDeps,
  message: OutboxMessage,
  { profile, controls }: Situation & Readonly<{ profile: Profile }>,
): Promise<Ingredients> => {
  const [program, own, trigger] = await Promise.all([
    deps.programs.load(controls.seq),
    deps.programs.load(message.seq),
    triggerOf(deps, message, profile),
  ]);
  const beside = await toldBeside(deps, message, profile);
  const template = own.templates[message.template] ?? program.templates[message.template];
  const told = [...(trigger ? [trigger] : []), ...beside];
  const shown = template ? listsShown(template, message.channel) : [];
  const [awaited, products, lists] = await Promise.all([
    productAwaited(deps, trigger, profile, (ref) => eventAt(deps, profile.id, ref)),
    productsNamed(
      deps,
      told.flatMap(({ data }) => productsOf(data)),
    ),
    shown.length === 0
      ? undefined
      : productLists(deps, { lists: shown, profile, told, eventAt: (ref) => eventAt(deps, profile.id, ref) }),
  ]);
  const moment = known({ profile, program, since: 0, now: deps.runtime.now() });
  return present({
    message,
    profile,
    program,
    products,
    template,
    trigger,
    lists,
    awaited,
    tier: tierOf(profile, program.tiers ?? [], moment),
    points: program.points && pointsOf(profile, program.points, moment),
    factOf: (path: string) => finderOf(path)(moment),
    currency: program.settings.currency ?? usualCurrency(profile),
    beside: beside.length > 0 ? beside : undefined,
  });
};

const productsNamed = async ({ products }: SharedDeps, ids: readonly string[]) =>
  ids.length > 0 ? products.many([...new Set(ids)]) : [];

/**
 * The details of the event that started the enrollment, cart or order lines, as they are by now: a cart may
 * have changed since the message was decided.
 */
const triggerOf = async (
  deps: SharedDeps,
  { profileId, flow, entryId, ref: decided }: OutboxMessage,
  profile: Profile,
): Promise<Trigger | undefined> => {
  const newest = enrollmentOf(profile, flow, entryId)?.ref;
  // What was told since the profiles became one stands with the survivor.
  const changed =
    newest === undefined || newest === decided ? undefined : await eventAt(deps, profile.id, newest);
  return changed ?? (decided === undefined ? undefined : eventAt(deps, profileId, decided));
};

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
