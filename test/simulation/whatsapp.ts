/**
 * WhatsApp's side: customers who answer, stop and start, and Meta, which tells what became of messages;
 * through its webhook or through SNS.
 */
import { createHmac } from 'node:crypto';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { request } from '../support/webhooks.ts';
import { bodyOf, entryOf, failedWith, says, status, throughSns } from '../support/whatsapp.ts';
import type { Customer } from './customers.ts';
import type { AttackHappening } from './happening.ts';
import { isWelcome, type Surroundings } from './knock.ts';
import { chanceOf } from './random.ts';
import { firstNameIn } from './tell.ts';
import type { SentMail, Word } from './witness.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NONE = { from_user_id: undefined, recipient_user_id: undefined };
/** Meta's own cap, and a customer who wants no marketing any more. */
const REFUSED = [131_049, 131_049, 131_050] as const;

type Say = Readonly<{ customer: Customer; word: Word['word']; text: string }>;

export const createWhatsapp = ({
  plan,
  cloud: { clock, witness, standIns },
  agenda,
  knock,
}: Surroundings) => {
  /** One entry of Meta's, by one of the two ways. */
  const tell = (about: string, entry: object, answered: () => void): void => {
    if (chanceOf(plan.seed, 'way', about).maybe(0.5))
      return knock({
        door: 'receive-webhook',
        about,
        call: (functions) => functions.receiveWebhook(signedByMeta(bodyOf(entry))),
        settled: isWelcome,
        tried: (result) => (isWelcome(result) ? answered() : undefined),
      });
    const event = { Records: [{ Sns: { Message: JSON.stringify(throughSns(entry, about)) } }] };
    knock({
      door: 'receive-feedback',
      about,
      call: (functions) => functions.receiveFeedback(event as never),
      settled: (result) => 'value' in result,
      tried: (result) => ('value' in result ? answered() : undefined),
    });
  };
  const say = (about: string, { customer, word, text }: Say): void => {
    const phone = customer.phone ?? '';
    const id = `${about}-${word}`;
    const said: Word = {
      id,
      customer: customer.index,
      phone,
      word,
      at: clock.now(),
      first: witness.moment(),
    };
    witness.words.push(said);
    const contacts = [{ profile: { name: firstNameIn(id, customer) }, wa_id: phone.slice(1) }];
    const message = says(clock.now(), text, { ...NONE, from: phone.slice(1), id: `wamid.${id}` });
    tell(id, entryOf({ messages: [message], contacts }), () => {
      const answered = witness.moment();
      Object.assign(said, { answered });
      // It counts from when it was written, and holds from the answer.
      if (word === 'stop') witness.unsubscribed.push({ tick: answered.tick, at: said.at, address: phone });
    });
  };
  const report = (mail: SentMail, name: string, code?: number): void => {
    const about = `${mail.messageId}-${name}`;
    const at = clock.now();
    const told = status(at, name, mail.providerId, {
      ...NONE,
      recipient_id: mail.to.slice(1),
      biz_opaque_callback_data: mail.messageId,
      ...(code === undefined ? {} : failedWith(code)),
    });
    if (name === 'failed') witness.failed.add(mail.messageId);
    tell(about, entryOf({ statuses: [told], contacts: [] }), () => {
      if (code === 131_050) witness.unsubscribed.push({ ...witness.moment(), at, address: mail.to });
    });
  };

  const react = (mail: SentMail, customer: Customer): void => {
    const about = `${customer.index}-${witness.mails.filter(({ to }) => to === mail.to).length}`;
    const chance = chanceOf(plan.seed, 'whatsapp', about);
    const after = (milliseconds: number, act: () => void): void =>
      agenda.add(clock.now() + milliseconds, act);
    if (chance.maybe(0.12))
      return after(chance.between(1, 900) * SECOND, () => report(mail, 'failed', chance.pick(REFUSED)));
    if (chance.maybe(0.5)) after(chance.between(1, 900) * SECOND, () => report(mail, 'delivered'));
    if (chance.maybe(0.2)) after(chance.between(1_000, 5_000) * SECOND, () => report(mail, 'read'));
    if (chance.maybe(0.4))
      after(chance.between(1, 30 * 60) * MINUTE, () =>
        say(about, { customer, word: 'reply', text: TEXTS.reply }),
      );
    if (!chance.maybe(0.2)) return;
    const gone = chance.between(1, 20 * 60) * MINUTE;
    after(gone, () => say(about, { customer, word: 'stop', text: TEXTS.stop }));
    if (chance.maybe(0.5))
      after(gone + chance.between(1, 9 * 24 * 60) * MINUTE, () =>
        say(about, { customer, word: 'start', text: TEXTS.start }),
      );
  };
  standIns.mailbox.subscribe(({ channel, messageId, to }) => {
    const customer = channel === 'whatsapp' ? plan.customers.find(({ phone }) => phone === to) : undefined;
    const mail = customer && witness.mails.findLast((candidate) => candidate.messageId === messageId);
    if (customer && mail) react(mail, customer);
  });
  /** Unasked. */
  const write = ({ id, customer: index, word }: Writes): void => {
    const customer = plan.customers.find((candidate) => candidate.index === index);
    if (customer) say(id, { customer, word, text: TEXTS[word] });
  };
  return { write };
};

type Writes = Extract<AttackHappening, { kind: 'writes' }>;
const TEXTS = { stop: 'STOP', start: 'START', reply: 'Wann kommt der Tee?' } as const;

const signedByMeta = (body: object) => {
  const bytes = Buffer.from(JSON.stringify(body));
  const secret = String(DEFAULT_SECRETS['whatsapp']);
  const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  return request('whatsapp', bytes, { 'content-type': 'application/json', 'x-hub-signature-256': signature });
};
