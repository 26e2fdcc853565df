/**
 * Makes a message and reads its facts once more, so that the message is made from the same state that the
 * gate judges. deliver → [this] → channel.make
 */

import { allSoldOut } from '../core/catalogue/stock.ts';
import { addressOf } from '../core/consent/address.ts';
import { type AskedBy, askedBy } from '../core/consent/asking.ts';
import { type GateItem, strictest } from '../core/consent/gate-item.ts';
import { type Address, everyPlace, presentAddresses } from '../core/consent/gate-places.ts';
import { profileIdOf } from '../core/identity/identity.ts';
import { identityKey } from '../core/identity/keys.ts';
import { withoutTag } from '../core/identity/mailbox.ts';
import { LIMITS } from '../core/limits.ts';
import { needsOf } from '../core/message/template.ts';
import type { Situation } from '../core/ports/look.ts';
import { present } from '../core/present.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Ingredients } from './channel.ts';
import { type Drawn, drawCoupon, issuedIn } from './coupon.ts';
import type { SendingDeps } from './deps.ts';
import { gatherIngredients } from './gather.ts';
import type { Ready } from './ready.ts';
import { verdictOf } from './verdict.ts';

/**
 * Rounds of making one message. A profile that changes more often meanwhile is left to the queue's next
 * delivery.
 */
const ROUNDS_MAX = 5;

/**
 * Reads twice: the address is known only from the profile, and the gate item only from the address. The first
 * read finds the profile, then the message is made, and the last read, directly before the call, gets
 * profile, gate items and controls together, strongly consistently.
 *
 * A message with a code is made on trial first, and once more with its own code where nothing else stops it,
 * so that no code is used up for a message that stays. An empty pool is asked again where the program changed
 * meanwhile, because its list may have been replaced.
 *
 * `joining`: the customer's profile is being merged, and the survivor does not know the enrollment yet.
 */
export const prepare = async <Parcel>(
  deps: SendingDeps<Parcel>,
  message: OutboxMessage,
): Promise<Ready<Parcel> | 'nobody' | 'joining'> => {
  let seen = await deps.look(message.profileId, []);
  let drawn: Drawn | undefined;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const profile = profileIn(seen, deps.runtime.now());
    if (typeof profile === 'string') return profile;
    const { ready, current } = await makeOnce(deps, message, present({ seen, profile, drawn }));
    if (isSame(seen, current)) {
      if (!mayDraw(deps, ready)) return withoutTrial(ready);
      drawn = await drawCoupon(deps, ready);
    } else if (drawn === 'empty') drawn = undefined;
    seen = current;
  }
  throw new Error(
    `The profile of message ${message.messageId} changed ${ROUNDS_MAX} times while it was made.`,
  );
};

/** A merge takes seconds; one that hangs is overdue, and the message waits for it no longer. */
const profileIn = ({ profile, joiningSince }: Situation, now: Instant): Profile | 'nobody' | 'joining' =>
  joiningSince !== undefined && now - joiningSince < LIMITS.overdueMs ? 'joining' : (profile ?? 'nobody');

/** A code is drawn once nothing else stops the message. */
const mayDraw = <Parcel>(deps: SendingDeps<Parcel>, ready: Ready<Parcel>): boolean =>
  ready.message.coupon !== undefined &&
  ready.drawn === undefined &&
  ready.made.ok &&
  verdictOf(deps, ready).verdict === 'send';

const withoutTrial = <Parcel>(ready: Ready<Parcel>): Ready<Parcel> =>
  ready.message.coupon !== undefined && issuedIn(ready.drawn) === undefined && ready.made.ok
    ? { ...ready, made: NO_CODE_DRAWN }
    : ready;

/** What was made on trial never leaves, whatever the gate says. */
const NO_CODE_DRAWN = {
  ok: false,
  reason: 'coupon-pool-empty',
  problem: 'no code was drawn for it',
} as const;
/** Stands in for a code on trial. */
const TRIAL = { code: 'TRIAL', expiresAt: Date.UTC(2100, 0, 1) } as const;

type Seen = Readonly<{ seen: Situation; profile: Profile; drawn?: Drawn }>;

