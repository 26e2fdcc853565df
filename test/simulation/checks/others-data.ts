/**
 * I13: nobody receives, reads or is mixed up with what is another's. Judged by who typed what in the script
 * of the world, and by what left, was shown and is kept.
 */
import type { Facts } from '../facts.ts';
import { commonTo, type Datum, haveCommon, type People, type Whose, whoseIs } from './parties.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';

export const nobodysElse: Check = (facts) => {
  const whose = whoseIs(facts);
  return [
    ...received(facts, whose),
    ...oneProfile(facts, whose),
    ...shown(facts, whose),
    ...onTimelines(facts, whose),
    ...kept(facts, whose),
  ];
};

const strangeTo = (people: People, data: readonly Datum[]): Datum | undefined =>
  data.find((datum) => !haveCommon(datum.people, people));

const received = (facts: Facts, whose: Whose): readonly Problem[] =>
  facts.witness.mails.flatMap((mail) => {
    const strange = strangeTo(whose.holdersOf(mail.to), whose.dataIn(mail.html));
    const text = `${mail.flow}/${mail.step} to ${mail.to} of ${iso(mail.at)} holds ${strange?.token}, which is of customer ${strange && whose.nameOf(strange.people)}`;
    return strange ? [{ invariant: 'I13', ...customerAt(facts, mail.to), text }] : [];
  });

/** Links in a message act on its profile: one profile is written to at one person's addresses. */
const oneProfile = (facts: Facts, whose: Whose): readonly Problem[] => {
  const addresses = new Map<string, Set<string>>();
  for (const { profileId, to } of facts.witness.mails)
    addresses.set(profileId, (addresses.get(profileId) ?? new Set()).add(to));
  return [...addresses].flatMap(([profileId, all]) => {
    const holders = [...all].map((address) => whose.holdersOf(address));
    if (commonTo(holders)?.size !== 0) return [];
    const text = `profile ${profileId} was written to at ${[...all].join(' and ')}, which no one person holds`;
    return [{ invariant: 'I13', ...customerAt(facts, [...all][0] ?? ''), text }];
  });
};

const shown = ({ witness, plan }: Facts, whose: Whose): readonly Problem[] =>
  witness.exports.flatMap(({ customer, text: document, at }) => {
    const asking = plan.customers.find(({ index }) => index === customer);
    const number = asking?.phone ?? asking?.familyPhone;
    const people = number === undefined ? new Set([customer]) : whose.holdersOf(number);
    const strange = strangeTo(new Set([customer, ...people]), whose.dataIn(document));
    const text = `the export of customer ${customer} of ${iso(at)} shows ${strange?.token}, which is of customer ${strange && whose.nameOf(strange.people)}`;
    return strange ? [{ invariant: 'I13', customer, text }] : [];
  });

const onTimelines = (facts: Facts, whose: Whose): readonly Problem[] =>
  facts.timelines.flatMap(({ customer: { index, familyPhone, phone }, address, entries }) => {
    const family = phone ?? familyPhone;
    const people = new Set([index, ...(family === undefined ? [] : whose.holdersOf(family))]);
    return entries.flatMap((entry) => {
      const isWord = entry['event'] === 'message.replied';
      const told = facts.witness.happeningsOf(String(entry['eventId']));
      const strange = strangeTo(
        isWord ? people : new Set([index]),
        whose.dataIn(JSON.stringify([entry, told])),
      );
      const text = `on the timeline of ${address} (${entry.at}) stands ${strange?.token}, which is of customer ${strange && whose.nameOf(strange.people)}`;
      return strange ? [{ invariant: 'I13', customer: index, text }] : [];
    });
  });

/** Nothing that is kept holds two people's: whoever is absorbed leaves traces in another's state. */
const kept = ({ stored }: Facts, whose: Whose): readonly Problem[] =>
  stored.flatMap(({ place, text: content }) => {
    const data = whose.dataIn(content);
    if (commonTo(data.map(({ people }) => people))?.size !== 0) return [];
    const [first] = data;
    const other = first && strangeTo(first.people, data);
    const text = `${place} holds ${first?.token} of customer ${first && whose.nameOf(first.people)} and ${other?.token ?? 'others'} of customer ${other && whose.nameOf(other.people)}`;
    const [customer] = first?.people ?? [];
    return [{ invariant: 'I13', ...(customer === undefined ? {} : { customer }), text }];
  });
