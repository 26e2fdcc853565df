/**
 * What an attacker does in a world: an ordinary customer with an account and a number, who from the second
 * week on types others' addresses and numbers, floods the form, writes from what was typed, and sends again
 * what was signed.
 */
import { present } from '../../../core/present.ts';
import type { Customer } from '../customers.ts';
import {
  type CustomerHappening,
  type Happening,
  isBroughtAlong,
  type RightsHappening,
} from '../happening.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { replays } from './replays.ts';
import type { Attack, Scene } from './scene.ts';
import { createTelling, latestOf, type Span, type Told } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** By then the shop has surely told of the attacker's account, whatever went wrong. */
const QUIET_MS = 7 * DAY;
const ACTS = [12, 20] as const;
const APART_MS = 11_000;

type Cast = Readonly<{
  attacker: Customer;
  /** Whom it may befall. */
  others: readonly Customer[];
  /** What happens to them anyway, some of which is sent again. */
  theirs: readonly CustomerHappening[];
}>;

export const attackHappenings = (seed: number, cast: Cast, span: Span): readonly Happening[] => {
  const { attacker, others, theirs } = cast;
  const chance = chanceOf(seed, 'attacks', attacker.index);
  const own = createTelling(attacker, span, 'a');
  ordinary(chance, span, own.tell);
  const { attack, attacks } = createAttacking(attacker, span);
  const reachable = others.filter(({ phone }) => phone !== undefined);
  const shopify = new Set(others.filter(({ shop }) => shop === 'shopify').map(({ index }) => index));
  const isOnShopify = (customer: number): boolean => shopify.has(customer);
  const from = span.start + QUIET_MS;
  const acts = chance.between(...ACTS);
  for (let act = 0; act < acts; act += 1) {
    const at = chance.between(from / MINUTE, Math.max(from, latestOf(span)) / MINUTE) * MINUTE;
    const victim = pickFrom(chance, others);
    const heard = theirs.filter((happening) => happening.at < at && !isBroughtAlong(happening));
    const met = { isOnShopify, reachable: pickFrom(chance, reachable), heard };
    const scene = present({ chance, attacker, at, act, attack, ...met });
    if (victim) chance.pick(ACTIONS)({ ...scene, victim });
  }
  if (attacker.erased) asksToBeForgotten(chance, { attacker, attack, latest: latestOf(span) });
  return [...own.happenings, ...attacks];
};

const pickFrom = <T>(chance: Chance, list: readonly T[]): T | undefined =>
  list[Math.floor(chance.unit() * list.length)];

const createAttacking = (attacker: Customer, span: Span) => {
  const attacks: CustomerHappening[] = [];
  const attack: Attack = (happening) => {
    const at = happening.at + (attacks.length % 5) * APART_MS;
    if (at > latestOf(span)) return;
    attacks.push({
      ...happening,
      at,
      id: `k${attacker.index}-x${attacks.length}`,
      by: attacker.index,
    } as CustomerHappening);
  };
  return { attack, attacks };
};

/**
 * So that there is an account, a consent and a number to abuse, and messages in which others' data would
 * show.
 */
const ordinary = (chance: Chance, { start }: Span, tell: Told): void => {
  tell({ kind: 'identified', at: start + chance.between(10, 24 * 60) * MINUTE, address: 0 });
  if (chance.maybe(0.8)) tell({ kind: 'consent', at: start + chance.between(24, 72) * HOUR, address: 0 });
  if (chance.maybe(0.5))
    tell({ kind: 'consent', channel: 'whatsapp', at: start + chance.between(96, 144) * HOUR, address: 0 });
  for (const visit of [0, 1])
    tell({ kind: 'hello', at: start + QUIET_MS + chance.between(1, 20 + visit) * DAY, address: 0 });
  tell({
    kind: 'view',
    at: start + chance.between(48, 400) * HOUR,
    product: chance.pick(PRODUCTS),
    address: 0,
  });
};

type Action = (scene: Scene) => void;

const typedPhone = ({ chance, attacker, reachable }: Scene): number | undefined =>
  chance.pick([undefined, attacker.index, attacker.index, reachable?.index]);

/** At the checkout without an account: a cart under another's address, and sometimes its order. */
const asGuest: Action = (scene) => {
  const { chance, attacker, victim, at, act, attack } = scene;
  const phone = typedPhone(scene);
  const about = {
    customer: victim.index,
    address: chance.between(0, victim.addresses.length - 1),
    checkout: `x${attacker.index}-${act}`,
    products: [chance.pick(PRODUCTS)],
    ...present({ types: phone === undefined ? undefined : { phone } }),
  };
  attack({ kind: 'cart', at, ...about });
  if (chance.maybe(0.4))
    attack({
      kind: 'order',
      at: at + chance.pick([9, 200]) * MINUTE,
      order: `y${attacker.index}-${act}`,
      ...about,
    });
};

