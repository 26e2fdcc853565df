/** I7: what was published runs: where the master switch stands at `off`, nothing at all leaves. */
import { liveAt } from './live-content.ts';
import { type Check, customerAt, iso } from './problem.ts';

export const switchedOff: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const live = liveAt(facts, mail);
    const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}, the switch off since version ${live?.version}`;
    return live?.sending === 'off' ? [{ invariant: 'I7', ...customerAt(facts, mail.to), text }] : [];
  });
