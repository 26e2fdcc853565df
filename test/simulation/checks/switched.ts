/**
 * I7: what was published runs: where the master switch stands at `off`, nothing at all leaves, and at `test`
 * only to the test addresses.
 */
import { TEST_ADDRESSES } from '../content.ts';
import { liveAt } from './live-content.ts';
import { type Check, customerAt, iso } from './problem.ts';

export const switchedOff: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const live = liveAt(facts, mail);
    const stopped = live?.sending === 'off' || (live?.sending === 'test' && !isForTests(mail.to));
    const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}, the switch at ${live?.sending} since version ${live?.version}`;
    return stopped ? [{ invariant: 'I7', ...customerAt(facts, mail.to), text }] : [];
  });

const isForTests = (to: string): boolean =>
  TEST_ADDRESSES.some((address) => address.toLowerCase() === to.toLowerCase());
