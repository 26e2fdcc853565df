/** I2: whoever signed up by the form was asked to confirm, or the timeline says why not. */
import { mayBeErased } from './erasures.ts';
import { type Check, iso } from './problem.ts';

const CLOCKS_MS = 11_000;

export const everyRequest: Check = (facts) =>
  facts.plan.happenings.flatMap((happening) => {
    // What is answered to an attacker's floods has ceilings.
    if (happening.kind !== 'sign-up' || happening.by !== undefined) return [];
    const address = facts.plan.customers.find(({ index }) => index === happening.customer)?.addresses[
      happening.address
    ];
    const answered = facts.witness.doors.get(happening.id)?.answered;
    if (answered === undefined || mayBeErased(facts, happening.customer, answered.at)) return [];
    const entries = facts.timelines.find((timeline) => timeline.address === address)?.entries ?? [];
    const since = entries.filter(({ at }) => Date.parse(at) >= happening.at - CLOCKS_MS);
    const asked = since.some(({ type, ...entry }) => type === 'message' && entry['flow'] === 'opt-in');
    // A request that is heard after a withdrawal, however late, asks nobody: the timeline shows both.
    const inVain =
      since.some((entry) => entry.type === 'decision' && entry['reason'] === 'withdrew-lately') &&
      entries.some((entry) => entry.type === 'consent' && entry['state'] === 'withdrawn');
    return asked || inVain
      ? []
      : [
          {
            invariant: 'I2',
            customer: happening.customer,
            text: `${address} signed up at ${iso(happening.at)} and nothing came of it`,
          },
        ];
  });
