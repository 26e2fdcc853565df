/** I3 and I4: no marketing without a grant that was given before and not taken back; nothing at all after a bounce or a complaint. */
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { erasedUpTo } from './erasures.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';

/** Two functions' clocks differ by no more than this. */
const CLOCKS_MS = 11_000;

export const withPermission: Check = (facts) => facts.witness.mails.flatMap((mail) => [...basisOf(facts, mail), ...leaving(facts, mail)]);

const isMarketing = ({ headers }: SentMail): boolean => headers['List-Unsubscribe'] !== undefined;

type Said = Readonly<{ kind: string; at: number; firstTry: number; applied?: number }>;

/** What the customer said about consent under this address, and when it reached us. */
const saidAt = ({ plan, witness }: Facts, address: string): readonly Said[] =>
  plan.happenings.flatMap((happening) => {
    if (happening.kind !== 'consent' && happening.kind !== 'withdrawal') return [];
    const customer = plan.customers.find(({ index }) => index === happening.customer);
    const door = witness.doors.get(happening.id);
    if (door === undefined || (customer?.plain !== false && customer?.addresses[happening.address] !== address)) return [];
    const applied = customer?.plain ? witness.applied.get(happening.id)?.first.tick : undefined;
    const own = (customer?.addresses as readonly string[] | undefined)?.includes(address) ?? false;
    return own
      ? [{ kind: happening.kind, at: happening.at, firstTry: door.firstTry.tick, ...(applied === undefined ? {} : { applied }) }]
      : [];
  });

/** Grants that had reached us before the mail was checked for the last time, and were not erased by then. */
const grantsFor = (facts: Facts, { to, read }: SentMail): readonly Said[] => {
  const gone = erasedUpTo(facts, to, read.tick) ?? Number.NEGATIVE_INFINITY;
  return [...saidAt(facts, to), ...pressedAt(facts, to)].filter(
    ({ kind, firstTry, at }) => kind === 'consent' && firstTry < read.tick && at > gone,
  );
};

/** Buttons pressed behind mailed links. What they grant counts from the asking, which came before the mail. */
const pressedAt = ({ plan, witness }: Facts, address: string): readonly Said[] =>
  witness.confirmed
    .filter(({ refused }) => !refused)
    .filter(
      (pressed) =>
        pressed.address === address ||
        plan.customers.some(({ plain, addresses }) => !plain && isOf(addresses, address) && isOf(addresses, pressed.address)),
    )
    .map(({ mail, first }) => ({ kind: 'consent', at: mail.at, firstTry: first.tick }));

const isOf = (addresses: readonly string[], address: string): boolean => addresses.includes(address);

const basisOf = (facts: Facts, mail: SentMail): readonly Problem[] => {
  if (!isMarketing(mail)) return ofAContract(facts, mail);
  const said = saidAt(facts, mail.to);
  const grants = grantsFor(facts, mail);
  const wrong = { invariant: 'I3', ...customerAt(facts, mail.to) };
  const what = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}`;
  if (grants.length === 0) return [{ ...wrong, text: `${what} without any consent` }];
  const withdrawn = said.filter(({ kind, applied }) => kind === 'withdrawal' && applied !== undefined && applied < mail.read.tick);
  const against = withdrawn.find(({ at }) => grants.every((grant) => grant.at <= at));
  return against ? [{ ...wrong, text: `${what} although consent was withdrawn at ${iso(against.at)}` }] : [];
};

/** Only what was ordered, or asked for, leaves without a way out. */
const ofAContract = (facts: Facts, mail: SentMail): readonly Problem[] => {
  const wrong = { invariant: 'I3', ...customerAt(facts, mail.to) };
  if (mail.flow === 'shipping') return [];
  if (mail.flow !== 'opt-in') return [{ ...wrong, text: `${mail.flow}/${mail.step} left without a way out` }];
  const asked = facts.plan.happenings.some(
    (happening) =>
      happening.kind === 'sign-up' &&
      facts.plan.customers.find(({ index }) => index === happening.customer)?.addresses[happening.address] === mail.to &&
      (facts.witness.doors.get(happening.id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick,
  );
  return asked ? [] : [{ ...wrong, text: `${mail.to} was asked to confirm at ${iso(mail.at)} what nobody had asked for` }];
};

const leaving = (facts: Facts, mail: SentMail): readonly Problem[] => {
  const wrong = { invariant: 'I4', ...customerAt(facts, mail.to) };
  const what = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}`;
  const stopped = facts.witness.stopped.find(({ address, tick }) => address === mail.to && tick < mail.read.tick);
  if (stopped) return [{ ...wrong, text: `${what} after the ${stopped.by} of ${iso(stopped.at)}` }];
  if (!isMarketing(mail)) return [];
  const grants = grantsFor(facts, mail);
  const left = facts.witness.unsubscribed.filter(({ address, tick }) => address === mail.to && tick < mail.read.tick);
  const against = left.find(({ at }) => grants.every((grant) => grant.at <= at - CLOCKS_MS));
  return against ? [{ ...wrong, text: `${what} after the unsubscribe that was answered at ${iso(against.at)}` }] : [];
};
