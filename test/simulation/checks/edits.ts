/**
 * I7: a mail is made from a version that was right, and from one that was live; broken ones never run (the
 * world also looks at each publish).
 */
import { numberOf, senderOf } from '../content.ts';
import { type Check, customerAt, iso } from './problem.ts';

export const onlyRightEdits: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const live = facts.witness.published.filter(
      ({ tick, content }) => tick < mail.tick && content.broken === undefined,
    );
    if (
      live.some(
        ({ content }) =>
          (mail.channel === 'email' ? senderOf(content.version) : numberOf(content.version)) === mail.from,
      )
    )
      return [];
    return [
      {
        invariant: 'I7',
        ...customerAt(facts, mail.to),
        text: `a mail of ${iso(mail.at)} was made from ${mail.from}, which was never live`,
      },
    ];
  });