/** Logged in, with another's address in the place of the account's own. */
const asAccount: Action = (scene) => {
  const { chance, attacker, victim, at, act, attack } = scene;
  const about = {
    customer: attacker.index,
    address: 0,
    checkout: `x${attacker.index}-${act}`,
    products: [chance.pick(PRODUCTS)],
    types: present({ email: victim.index, phone: typedPhone(scene) }),
  };
  attack({ kind: 'cart', at, ...about });
  if (chance.maybe(0.5))
    attack({
      kind: 'order',
      at: at + chance.pick([9, 200]) * MINUTE,
      order: `y${attacker.index}-${act}`,
      ...about,
    });
};

const byNumberAlone: Action = ({ chance, attacker, reachable, at, act, attack }) => {
  if (reachable === undefined) return;
  const checkout = `x${attacker.index}-${act}`;
  const types = { phone: reachable.index };
  attack({ kind: 'cart', at, customer: attacker.index, checkout, products: [chance.pick(PRODUCTS)], types });
};

const looksAround: Action = ({ chance, victim, at, attack }) =>
  attack({ kind: 'view', at, customer: victim.index, address: 0, product: chance.pick(PRODUCTS) });

/** The box for news: another's address with the own number, or the own address with another's number. */
const ticks: Action = ({ chance, attacker, victim, reachable, at, attack }) => {
  attack({ kind: 'ticked', at, customer: victim.index, address: 0 });
  const own = { customer: victim.index, types: { phone: attacker.index } };
  const others = reachable && { customer: attacker.index, types: { phone: reachable.index } };
  attack({
    kind: 'ticked',
    at,
    channel: 'whatsapp',
    address: 0,
    ...(chance.maybe(0.5) && others ? others : own),
  });
};

/**
 * Strangers' addresses and numbers, as many as anybody knows, within minutes; or one of them again and again.
 */
const floods: Action = ({ chance, victim, reachable, at, attack }) => {
  const form = { kind: 'sign-up', presses: false, again: false, scanned: chance.maybe(0.3) } as const;
  const apart = chance.pick([20_000, 3 * MINUTE, 5 * HOUR]);
  for (let post = 0; post < chance.between(3, 9); post += 1)
    attack({ ...form, at: at + post * apart, customer: victim.index, address: 0 });
  if (reachable) attack({ ...form, at, customer: reachable.index, address: 0, channel: 'whatsapp' });
};

/** After the own number was typed beside another's address. */
const writes: Action = (scene) => {
  const { chance, attacker, victim, at, act, attack } = scene;
  const checkout = `x${attacker.index}-${act}`;
  const types = { phone: attacker.index };
  const cart = { checkout, products: [chance.pick(PRODUCTS)], types };
  attack({ kind: 'cart', at, customer: victim.index, address: 0, ...cart });
  const word = chance.pick(['stop', 'stop', 'start', 'reply'] as const);
  attack({ kind: 'writes', at: at + chance.between(2, 300) * MINUTE, customer: attacker.index, word });
};

/** What is known of the own number, which stands beside others' addresses. */
const asks: Action = ({ chance, attacker, at, attack }) =>
  attack({
    kind: chance.pick(['export', 'data-request']),
    at,
    customer: attacker.index,
    address: 0,
    names: chance.pick(['phone', 'phone', 'both']),
  });

const ACTIONS: readonly [Action, ...Action[]] = [
  asGuest,
  asGuest,
  asAccount,
  asAccount,
  byNumberAlone,
  looksAround,
  ticks,
  floods,
  writes,
  writes,
  asks,
  replays,
  replays,
];

/** The last act: named by the number that stands beside others' addresses. */
const asksToBeForgotten = (
  chance: Chance,
  { attacker, attack, latest }: Readonly<{ attacker: Customer; attack: Attack; latest: number }>,
): void =>
  attack({
    kind: 'erasure',
    via: chance.pick<Extract<RightsHappening, { kind: 'erasure' }>['via']>(['command', 'event', 'shopify']),
    at: latest - chance.between(1, 60) * MINUTE,
    customer: attacker.index,
    address: 0,
    whileSending: false,
    names: chance.pick(['phone', 'both']),
  });
