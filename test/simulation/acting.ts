/** Who does what when something happens: every kind of happening but edits leads to its sender here. */
import type { Agenda } from './agenda.ts';
import type { Cloud } from './cloud.ts';
import type { Happening } from './happening.ts';
import { createImporting } from './importing.ts';
import { createKnock } from './knock.ts';
import type { Plan } from './plan.ts';
import { createPrivacyDesk } from './privacy.ts';
import { createSenders, type Senders } from './senders.ts';
import { createConsentPages } from './sign-ups.ts';
import { createWhatsapp } from './whatsapp.ts';
import { createWire } from './wire.ts';
import type { SentMail } from './witness.ts';

export type Acting = Readonly<{
  act: (happening: Exclude<Happening, { kind: 'edit' }>) => void;
  senders: Senders;
}>;

export const createActing = (plan: Plan, cloud: Cloud, agenda: Agenda): Acting => {
  const { witness } = cloud;
  const knock = createKnock(cloud, agenda);
  const surroundings = { plan, cloud, agenda, knock };
  const wire = createWire(surroundings);
  const senders = createSenders(surroundings, wire);
  const exercise = createPrivacyDesk(surroundings, wire);
  const pages = createConsentPages(surroundings);
  const { write } = createWhatsapp(surroundings);
  const bringAlong = createImporting(surroundings);

  const newestMail = (customer: number): SentMail | undefined => {
    const addresses: readonly string[] =
      plan.customers.find(({ index }) => index === customer)?.addresses ?? [];
    return witness.mails.findLast(
      ({ to, headers }) => addresses.includes(to) && headers['List-Unsubscribe'] !== undefined,
    );
  };
  type Hurried = Readonly<{ customer: number; whileSending: boolean }>;
  /** At once, or while the next mail is already being made. */
  const hurry = ({ whileSending, customer }: Hurried, act: () => void): void => {
    const mail = newestMail(customer);
    if (whileSending && mail) witness.whenSending(mail.profileId, act);
    else act();
  };
  /** What needs a mail to start from does not happen without one. */
  const withMail = (happening: Hurried, act: (mail: SentMail) => void): void => {
    const mail = newestMail(happening.customer);
    if (mail) hurry(happening, () => act(mail));
  };
  const noteForgotten = ({ customer, address }: Readonly<{ customer: number; address: number }>): void => {
    const to = plan.customers.find(({ index }) => index === customer)?.addresses[address] ?? '';
    const first = witness.moment();
    witness.erasures.push({ customer, address: to, first, last: { tick: first.tick, at: plan.end } });
  };
  const act = (happening: Exclude<Happening, { kind: 'edit' }>): void => {
    switch (happening.kind) {
      case 'unsubscribe':
        return withMail(happening, senders.unsubscribe);
      case 'bounce':
        return withMail(happening, (mail) => senders.feedback(mail, 'Bounce'));
      case 'complaint':
        return withMail(happening, (mail) => senders.feedback(mail, 'Complaint'));
      case 'choice':
        return withMail(happening, (mail) => pages.choose(happening, mail));
      case 'sign-up':
        return pages.signUp(happening);
      case 'erasure':
        return hurry(happening, () => exercise(happening));
      case 'export':
      case 'data-request':
        return exercise(happening);
      case 'farewell':
        // The shop forgets a day later; from now on until the end nobody can say what is there.
        if (happening.way === 'forget') noteForgotten(happening);
        return senders.tell(happening);
      case 'import':
        return bringAlong(happening.id);
      case 'writes':
        return write(happening);
      case 'replay':
        return wire.replay(happening);
      default:
        return senders.tell(happening);
    }
  };
  return { act, senders };
};