const makeOnce = async <Parcel>(
  deps: SendingDeps<Parcel>,
  message: OutboxMessage,
  { seen, profile, drawn }: Seen,
): Promise<Readonly<{ ready: Ready<Parcel>; current: Situation }>> => {
  const gathered = await gatherIngredients(deps, message, { ...seen, profile });
  const coupon = message.coupon && (issuedIn(drawn) ?? TRIAL);
  const ingredients = { ...gathered, ...present({ coupon }) };
  const made = await deps.channel.make(ingredients);
  const asked = askedBy(asking(ingredients));
  const left = await leftUnderMailbox(deps, profile, asked);
  const current = await deps.look(
    profile.id,
    await placesFor(deps, profile, asked),
    await groupsOf(deps, message, profile),
  );
  const gate = strictest([current.gate, left].filter((item) => item !== undefined));
  const ready: Ready<Parcel> = {
    ...present({ ...current, gate, drawn }),
    ...ingredients,
    made,
    asked,
    foreignNumber: asked !== undefined && isForeign(deps, ingredients),
    outOfStock: isSoldOut(ingredients),
    nothingToShow: lacksAList(ingredients),
    contentChanged: ingredients.awaited?.changed === true,
  };
  return { ready, current };
};

/** True where nothing is left of what the message is about, or of what it would show as looked at. */
const isSoldOut = ({ trigger, products, lists, awaited, template, message }: Ingredients): boolean =>
  awaited?.outOfStock === true ||
  (trigger !== undefined && allSoldOut(trigger.data, products)) ||
  (lists?.viewed?.length === 0 && needsIn(template, message).includes('viewed'));

const lacksAList = ({ lists, template, message }: Ingredients): boolean =>
  SUGGESTED.some((list) => needsIn(template, message).includes(list) && !lists?.[list]?.length);

const SUGGESTED = ['bought', 'recommended', 'bestsellers'] as const;

const needsIn = (template: Ingredients['template'], { channel }: OutboxMessage) =>
  template ? needsOf(template, channel) : [];

const isForeign = <Parcel>({ channel }: SendingDeps<Parcel>, { profile, program }: Ingredients): boolean => {
  const address = addressOf(profile.person, channel.channel);
  return address !== undefined && channel.mayBeAsked?.(address, program.settings) === false;
};

const asking = ({ message, program, template, trigger }: Ingredients) => ({
  message,
  flow: program.flows[message.flow],
  template,
  trigger,
});

/**
 * The gate items to read. A request for one of a mailbox's tagged spellings cannot bypass what the mailbox
 * itself has stopped.
 */
const placesFor = async <Parcel>(
  { channel, keys }: SendingDeps<Parcel>,
  { person }: Profile,
  asked: AskedBy | undefined,
) => {
  const own = presentAddresses(person, channel.channel);
  if (own.length === 0) return [];
  const addresses = asked === undefined ? own : [...own, ...own.flatMap(untagged)];
  const versions = await keys();
  return addresses.flatMap((address) => everyPlace(versions, address));
};

/**
 * The withdrawal of the customer with the untagged address, as a gate item: a withdrawal reported by a
 * platform stands only in the profile.
 */
const leftUnderMailbox = async <Parcel>(
  { channel, keys, look }: SendingDeps<Parcel>,
  { person }: Profile,
  asked: AskedBy | undefined,
): Promise<GateItem | undefined> => {
  const [bare] = asked === undefined ? [] : presentAddresses(person, channel.channel).flatMap(untagged);
  if (!bare) return undefined;
  const { profile } = await look(profileIdOf(identityKey(await keys()), 'email', bare.address), []);
  const at = profile?.consents['email/marketing']?.withdrawnAt;
  return at === undefined ? undefined : { marketingStoppedAt: at };
};

const untagged = ({ channel, address }: Address): readonly Address[] => {
  const bare = channel === 'email' ? withoutTag(address) : address;
  return bare === address ? [] : [{ channel, address: bare }];
};

/**
 * Every queue group that may hold an input about this customer: one per identity, and the one in which the
 * message was decided.
 */
const groupsOf = async <Parcel>(
  { keys }: SendingDeps<Parcel>,
  { profileId }: OutboxMessage,
  { id, identities }: Profile,
): Promise<readonly string[]> => {
  const key = identityKey(await keys());
  return [profileId, id, ...identities.map(({ kind, value }) => profileIdOf(key, kind, value))];
};

const isSame = (a: Situation, b: Situation): boolean =>
  a.profile?.id === b.profile?.id && a.version === b.version && a.controls.seq === b.controls.seq;
