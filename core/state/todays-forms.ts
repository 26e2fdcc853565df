/**
 * A state that an older version wrote, with its addresses in the forms that they have today, so that whatever
 * is compared with them is the same text. Its id and its identities stay: they lead to it.
 */
import { mailAddress } from '../identity/mail-address.ts';
import { dialled } from '../identity/phone-number.ts';
import { present } from '../present.ts';
import type { Channel } from '../reason.ts';
import type { Person, Profile, Suppression } from './profile.ts';

export const inTodaysForms = (profile: Profile): Profile => ({
  ...profile,
  person: personInForm(profile.person),
  suppressions: Object.fromEntries(
    Object.entries(profile.suppressions).map(([channel, one]) => [
      channel,
      aboutForm(channel as Channel, one),
    ]),
  ),
});

const personInForm = (person: Person): Person => {
  const { email, phone } = person;
  const [mail, number] = [email && mailForm(email), phone && dialled(phone)];
  return mail === email && number === phone
    ? person
    : { ...person, ...present({ email: mail, phone: number }) };
};

const aboutForm = (channel: Channel, one: Suppression): Suppression =>
  one.address === undefined
    ? one
    : { ...one, address: channel === 'email' ? mailForm(one.address) : dialled(one.address) };

/** What has no form any more stays what it was. Nearly every address is plain ASCII, and in its form. */
const mailForm = (email: string): string => (ASCII.test(email) ? email : (mailAddress(email) ?? email));

const ASCII = /^[\x21-\x7e]*$/;
