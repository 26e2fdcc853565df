/** I13: nobody is erased because somebody else was, or because what was signed said another thing. */
import type { Facts } from '../facts.ts';
import { involvedIn } from '../happening.ts';
import { lostOf } from './outcomes.ts';
import type { Check, Problem } from './problem.ts';

export const nobodyAlong: Check = (facts) => {
  const others = [...reachedByReplays(facts), ...reachedByErasures(facts)];
  return lostOf(facts).flatMap(({ customer, id, kind }): Problem[] => {
    const along = others.find(({ linked }) => linked.has(customer));
    const text = `${kind} ${id} of customer ${customer} is gone, who was not the one to forget: ${along?.why}`;
    return along ? [{ invariant: 'I13', customer, text }] : [];
  });
};

type Along = Readonly<{ why: string; linked: ReadonlySet<number> }>;

/** Everybody beside whose address or number the erased one's was typed, and the family. */
const reachedByErasures = ({ plan, witness }: Facts): readonly Along[] =>
  witness.erasures.map(({ customer: erased, address }) => {
    const one = plan.customers.find(({ index }) => index === erased);
    const number = one?.phone ?? one?.familyPhone;
    const family = plan.customers.filter(
      ({ phone, familyPhone }) => number !== undefined && (phone === number || familyPhone === number),
    );
    const met = plan.happenings.flatMap((happening) => {
      const all = involvedIn(happening);
      return all.includes(erased) ? all : [];
    });
    const linked = new Set([...met, ...family.map(({ index }) => index)]);
    linked.delete(erased);
    return { why: `${address} was erased`, linked };
  });

const reachedByReplays = ({ plan }: Facts): readonly Along[] =>
  plan.happenings.flatMap((happening) => {
    if (happening.kind !== 'replay') return [];
    const { id, of, topic, command } = happening;
    if (!topic?.endsWith('/redact') && command !== 'erase') return [];
    const about = plan.happenings.find((other) => other.id === of);
    const linked =
      topic === 'shop/redact' ? plan.customers.map(({ index }) => index) : about && involvedIn(about);
    return [{ why: `in ${id} a signed body was sent again`, linked: new Set(linked) }];
  });
