/**
 * Brings the addresses in a state that an older version wrote into their present forms, so that comparisons
 * work on equal text. Its id and its identities stay, because they lead to the state.
 */
import { mailAddress } from '../identity/mail-address.ts';
import { canonicalForm } from '../identity/number-forms.ts';
import { present } from '../present.ts';
import type { Channel } from '../reason.ts';
import type { Person, Profile } from './profile.ts';
import type { Suppression } from './suppression.ts';

export const inTodaysForms = (profile: Profile): Profile => {
  const person = personInForm(profile.person);
  return {
    ...profile,
    person,
    suppressions: Object.fromEntries(
      Object.entries(profile.suppressions).map(([channel, one]) => [
        channel,
        tagged(person, channel as Channel, one),
      ]),
    ),
  };
};

const personInForm = (person: Person): Person => {
  const { email, phone } = person;
  const [mail, number] = [email && mailForm(email), phone && canonicalForm(phone)];
  return mail === email && number === phone
    ? person
    : { ...person, ...present({ email: mail, phone: number }) };
};

/** The tag of a former address whose own tag is no longer known. */
export const FORMER_TAG = '';

/** Replaces the address by its tag: older versions stored the address of a bounce itself. */
const tagged = (
  person: Person,
  channel: Channel,
  { address, ...one }: Suppression & Readonly<{ address?: string }>,
): Suppression => {
  if (address === undefined) return one;
  const isMail = channel === 'email';
  const form = isMail ? mailForm(address) : canonicalForm(address);
  if (form !== (isMail ? person.email : (person.phone ?? person.whatsappId)))
    return { ...one, for: FORMER_TAG };
  const tag = isMail ? person.emailTag : (person.phoneTag ?? person.whatsappTag);
  return tag === undefined ? one : { ...one, for: tag };
};

/**
 * An address without a valid form stays as it is. Nearly every address is plain ASCII and already in its
 * form.
 */
const mailForm = (email: string): string => (ASCII.test(email) ? email : (mailAddress(email) ?? email));

const ASCII = /^[\x21-\x7e]*$/;
